package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
)

func TestPupilTakesATest(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	var offers []assessment.Offer
	require.Equal(t, "[]\n", b.json("GET", "/api/v1/tests", nil, &offers).body)
	a := s.open("王芳", "junior-adaptive")
	b.json("GET", "/api/v1/tests", nil, &offers)
	require.Len(t, offers, 1)
	require.Equal(t, a.ID, offers[0].Assignment.ID)

	task := b.start(a)
	require.Equal(t, models.En, task.Session.Locale)
	path := "/api/v1/sessions/" + task.Session.ID.String()

	first := submission(task)
	var next, again, there, paused, resumed assessment.Task
	b.json("POST", path+"/answers", first, &next)
	require.Equal(t, 1, next.Position)
	b.json("POST", path+"/answers", first, &again)
	require.Equal(t, next.Item, again.Item, "the same answer twice changes nothing")

	s.pupil("李雷").json("GET", path, nil, &there)
	require.Equal(t, next.Item, there.Item, "she goes on in another browser")
	b.json("POST", path+"/pause", nil, &paused)
	require.Equal(t, models.SessionPaused, paused.Session.State)
	require.Nil(t, paused.Item)
	b.json("POST", path+"/resume", nil, &resumed)
	require.Equal(t, next.Item, resumed.Item)

	require.Equal(t, models.CodeConflict, b.get(path+"/report").problem(t).Code, "no report before the end")
	task = b.sit(a)
	require.Equal(t, models.SessionFinished, task.Session.State)

	var r report.Pupil
	b.json("GET", path+"/report", nil, &r)
	require.NotNil(t, r.Score)
	require.NotEmpty(t, r.CanDo)
	var results []models.Session
	b.json("GET", "/api/v1/results", nil, &results)
	require.Len(t, results, 1)
}

func TestPupilHandsIn(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	task := b.submit(b.start(s.open("王芳", "junior-sampler")))
	b.json("POST", "/api/v1/sessions/"+task.Session.ID.String()+"/hand-in", nil, &task)
	require.True(t, task.Done)
	require.Equal(t, "handed_in", task.Session.StopReason)
}

func TestKeysStayOnTheServer(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	a := s.open("王芳", "junior-sampler")
	items, err := s.store.Items(t.Context())
	require.NoError(t, err)
	task := b.start(a)
	path := "/api/v1/sessions/" + task.Session.ID.String()
	for !task.Done {
		requireNoKey(t, b.get(path).body, items, task.Item.ItemID)
		task = b.submit(task)
	}
	requireNoKey(t, b.get(path+"/report").body, items, "")
}

// requireNoKey fails when an answer tells a key or what only authors know.
func requireNoKey(t *testing.T, text string, items []models.Item, id string) {
	t.Helper()
	for _, word := range []string{`"correct"`, `"rationale"`, `"rubric"`, `"tolerance"`, `"any_of"`, `"explanation"`, `"misconception"`, `"hints"`, `"parameters"`} {
		require.NotContains(t, text, word)
	}
	for _, it := range items {
		if it.ID != id {
			continue
		}
		require.NotContains(t, text, it.Explanation.EN)
		for _, p := range it.Parts {
			for _, o := range p.Options {
				require.NotContains(t, text, o.Rationale.EN)
			}
		}
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	a := s.open("王芳", "junior-sampler")
	task := b.start(a)
	path := "/api/v1/sessions/" + task.Session.ID.String() + "/answers"
	change := func(name string, value any) map[string]any {
		m := submission(task)
		m[name] = value
		return m
	}
	unknownOption := answerTo(*task.Item)
	for id := range unknownOption.Parts {
		unknownOption.Parts[id] = models.PartAnswer{Choices: []string{"no-such-option"}}
	}
	tests := map[string]struct {
		body  any
		code  models.Code
		field string
	}{
		"another item":         {body: change("item_id", "IL30"), code: models.CodeConflict},
		"unknown option":       {body: change("answer", unknownOption), code: models.CodeInvalid},
		"unknown part":         {body: change("answer", models.Answer{Parts: map[string]models.PartAnswer{"9": {}}}), code: models.CodeInvalid},
		"no answer id":         {body: change("answer_id", ""), code: models.CodeInvalid},
		"answer id no UUID":    {body: change("answer_id", "1"), code: models.CodeInvalid},
		"answer of wrong type": {body: change("answer", "A"), code: models.CodeInvalid, field: "answer"},
		"unknown field":        {body: change("points", 100), code: models.CodeInvalid, field: "points"},
		"nothing":              {body: nil, code: models.CodeInvalid},
		"a list":               {body: []int{1}, code: models.CodeInvalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			res := b.json("POST", path, tt.body, nil)
			p := res.problem(t)
			require.Equal(t, tt.code, p.Code, res.body)
			if tt.field != "" {
				require.Equal(t, tt.field, p.Field)
			}
		})
	}
	t.Run("no JSON", func(t *testing.T) {
		p := b.do("POST", path, "application/json", `{"answer_id": `).problem(t)
		require.Equal(t, models.CodeInvalid, p.Code)
	})
	t.Run("another type of body", func(t *testing.T) {
		p := b.do("POST", path, "text/plain", "A").problem(t)
		require.Equal(t, http.StatusUnsupportedMediaType, p.Status)
	})
	var still assessment.Task
	b.json("GET", "/api/v1/sessions/"+task.Session.ID.String(), nil, &still)
	require.Equal(t, task.Item, still.Item, "nothing of that counted")

	handIn := "/api/v1/sessions/" + task.Session.ID.String() + "/hand-in"
	require.Equal(t, models.CodeConflict, b.json("POST", handIn, nil, nil).problem(t).Code, "nothing is answered yet")
	late := submission(b.submit(task))
	b.json("POST", handIn, nil, &still)
	require.Equal(t, models.CodeConflict, b.json("POST", path, late, nil).problem(t).Code, "after the end")
}

func TestRecommendations(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷").with("Accept-Language", "en")
	var before, after []api.Advice
	b.json("GET", "/api/v1/recommendations", nil, &before)
	require.Len(t, before, 3)
	b.sit(s.open("王芳", "junior-sampler"))
	b.json("GET", "/api/v1/recommendations", nil, &after)
	require.Len(t, after, 3)
	require.Contains(t, strings.Join(after[0].Reasons, " "), "points on tasks about", "the reason is what the test has shown")

	var opened models.Resource
	b.json("GET", "/api/v1/resources/"+after[0].Resource.ID.String(), nil, &opened)
	require.NotEmpty(t, opened.Body)
	b.json("GET", "/api/v1/recommendations", nil, &after)
	for _, one := range after {
		require.NotEqual(t, opened.ID, one.Resource.ID, "what she has opened is not recommended again")
	}
	var found []models.ResourceCandidate
	b.json("GET", "/api/v1/resources?q=password&locale=en&limit=2", nil, &found)
	require.Len(t, found, 2)
	require.Equal(t, models.CodeInvalid, b.get("/api/v1/resources").problem(t).Code)
	require.Equal(t, "limit", b.get("/api/v1/resources?q=x&limit=999").problem(t).Field)
}
