package api_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment"
	"suyang/assessment/bank"
	"suyang/assessment/questionnaire"
	"suyang/assessment/study"
	"suyang/assessment/usage"
	"suyang/content"
	"suyang/internal/auth"
	"suyang/internal/testdb"
	"suyang/models"
	"suyang/platform"
	"suyang/recommend"
	"suyang/recommend/imports"
	"suyang/store"
	"suyang/tutor"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

// school is a site on a real database: two classes of two schools, each with a
// teacher, two researchers, an operator, and the whole bank.
type school struct {
	*site
	store   *store.Store
	tests   *assessment.Service
	studies *study.Service
	imports *imports.Service
	surveys *questionnaire.Service
	people  *platform.Service
	secrets map[string]string           // card or password, by the person's name
	ids     map[string]models.AccountID // by the person's name
	classes map[string]models.ClassID   // by the teacher's name
}

const rosterCSV = `role,school_code,school_name,class,grade,number,name,under14,consent,username
pupil,S1,第一中学,八年级1班,8,1,李雷,no,,
pupil,S1,第一中学,八年级1班,8,2,韩梅梅,no,,
pupil,S2,实验学校,九年级2班,9,1,林涛,no,,
teacher,S1,第一中学,八年级1班,8,,王芳,,,wang.fang
teacher,S2,实验学校,九年级2班,9,,赵丽,,,zhao.li
`

var county = models.Region{Code: "510181", Name: "都江堰", Zone: models.ZoneWest}

func newSchool(t testing.TB, adjust ...func(*api.Config)) *school {
	t.Helper()
	db, err := store.Open(t.Context(), testdb.DSN(t), store.Config{})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	key, err := auth.NewCardKey(make([]byte, 32))
	require.NoError(t, err)
	bundle := fillBank(t, db)
	s := &school{
		site: &site{t: t, log: &lockedBuffer{}}, store: db,
		tests: assessment.New(assessment.Config{
			Bank: db, Sessions: db, Sittings: db, Assignments: db, Monitor: db, Roster: db, Overdue: db,
			FormMaker: db, Papers: db, Finished: db,
			Metric: bundle.Metric, Levels: bundle.Levels, Misconceptions: bundle.Misconceptions, Lessons: bundle.Lessons,
		}),
		studies: study.New(study.Config{Store: db, Files: db, Responses: db, Queue: idleQueue{}}),
		people: platform.New(platform.Config{
			Rosters: db, People: db, Credentials: db, Secrets: auth.Secrets{CardKey: key, Passwords: passwords},
		}),
		secrets: map[string]string{}, ids: map[string]models.AccountID{}, classes: map[string]models.ClassID{},
	}
	resources := recommend.New(recommend.Config{Index: db, Interactions: db, Framework: bundle.Framework})
	_, err = resources.ImportLessons(t.Context(), bundle.Lessons)
	require.NoError(t, err)
	s.imports = imports.New(imports.Config{Store: db, Archive: db, Resources: resources, Queue: idleQueue{}})
	s.surveys = questionnaire.New(questionnaire.Config{
		Questionnaires: bundle.Questionnaires, Openings: db, Replies: db, Roster: db, Secret: []byte("of a test"),
	})
	s.settle()
	office := bank.New(bank.Config{
		Items: db, Drafts: db, Comments: db, People: db, Events: db, Rules: content.Rules{Bundle: bundle},
		Framework: bundle.Framework, Families: bundle.Families, Misconceptions: bundle.Misconceptions,
	})
	s.serve(api.Config{
		Auth:  auth.New(auth.Config{Credentials: db, WebSessions: db, CardKey: key, Passwords: passwords}),
		Tests: s.tests, Bank: office, Usage: usage.New(usage.Config{Trails: db, Bank: db}), Studies: s.studies, Resources: resources, Imports: s.imports, People: s.people, Directory: db, Oversight: db, Ready: db.Ping,
		Questionnaires: s.surveys,
		Companion: tutor.New(tutor.Config{
			Conversations: db, Items: db, Sessions: db, Passages: resources, Framework: bundle.Framework, Levels: bundle.Levels,
		}),
	}, func(c *api.Config) {
		for _, change := range adjust {
			change(c)
		}
	})
	return s
}

// idleQueue lets the tests do the work of studies and imports themselves.
type idleQueue struct{}

func (idleQueue) Cancel(context.Context, string) error { return nil }

