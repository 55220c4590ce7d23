package platform_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/platform"
)

// register is a school's memory: people, and what they sign in with.
type register struct {
	people  map[models.AccountID]models.Person
	secrets map[models.AccountID]string
	ended   []models.AccountID // whose web sessions were ended
	consent map[models.AccountID]models.Consent
}

func (r *register) ImportRoster(_ context.Context, roster models.Roster) (models.RosterCount, error) {
	count := models.RosterCount{Pupils: len(roster.Pupils)}
	for _, p := range roster.Pupils {
		id := r.add(models.RolePupil, p.Name)
		count.New = append(count.New, models.NewPerson{Person: r.people[id], School: p.School, Class: p.Class, Number: p.Number})
	}
	for _, t := range roster.Teachers {
		id := r.add(models.RoleTeacher, t.Name)
		count.New = append(count.New, models.NewPerson{Person: r.people[id], School: t.School})
	}
	return count, nil
}

func (r *register) add(role models.Role, name string, classes ...models.ClassID) models.AccountID {
	id := models.NewID[models.Account]()
	r.people[id] = models.Person{Account: models.Account{ID: id, Role: role, Name: name}, Classes: classes}
	return id
}

func (r *register) Person(_ context.Context, id models.AccountID) (models.Person, error) {
	p, ok := r.people[id]
	if !ok {
		return p, models.NotFound("person")
	}
	return p, nil
}

func (r *register) ClassLearners(_ context.Context, class models.ClassID) (learners []models.Learner, _ error) {
	for _, p := range r.people {
		if p.Role == models.RolePupil && p.InClass(class) {
			learners = append(learners, models.Learner{ID: p.ID, Name: p.Name})
		}
	}
	return learners, nil
}

func (r *register) CreateAccount(_ context.Context, a models.Account) error {
	r.people[a.ID] = models.Person{Account: a}
	return nil
}

func (r *register) SetConsent(_ context.Context, id models.AccountID, c models.Consent) error {
	r.consent[id] = c
	return nil
}

func (r *register) SetCardHashes(_ context.Context, hashes map[models.AccountID][]byte) error {
	for id, hash := range hashes {
		r.secrets[id] = string(hash)
	}
	return nil
}

func (r *register) SetDisabled(_ context.Context, id models.AccountID, disabled bool) error {
	p := r.people[id]
	p.Disabled = disabled
	r.people[id] = p
	return nil
}

func (r *register) SetPasswordHash(_ context.Context, id models.AccountID, phc string) error {
	r.secrets[id] = phc
	return nil
}

func (r *register) DeleteWebSessions(_ context.Context, id models.AccountID) error {
	r.ended = append(r.ended, id)
	return nil
}

// numbered makes secrets that can be told apart.
type numbered struct{ n int }

func (s *numbered) NewCard() (string, []byte, error) {
	s.n++
	return fmt.Sprint("card ", s.n), []byte(fmt.Sprint("hash of card ", s.n)), nil
}
func (s *numbered) NewPassword() (string, error)                 { s.n++; return fmt.Sprint("password ", s.n), nil }
func (s *numbered) HashPassword(password string) (string, error) { return "hash of " + password, nil }

var now = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

func newService() (*platform.Service, *register) {
	r := &register{people: map[models.AccountID]models.Person{}, secrets: map[models.AccountID]string{}, consent: map[models.AccountID]models.Consent{}}
	return platform.New(platform.Config{Rosters: r, People: r, Credentials: r, Secrets: &numbered{}, Clock: func() time.Time { return now }}), r
}

