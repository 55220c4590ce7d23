package api_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/questionnaire"
	"suyang/models"
)

// openFor lets a teacher open the pupils' questionnaire for her class.
func (s *school) openFor(teacher string) models.Opening {
	s.t.Helper()
	var o models.Opening
	s.teacher(teacher).json("POST", "/api/v1/classes/"+s.classes[teacher].String()+"/questionnaires",
		map[string]any{"code": "pupil", "closes_at": time.Now().Add(time.Hour)}, &o)
	return o
}

// young makes a pupil younger than fourteen, with or without consent.
func (s *school) young(name string, consent bool) {
	s.t.Helper()
	_, err := s.store.Pool().Exec(s.t.Context(), "update learners set under14 = true where id = $1", s.ids[name])
	require.NoError(s.t, err)
	require.NoError(s.t, s.store.SetConsent(s.t.Context(), s.ids[name], models.Consent{Given: consent, At: time.Now()}))
}

func idsOf(q models.Questionnaire) map[string]bool {
	ids := map[string]bool{}
	for _, x := range q.Questions() {
		ids[x.ID] = true
	}
	return ids
}

func TestWhatAPupilIsAsked(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	tests := []struct {
		name                       string
		prepare                    func()
		opinion, family, ethnicity bool
	}{
		{"at fourteen without consent", func() {}, true, true, false},
		{"below fourteen without consent", func() { s.young("李雷", false) }, true, false, false},
		{"below fourteen with consent", func() { s.young("李雷", true) }, true, true, true},
	}
	for _, test := range tests { // one after the other: they change the same pupil
		test.prepare()
		b := s.pupil("李雷")
		var sheet questionnaire.Sheet
		b.json("GET", "/api/v1/questionnaires/"+o.ID.String(), nil, &sheet)
		asked := idsOf(sheet.Questionnaire)
		require.Equal(t, []bool{test.opinion, test.family, test.ethnicity}, []bool{asked["I1"], asked["S1"], asked["L1"]}, test.name)
		require.False(t, asked["YI1"], "of another stage")

		for question, may := range map[string]bool{"I1": test.opinion, "S1": test.family, "L1": test.ethnicity, "YI1": false} {
			res := b.json("PUT", "/api/v1/questionnaires/"+o.ID.String()+"/answers", map[string]any{"answers": models.Answers{question: {1}}}, nil)
			if may {
				require.Equal(t, http.StatusOK, res.status, "%s: %s", test.name, question)
				continue
			}
			require.Equal(t, models.CodeForbidden, res.problem(t).Code, "%s: what is not shown cannot be answered past the page: %s", test.name, question)
		}
	}
}

