package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestStaff(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	li, wang := staff(models.RoleResearcher, "li.na"), staff(models.RoleOperator, "wang")
	wang.Name, wang.Disabled = "王秀兰", true
	require.NoError(t, c.CreateAccount(ctx, li))
	require.NoError(t, c.CreateAccount(ctx, wang))
	tests := []struct {
		name   string
		filter models.StaffFilter
		want   []string // user names
	}{
		{"everybody but pupils", models.StaffFilter{}, []string{"wang", "li.na", c.teacher.Username}},
		{"a role", models.StaffFilter{Role: models.RoleTeacher}, []string{c.teacher.Username}},
		{"part of a user name", models.StaffFilter{Query: "I.N"}, []string{"li.na"}},
		{"part of a name", models.StaffFilter{Query: "秀"}, []string{"wang"}},
		{"a name in capitals", models.StaffFilter{Query: "DR"}, []string{"li.na"}},
		{"signs that mean something in patterns", models.StaffFilter{Query: "%"}, []string{}},
		{"a pupil", models.StaffFilter{Query: c.pupils[0].Name}, []string{}},
		{"both", models.StaffFilter{Query: "dr", Role: models.RoleOperator}, []string{}},
		{"the first", models.StaffFilter{Limit: 1}, []string{"wang"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found, err := c.Staff(ctx, test.filter)
			require.NoError(t, err)
			names := []string{}
			for _, m := range found {
				names = append(names, m.Username)
			}
			require.Equal(t, test.want, names)
		})
	}
	found, err := c.Staff(ctx, models.StaffFilter{})
	require.NoError(t, err)
	require.Equal(t, models.StaffMember{Account: wang}, found[0])
	require.Equal(t, models.StaffMember{Account: c.teacher.Account, Region: c.region.Name, School: "First School"}, found[2])
}

func TestSchools(t *testing.T) {
	t.Parallel()
	s := open(t)
	populate(t, s, countyRoster("510200"))
	populate(t, s, countyRoster("510100"))
	schools, err := s.Schools(t.Context())
	require.NoError(t, err)
	require.Len(t, schools, 2)
	first, err := s.Region(t.Context(), schools[0].RegionID)
	require.NoError(t, err)
	require.Equal(t, "510100", first.Code)
}

func TestOverview(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	require.NoError(t, c.CreateAccount(ctx, staff(models.RoleOperator, "operator")))
	for _, version := range []models.Item{item("IL1", 1, "first"), item("IL1", 2, "second")} {
		_, err := c.PutItems(ctx, []models.Item{version})
		require.NoError(t, err)
	}
	_, err := c.Pool().Exec(ctx, `
		insert into river_job (state, kind, args, max_attempts, finalized_at)
		select state::river_job_state, 'suyang', '{}', 3, case when state = 'discarded' then now() end
		from unnest('{available,scheduled,retryable,running,discarded}'::text[]) state`)
	require.NoError(t, err)
	o, err := c.Overview(ctx)
	require.NoError(t, err)
	require.Regexp(t, `^PostgreSQL \d+.*, pgvector 0\.\d+\.\d+$`, o.Server)
	require.Greater(t, o.Size, int64(1<<20))
	o.Server, o.Size = "", 0
	require.Equal(t, models.Overview{
		Regions: 1, Schools: 1, Classes: 2, Pupils: 6, Teachers: 1, Operators: 1, Items: 1, Forms: 1,
		Jobs: models.JobCount{Waiting: 3, Running: 1, Failed: 1},
	}, o)
}