func TestOnlyTheClassTeacherManagesAPupil(t *testing.T) {
	t.Parallel()
	s, r := newService()
	ours, theirs := models.NewID[models.Class](), models.NewID[models.Class]()
	pupil := r.add(models.RolePupil, "林小雨", ours)
	other := r.add(models.RolePupil, "高远", ours)
	for _, tc := range []struct {
		name string
		by   models.AccountID
		code models.Code
	}{
		{"teacher of the class", r.add(models.RoleTeacher, "陈老师", ours), ""},
		{"operator", r.add(models.RoleOperator, "管理员"), ""},
		{"teacher of another class", r.add(models.RoleTeacher, "王老师", theirs), models.CodeNotFound},
		{"another pupil", other, models.CodeNotFound},
		{"researcher", r.add(models.RoleResearcher, "研究员", ours), models.CodeNotFound},
	} {
		t.Run(tc.name, func(t *testing.T) {
			by := r.people[tc.by]
			before := len(r.ended)
			code, err := s.IssueCard(t.Context(), by, pupil)
			require.Equal(t, tc.code, models.CodeOf(err))
			require.Equal(t, tc.code, models.CodeOf(s.RecordConsent(t.Context(), by, pupil, true)))
			_, err = s.IssueClassCards(t.Context(), by, ours)
			require.Equal(t, tc.code, models.CodeOf(err))
			if tc.code == "" {
				require.NotEmpty(t, code)
				require.Contains(t, r.ended, pupil, "the old card's web sessions end")
				require.Equal(t, models.Consent{Given: true, At: now, By: tc.by}, r.consent[pupil])
			} else {
				require.Len(t, r.ended, before)
			}
		})
	}
}

func TestStaffPasswords(t *testing.T) {
	t.Parallel()
	s, r := newService()
	login, err := s.CreateStaff(t.Context(), models.Account{Role: models.RoleTeacher, Name: "陈老师", Username: "chen"})
	require.NoError(t, err)
	require.Equal(t, "hash of "+login.Password, r.secrets[login.Account.ID])

	_, err = s.CreateStaff(t.Context(), models.Account{Role: models.RolePupil, Name: "林小雨"})
	require.Equal(t, models.CodeInvalid, models.CodeOf(err))

	operator := r.people[r.add(models.RoleOperator, "管理员")]
	again, err := s.ResetPassword(t.Context(), operator, login.Account.ID)
	require.NoError(t, err)
	require.NotEqual(t, login.Password, again.Password)
	require.Contains(t, r.ended, login.Account.ID)

	_, err = s.ResetPassword(t.Context(), r.people[login.Account.ID], operator.ID)
	require.Equal(t, models.CodeForbidden, models.CodeOf(err))
}

func TestImportIssuesFirstSecrets(t *testing.T) {
	t.Parallel()
	s, r := newService()
	count, issued, err := s.Import(t.Context(), models.Roster{
		Pupils:   []models.RosterPupil{{School: "S1", Class: "8-1", Number: "7", Name: "林小雨"}, {Name: "高远"}},
		Teachers: []models.RosterTeacher{{School: "S1", Name: "陈老师"}},
	})
	require.NoError(t, err)
	require.Equal(t, 2, count.Pupils)
	require.Len(t, issued, 3)
	require.NotEqual(t, issued[0].Secret, issued[1].Secret)
	for _, one := range issued {
		require.Equal(t, "hash of "+one.Secret, r.secrets[one.Person.ID])
	}
	require.Equal(t, []string{"S1", "8-1", "7", "林小雨"}, []string{issued[0].School, issued[0].Class, issued[0].Number, issued[0].Person.Name})
	require.Contains(t, issued[2].Secret, "password")
}

func TestDisablingStaff(t *testing.T) {
	t.Parallel()
	s, r := newService()
	operator, teacher, pupil := r.add(models.RoleOperator, "管理员"), r.add(models.RoleTeacher, "陈老师"), r.add(models.RolePupil, "林小雨")
	for _, tc := range []struct {
		name    string
		by, who models.AccountID
		code    models.Code
	}{
		{"an operator a teacher", operator, teacher, ""},
		{"an operator herself", operator, operator, models.CodeConflict},
		{"an operator a pupil", operator, pupil, models.CodeInvalid},
		{"an operator nobody", operator, models.NewID[models.Account](), models.CodeNotFound},
		{"a teacher an operator", teacher, operator, models.CodeForbidden},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ended := len(r.ended)
			_, err := s.SetDisabled(t.Context(), r.people[tc.by], tc.who, true)
			require.Equal(t, tc.code, models.CodeOf(err))
			require.Equal(t, tc.code == "", r.people[tc.who].Disabled)
			if tc.code == "" {
				require.Equal(t, []models.AccountID{tc.who}, r.ended[ended:])
			} else {
				require.Len(t, r.ended, ended)
			}
		})
	}
	_, err := s.SetDisabled(t.Context(), r.people[operator], teacher, false)
	require.NoError(t, err)
	require.False(t, r.people[teacher].Disabled)
}