func TestAnswersAreKeptAndHandedIn(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	b, path := s.pupil("李雷"), "/api/v1/questionnaires/"+o.ID.String()
	var offers []questionnaire.Sheet
	b.json("GET", "/api/v1/questionnaires", nil, &offers)
	require.Len(t, offers, 1)
	require.True(t, offers[0].Open)

	var reply models.Reply
	b.json("PUT", path+"/answers", map[string]any{"answers": models.Answers{"I1": {4}, "D1": {3, 1}}}, nil)
	b.json("PUT", path+"/answers", map[string]any{"answers": models.Answers{"I1": {}, "U1": {2}}}, &reply)
	require.Equal(t, models.Answers{"D1": {1, 3}, "U1": {2}}, reply.Answers)
	require.Equal(t, models.CodeInvalid, b.json("PUT", path+"/answers", map[string]any{"answers": models.Answers{"I1": {9}}}, nil).problem(t).Code)

	var openings []models.OpeningCount
	teacher := s.teacher("王芳")
	list := "/api/v1/classes/" + s.classes["王芳"].String() + "/questionnaires"
	teacher.json("GET", list, nil, &openings)
	require.Equal(t, []int{1, 0}, []int{openings[0].Begun, openings[0].Submitted})
	b.json("POST", path+"/submit", nil, &reply)
	require.True(t, reply.Submitted())
	teacher.json("GET", list, nil, &openings)
	require.Equal(t, []int{0, 1}, []int{openings[0].Begun, openings[0].Submitted})

	require.NoError(t, s.store.CloseOpening(t.Context(), o.ID, time.Now()))
	require.Equal(t, models.CodeExpired, b.json("PUT", path+"/answers", map[string]any{"answers": models.Answers{"I1": {1}}}, nil).problem(t).Code)
	require.Equal(t, http.StatusNoContent, b.json("POST", path+"/withdraw", nil, nil).status, "deleting is never too late")
	_, err := s.store.Reply(t.Context(), s.ids["李雷"], "pupil", o.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	b.json("GET", "/api/v1/questionnaires", nil, &offers)
	require.Empty(t, offers)
}

func TestConsentWithdrawnDeletesAnswers(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	s.young("李雷", true)
	b := s.pupil("李雷")
	b.json("PUT", "/api/v1/questionnaires/"+o.ID.String()+"/answers", map[string]any{"answers": models.Answers{"S1": {2}, "I1": {3}}}, nil)
	s.teacher("王芳").json("PUT", "/api/v1/pupils/"+s.ids["李雷"].String()+"/consent", map[string]bool{"given": false}, nil)
	_, err := s.store.Reply(t.Context(), s.ids["李雷"], "pupil", o.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	var sheet questionnaire.Sheet
	b.json("GET", "/api/v1/questionnaires/"+o.ID.String(), nil, &sheet)
	require.False(t, idsOf(sheet.Questionnaire)["S1"])
}

func TestOpeningRefusals(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b, path := s.teacher("王芳"), "/api/v1/classes/"+s.classes["王芳"].String()+"/questionnaires"
	for name, body := range map[string]map[string]any{
		"no such questionnaire": {"code": "parents", "closes_at": time.Now().Add(time.Hour)},
		"not for pupils":        {"code": "teacher", "closes_at": time.Now().Add(time.Hour)},
		"closed already":        {"code": "pupil", "closes_at": time.Now().Add(-time.Hour)},
	} {
		require.Equal(t, models.CodeInvalid, b.json("POST", path, body, nil).problem(t).Code, name)
	}
}

// Pages below a record of somebody else look as if they did not exist.
func TestOthersQuestionnairesDoNotExist(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	pupil, teacher := s.pupil("林涛"), s.teacher("赵丽")
	theirs := "/pupil/questionnaires/" + o.ID.String()
	class := "/teacher/classes/" + s.classes["王芳"].String() + "/questionnaires"
	for _, request := range []struct {
		as           *browser
		method, path string
	}{
		{pupil, "GET", theirs}, {pupil, "GET", theirs + "/pages/1"}, {pupil, "POST", theirs + "/pages/1"},
		{pupil, "GET", theirs + "/thanks"}, {pupil, "POST", theirs + "/withdraw"},
		{pupil, "GET", "/pupil/questionnaires/" + models.NewID[models.Opening]().String()}, {pupil, "GET", "/pupil/questionnaires/1"},
		{teacher, "GET", class}, {teacher, "POST", class}, {teacher, "POST", class + "/" + o.ID.String() + "/close"},
		{teacher, "POST", "/teacher/classes/" + s.classes["赵丽"].String() + "/questionnaires/" + o.ID.String() + "/close"},
	} {
		res := request.as.do(request.method, request.path, "application/x-www-form-urlencoded", "I1=4&go=next")
		require.Equal(t, http.StatusNotFound, res.status, "%s %s", request.method, request.path)
	}
	_, err := s.store.Reply(t.Context(), s.ids["林涛"], "pupil", o.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err), "nothing was kept")
	still, err := s.store.Opening(t.Context(), o.ID)
	require.NoError(t, err)
	require.True(t, still.OpenAt(time.Now()), "nothing was closed")
}

func TestPupilAnswersOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	b, base := s.pupil("李雷").reader().with("Accept-Language", "en"), "/pupil/questionnaires/"+o.ID.String()
	require.Contains(t, b.get("/pupil").body, base)
	intro := b.get(base)
	require.Contains(t, intro.body, "never what you answer")
	require.Contains(t, intro.body, base+"/pages/1")

	first := b.get(base + "/pages/1")
	require.Equal(t, http.StatusOK, first.status)
	require.NotContains(t, first.body, "Take this answer back")
	res := b.form(base+"/pages/1", url.Values{"I1": {"4"}, "I4": {"1"}, "go": {"next"}})
	require.Equal(t, base+"/pages/2", res.header.Get("Location"))
	kept := b.get(base + "/pages/1").body
	require.Contains(t, kept, `id="I1-4" name="I1" value="4" checked`)
	require.Contains(t, kept, "Take this answer back")
	require.Equal(t, base+"/pages/1", b.form(base+"/pages/2", url.Values{"go": {"back"}}).header.Get("Location"))
	require.Equal(t, "/pupil", b.form(base+"/pages/1", url.Values{"I1": {""}, "I2": {"3"}, "I3": {"3"}, "I4": {"1"}, "go": {"later"}}).header.Get("Location"))
	reply, err := s.store.Reply(t.Context(), s.ids["李雷"], "pupil", o.ID)
	require.NoError(t, err)
	require.Equal(t, models.Answers{"I2": {3}, "I3": {3}, "I4": {1}}, reply.Answers, "an answer was taken back")
	require.Equal(t, models.En, reply.Locale)
	require.Contains(t, b.get(base).body, base+"/pages/2", "goes on where nothing is answered")

	require.Equal(t, base, b.get(base+"/thanks").header.Get("Location"), "not before it is handed in")
	require.Equal(t, base+"/thanks", b.form(base+"/pages/2", url.Values{"go": {"submit"}}).header.Get("Location"))
	require.Contains(t, b.get(base+"/thanks").body, "You are a curious person")

	require.Equal(t, http.StatusNotFound, b.get(base+"/pages/99").status)
	require.Equal(t, http.StatusNotFound, b.get(base+"/pages/x").status)
	require.Equal(t, "/pupil", b.form(base+"/withdraw", nil).header.Get("Location"))
	require.NotContains(t, b.get(base).body, "Delete my answers")
}