func fillBank(t testing.TB, db *store.Store) *content.Bundle {
	t.Helper()
	bundle, err := content.Load()
	require.NoError(t, err)
	require.NoError(t, db.PutFramework(t.Context(), bundle.Framework))
	_, err = db.PutItems(t.Context(), bundle.Items)
	require.NoError(t, err)
	require.NoError(t, db.PutForms(t.Context(), bundle.Forms))
	return bundle
}

// settle makes the people.
func (s *school) settle() {
	s.t.Helper()
	roster, bad, err := platform.ReadRoster(strings.NewReader(rosterCSV), county, 2026)
	require.NoError(s.t, err)
	require.Empty(s.t, bad)
	_, issued, err := s.people.Import(s.t.Context(), roster)
	require.NoError(s.t, err)
	for _, one := range issued {
		s.secrets[one.Person.Name], s.ids[one.Person.Name] = one.Secret, one.Person.ID
		if one.Person.Role == models.RoleTeacher {
			s.classes[one.Person.Name] = one.Person.Classes[0]
		}
	}
	for username, role := range map[string]models.Role{
		"zhou.yan": models.RoleResearcher, "wu.yan": models.RoleResearcher, "operator": models.RoleOperator,
		"he.author": models.RoleAuthor, "luo.author": models.RoleAuthor, "shen.author": models.RoleAuthor,
	} {
		login, err := s.people.CreateStaff(s.t.Context(), models.Account{Role: role, Username: username, Name: username})
		require.NoError(s.t, err)
		s.secrets[username], s.ids[username] = login.Password, login.Account.ID
	}
}

// pupil, teacher and staff return browsers in which a person is signed in.
func (s *school) pupil(name string) *browser { return s.withCard(s.secrets[name]) }

func (s *school) teacher(name string) *browser {
	return s.withPassword(map[string]string{"王芳": "wang.fang", "赵丽": "zhao.li"}[name], s.secrets[name])
}

func (s *school) staff(username string) *browser {
	return s.withPassword(username, s.secrets[username])
}

// form returns the identifier of a form.
func (s *school) form(code string) models.FormID {
	s.t.Helper()
	forms, err := s.tests.Forms(s.t.Context())
	require.NoError(s.t, err)
	for _, f := range forms {
		if f.Code == code {
			return f.ID
		}
	}
	s.t.Fatalf("there is no form %s", code)
	return models.FormID{}
}

// open lets a teacher open a form for her class for an hour.
func (s *school) open(teacher, code string) models.Assignment {
	s.t.Helper()
	var a models.Assignment
	s.teacher(teacher).json("POST", "/api/v1/classes/"+s.classes[teacher].String()+"/assignments",
		map[string]any{"form_id": s.form(code), "closes_at": time.Now().Add(time.Hour)}, &a)
	return a
}

// start lets a pupil start a test.
func (b *browser) start(a models.Assignment) assessment.Task {
	b.t.Helper()
	var task assessment.Task
	b.json("POST", "/api/v1/tests/"+a.ID.String()+"/start?locale=en", nil, &task)
	return task
}

// submit answers the waiting item somehow.
func (b *browser) submit(task assessment.Task) assessment.Task {
	b.t.Helper()
	var next assessment.Task
	b.json("POST", "/api/v1/sessions/"+task.Session.ID.String()+"/answers", submission(task), &next)
	return next
}

// submission is an answer of the right form to the waiting item.
func submission(task assessment.Task) map[string]any {
	return map[string]any{"answer_id": models.NewID[models.Answer](), "item_id": task.Item.ItemID, "answer": answerTo(*task.Item)}
}

func answerTo(view models.ItemView) models.Answer {
	answer := models.Answer{Parts: map[string]models.PartAnswer{}}
	for _, p := range view.Parts {
		var given models.PartAnswer
		switch p.Type {
		case models.PartSingle, models.PartMultiple:
			given.Choices = []string{p.Options[0].ID}
		case models.PartOrdering:
			for _, o := range p.Options {
				given.Order = append(given.Order, o.ID)
			}
		case models.PartMatching:
			given.Pairs = map[string]string{p.Options[0].ID: p.Targets[0].ID}
		case models.PartNumeric:
			given.Number = "42"
		case models.PartShort:
			given.Text = "I would look who wrote it and when."
		}
		answer.Parts[p.ID] = given
	}
	return answer
}

// sit lets a pupil take a whole test.
func (b *browser) sit(a models.Assignment) assessment.Task {
	b.t.Helper()
	task := b.start(a)
	for range 50 {
		if task.Done {
			return task
		}
		task = b.submit(task)
	}
	b.t.Fatal("the test does not end")
	return task
}
