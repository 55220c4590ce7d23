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
		count.New = append(count.New, id)
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

func (r *register) SetCardHash(_ context.Context, id models.AccountID, hash []byte) error {
	r.secrets[id] = string(hash)
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

func TestImportIssuesFirstCards(t *testing.T) {
	t.Parallel()
	s, r := newService()
	count, issued, err := s.Import(t.Context(), models.Roster{Pupils: []models.RosterPupil{{Name: "林小雨"}, {Name: "高远"}}})
	require.NoError(t, err)
	require.Equal(t, 2, count.Pupils)
	require.Len(t, issued, 2)
	require.NotEqual(t, issued[0].Secret, issued[1].Secret)
	require.Equal(t, "hash of "+issued[0].Secret, r.secrets[issued[0].Person.ID])
}