func TestWrongAnswersAreShownAgain(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	b, base := s.pupil("李雷").reader().with("Accept-Language", "en"), "/pupil/questionnaires/"+o.ID.String()
	res := b.form(base+"/pages/4", url.Values{"C3": {"seventy"}, "C1": {"2"}, "go": {"next"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, "Write a whole number in the range asked for")
	require.Contains(t, res.body, `id="C1-2" name="C1" value="2" checked`, "what was right is still there")
	res = b.form(base+"/pages/1", url.Values{"I1": {"7"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, "This answer is not among the options")

	require.NoError(t, s.store.CloseOpening(t.Context(), o.ID, time.Now()))
	require.Equal(t, base, b.form(base+"/pages/1", url.Values{"I1": {"4"}}).header.Get("Location"), "closed meanwhile: the page says so")
	require.Equal(t, base, b.get(base+"/pages/1").header.Get("Location"))
}

func TestTeacherOpensAndSeesCountsOnly(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b, path := s.teacher("王芳").reader().with("Accept-Language", "en"), "/teacher/classes/"+s.classes["王芳"].String()+"/questionnaires"
	res := b.form(path, url.Values{"code": {"pupil"}, "closes": {"yesterday"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, "Choose a time that is still to come")
	require.Equal(t, http.StatusUnprocessableEntity, b.form(path, url.Values{"code": {"teacher"}, "closes": {"2099-01-01T18:00"}}).status)
	require.Equal(t, path, b.form(path, url.Values{"code": {"pupil"}, "closes": {"2099-01-01T18:00"}}).header.Get("Location"))

	openings, err := s.store.ClassOpenings(t.Context(), s.classes["王芳"])
	require.NoError(t, err)
	o := openings[0]
	pupil := s.pupil("李雷")
	pupil.json("PUT", "/api/v1/questionnaires/"+o.ID.String()+"/answers", map[string]any{"answers": models.Answers{"I1": {4}}}, nil)
	pupil.json("POST", "/api/v1/questionnaires/"+o.ID.String()+"/submit", nil, nil)
	page := b.get(path)
	require.Contains(t, page.body, "Of 2 pupils, 1 have handed in")
	require.NotContains(t, page.body, "李雷", "nor who it was")

	require.Equal(t, path, b.form(path+"/"+o.ID.String()+"/close", nil).header.Get("Location"))
	require.Contains(t, b.get(path).body, "Closed")
	require.Equal(t, http.StatusNotFound, b.form(path+"/1/close", nil).status)
}

// answerAll answers everything on a teacher's instrument with the middle, or
// the first course of action.
func (s *school) answerAll(ctx context.Context, name string) {
	s.t.Helper()
	id := s.ids[name]
	q, err := s.surveys.Questionnaire("teacher")
	require.NoError(s.t, err)
	answers := models.Answers{}
	for _, x := range q.Questions() {
		answers[x.ID] = []int{x.Options[len(x.Options)/2].Value}
	}
	me, err := s.store.Person(ctx, id)
	require.NoError(s.t, err)
	_, err = s.surveys.Keep(ctx, me, models.OpeningID{}, models.En, answers)
	require.NoError(s.t, err)
	_, err = s.surveys.Submit(ctx, me, models.OpeningID{})
	require.NoError(s.t, err)
}

func TestTeachersProfileIsHersAlone(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	mine, other := s.teacher("王芳").reader().with("Accept-Language", "en"), s.teacher("赵丽").reader()
	require.Equal(t, "/teacher/questionnaire", mine.get("/teacher/questionnaire/profile").header.Get("Location"), "nothing is handed in yet")
	require.Contains(t, mine.get("/teacher/questionnaire").body, "It is not an appraisal")
	require.Equal(t, "/teacher/questionnaire/pages/2", mine.form("/teacher/questionnaire/pages/1", url.Values{"T101": {"5"}, "go": {"next"}}).header.Get("Location"))
	s.answerAll(t.Context(), "王芳")

	profile := mine.get("/teacher/questionnaire/profile")
	require.Equal(t, http.StatusOK, profile.status)
	require.Contains(t, profile.body, "40 of 40 questions answered")
	require.Equal(t, 5, strings.Count(profile.body, "What to try next"))
	require.Contains(t, profile.body, "Digital social responsibility")
	require.Equal(t, "/teacher/questionnaire", other.get("/teacher/questionnaire/profile").header.Get("Location"), "another teacher sees her own, which is not there")
	require.NotContains(t, other.get("/teacher/questionnaire").body, "questionnaire/profile")

	require.Equal(t, "/teacher", mine.form("/teacher/questionnaire/withdraw", nil).header.Get("Location"))
	require.Equal(t, "/teacher/questionnaire", mine.get("/teacher/questionnaire/profile").header.Get("Location"))
}

func TestResearcherGetsFilesWithoutNames(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.openFor("王芳")
	pupil := s.pupil("李雷")
	pupil.json("PUT", "/api/v1/questionnaires/"+o.ID.String()+"/answers", map[string]any{"answers": models.Answers{"I1": {4}, "I2": {3}, "I3": {3}, "S1": {2}}}, nil)
	pupil.json("POST", "/api/v1/questionnaires/"+o.ID.String()+"/submit", nil, nil)
	s.answerAll(t.Context(), "王芳")

	b := s.staff("zhou.yan").with("Accept-Language", "en")
	page := b.get("/researcher/questionnaires")
	require.Equal(t, http.StatusOK, page.status)
	require.Contains(t, page.body, "No group has 10 yet")
	const files = "/researcher/questionnaires/pupil/"
	answers := b.get(files + "answers.csv")
	require.Contains(t, answers.header.Get("Content-Disposition"), "pupil-answers.csv")
	head, line, _ := strings.Cut(answers.body, "\n")
	require.Contains(t, head, ",I1,")
	require.NotContains(t, head, "L1")
	for _, secret := range []string{"李雷", s.ids["李雷"].String(), "第一中学"} {
		require.NotContains(t, line, secret)
	}
	require.Contains(t, b.get(files+"answers.csv?privacy=none&privacy=sensitive").body, ",L1")
	require.NotContains(t, b.get(files+"answers.csv?privacy=none").body, "S1")
	require.Contains(t, b.get(files+"scores.csv").body, "interest_se")
	require.Contains(t, b.get(files+"categories.csv?scale=interest").body, "\n")
	require.Contains(t, b.get(files+"codebook.csv").body, "I find it interesting")
	require.NotContains(t, b.get("/researcher/questionnaires/teacher/answers.csv").body, "ID_school")
	for path, code := range map[string]models.Code{
		"parents/answers.csv":           models.CodeNotFound,
		"pupil/names.csv":               models.CodeNotFound,
		"pupil/answers.csv?privacy=all": models.CodeInvalid,
		"pupil/categories.csv":          models.CodeInvalid,
	} {
		require.Equal(t, code, b.get("/researcher/questionnaires/"+path).problem(t).Code, path)
	}
}
