package platform_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/platform"
)

var county = models.Region{Code: "510181", Name: "都江堰", Zone: models.ZoneWest}

const roster = `role,school_code,school_name,area,class,grade,number,name,gender,under14,consent,username
pupil,S1,第一中学,town,八年级1班,8,2026001,林小雨,female,,yes,
pupil,S1,第一中学,town,八年级1班,8,2026002,高远,male,no,,
pupil,S2,实验学校,rural,九年级2班,9,1,周舟,,,,
teacher,S1,第一中学,town,八年级1班;八年级2班,8,,陈老师,,,,chen.laoshi
`

func TestReadRoster(t *testing.T) {
	t.Parallel()
	r, bad, err := platform.ReadRoster(strings.NewReader("\ufeff"+roster), county, 2026)
	require.NoError(t, err)
	require.Empty(t, bad)
	require.Equal(t, county, r.Region)
	require.Equal(t, []models.School{
		{Code: "S1", Name: "第一中学", Area: models.AreaTown},
		{Code: "S2", Name: "实验学校", Area: models.AreaRural},
	}, r.Schools)
	require.Equal(t, []models.RosterClass{
		{School: "S1", Name: "八年级1班", Grade: 8, Year: 2026},
		{School: "S2", Name: "九年级2班", Grade: 9, Year: 2026},
		{School: "S1", Name: "八年级2班", Grade: 8, Year: 2026},
	}, r.Classes)
	require.Equal(t, []models.RosterPupil{
		{School: "S1", Class: "八年级1班", Number: "2026001", Name: "林小雨", Gender: models.GenderFemale, Under14: true, Consent: true},
		{School: "S1", Class: "八年级1班", Number: "2026002", Name: "高远", Gender: models.GenderMale},
		{School: "S2", Class: "九年级2班", Number: "1", Name: "周舟"},
	}, r.Pupils)
	require.Equal(t, []models.RosterTeacher{
		{School: "S1", Classes: []string{"八年级1班", "八年级2班"}, Username: "chen.laoshi", Name: "陈老师"},
	}, r.Teachers)
}

func TestReadRosterNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	const header = "role,school_code,school_name,class,grade,number,name,gender,username\n"
	const good = "pupil,S1,一中,1班,8,1,林小雨,female,\n"
	for _, tc := range []struct {
		name, row, field, message string
	}{
		{"role", "parent,S1,一中,1班,8,2,林,,\n", "role", "neither pupil nor teacher"},
		{"grade is text", "pupil,S1,一中,1班,八,2,林,,\n", "grade", "not a grade"},
		{"grade outside", "pupil,S1,一中,1班,13,2,林,,\n", "grade", "outside 3 to 12"},
		{"no number", "pupil,S1,一中,1班,8,,林,,\n", "number", "needs the school's number"},
		{"no name", "pupil,S1,一中,1班,8,2,,,\n", "name", "1 to 80 characters"},
		{"gender", "pupil,S1,一中,1班,8,2,林,F,\n", "gender", "not one of"},
		{"twice", "pupil,S1,一中,1班,8,1,林,,\n", "number", "already on line 2"},
		{"another school name", "pupil,S1,二中,1班,8,2,林,,\n", "school_name", "above"},
		{"another grade", "pupil,S1,一中,1班,9,2,林,,\n", "grade", "above"},
		{"fields", "pupil,S1\n", "", "2 fields where line 1 names 9"},
		{"quotes", "pupil,S1,一\"中,1班,8,2,林,,\n", "", "not CSV"},
		{"username", "teacher,S1,一中,1班,8,,陈,,陈老师\n", "username", "lower-case letters"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r, bad, err := platform.ReadRoster(strings.NewReader(header+good+tc.row+"pupil,S1,一中,1班,8,99,周舟,,\n"), county, 2026)
			require.NoError(t, err)
			require.Len(t, bad, 1)
			require.Equal(t, 3, bad[0].Line)
			require.Equal(t, tc.field, bad[0].Field)
			require.Contains(t, bad[0].Message, tc.message)
			require.Len(t, r.Pupils, 2, "the rows around it are kept")
		})
	}
}

func TestReadRosterRefusesAnotherFile(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, file, field string }{
		{"empty", "", "line 1"},
		{"column missing", "role,school_code,school_name,class,grade,number\n", "name"},
		{"column unknown", "role,school_code,school_name,class,grade,number,name,phone\n", "phone"},
		{"column twice", "role,school_code,school_name,class,grade,number,name,name\n", "name"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := platform.ReadRoster(strings.NewReader(tc.file), county, 2026)
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tc.field, refusal.Field)
		})
	}
}

func FuzzReadRoster(f *testing.F) {
	f.Add(roster)
	f.Add("role,school_code\n\"")
	f.Fuzz(func(t *testing.T, file string) {
		r, bad, err := platform.ReadRoster(strings.NewReader(file), county, 2026)
		if err != nil {
			require.Empty(t, r.Pupils)
		}
		for _, p := range r.Pupils {
			require.NotEmpty(t, p.Number)
		}
		require.LessOrEqual(t, len(bad), 101)
	})
}
