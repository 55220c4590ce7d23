package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
	"suyang/platform"
)

func TestTeacherOpensWatchesAndCloses(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teacher("王芳")
	var classes []models.Class
	b.json("GET", "/api/v1/classes", nil, &classes)
	require.Len(t, classes, 1)
	require.Equal(t, "八年级1班", classes[0].Name)
	class := "/api/v1/classes/" + classes[0].ID.String()

	a := s.open("王芳", "junior-sampler")
	var assigned []models.Assignment
	b.json("GET", class+"/assignments", nil, &assigned)
	require.Len(t, assigned, 1)

	task := s.pupil("李雷").submit(s.pupil("李雷").start(a))
	var watch assessment.Watch
	b.json("GET", "/api/v1/assignments/"+a.ID.String(), nil, &watch)
	states := map[string]models.SessionState{}
	for _, p := range watch.Pupils {
		states[p.Learner.Name] = p.State
	}
	require.Equal(t, map[string]models.SessionState{"李雷": models.SessionRunning, "韩梅梅": ""}, states)

	void := "/api/v1/sessions/" + task.Session.ID.String() + "/void"
	require.Equal(t, "reason", b.json("POST", void, map[string]string{"reason": ""}, nil).problem(t).Field)
	require.Equal(t, http.StatusNoContent, b.json("POST", void, map[string]string{"reason": "fire alarm"}, nil).status)
	s.pupil("李雷").sit(a)

	require.Equal(t, http.StatusNoContent, b.json("POST", "/api/v1/assignments/"+a.ID.String()+"/close", nil, nil).status)
	res := s.pupil("韩梅梅").json("POST", "/api/v1/tests/"+a.ID.String()+"/start", nil, nil)
	require.Equal(t, models.CodeExpired, res.problem(t).Code)

	for _, path := range []string{class + "/report", "/api/v1/assignments/" + a.ID.String() + "/report"} {
		var r report.Class
		b.json("GET", path, nil, &r)
		require.Equal(t, 1, r.Measured)
		require.Len(t, r.Pupils, 2)
	}
}

func TestTeacherFollowsAClass(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := s.open("王芳", "junior-sampler")
	ctx, leave := context.WithTimeout(t.Context(), 20*time.Second)
	defer leave()
	res := s.teacher("王芳").open(ctx, "/api/v1/assignments/"+a.ID.String()+"/events")
	defer res.Body.Close()
	events := bufio.NewScanner(res.Body)
	require.Equal(t, 0, nextWatch(t, events).Pupils[0].Items)
	p := s.pupil("李雷")
	p.submit(p.start(a))
	require.Eventually(t, func() bool { return nextWatch(t, events).Pupils[0].Items == 1 }, 10*time.Second, time.Millisecond)
}

// nextWatch reads the next state of a class from a stream.
func nextWatch(t *testing.T, events *bufio.Scanner) (w assessment.Watch) {
	t.Helper()
	for events.Scan() {
		if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
			require.NoError(t, json.Unmarshal([]byte(data), &w))
			return w
		}
	}
	t.Fatal("the stream has ended")
	return w
}

func TestOpeningATestIsRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teacher("王芳")
	path := "/api/v1/classes/" + s.classes["王芳"].String() + "/assignments"
	soon := time.Now().Add(time.Hour)
	tests := map[string]struct {
		body  map[string]any
		field string
	}{
		"unknown form":      {map[string]any{"form_id": models.NewID[models.Form](), "closes_at": soon}, "form_id"},
		"closed already":    {map[string]any{"form_id": s.form("junior-sampler"), "closes_at": time.Now().Add(-time.Hour)}, "closes_at"},
		"no end":            {map[string]any{"form_id": s.form("junior-sampler")}, ""},
		"end is no time":    {map[string]any{"form_id": s.form("junior-sampler"), "closes_at": "tomorrow"}, "closes_at"},
		"pupil of no class": {map[string]any{"form_id": s.form("junior-sampler"), "closes_at": soon, "learners": []models.AccountID{s.ids["林涛"]}}, "learners[0]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := b.json("POST", path, tt.body, nil).problem(t)
			require.Equal(t, models.CodeInvalid, p.Code)
			require.Equal(t, tt.field, p.Field)
		})
	}
}

func TestTeacherCodesShortTexts(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.pupil("李雷").sit(s.open("王芳", "junior-sampler"))
	b := s.teacher("王芳")
	pending := "/api/v1/classes/" + s.classes["王芳"].String() + "/pending"
	var texts []assessment.Pending
	res := b.json("GET", pending, nil, &texts)
	require.Len(t, texts, 1)
	require.NotContains(t, res.body, "李雷", "texts are judged without names")

	codes := "/api/v1/sessions/" + task.Session.ID.String() + "/codes"
	code := map[string]any{"item_id": texts[0].ItemID, "part_id": texts[0].PartID, "points": texts[0].Max + 1}
	require.Equal(t, models.CodeInvalid, b.json("PUT", codes, code, nil).problem(t).Code)
	code["points"] = texts[0].Max
	require.Equal(t, http.StatusNoContent, b.json("PUT", codes, code, nil).status)
	require.Equal(t, "[]\n", b.get(pending).body)
}

func TestLostCard(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	signedIn := s.pupil("李雷")
	var issued struct{ Code string }
	s.teacher("王芳").json("POST", "/api/v1/pupils/"+s.ids["李雷"].String()+"/card", nil, &issued)
	require.Equal(t, http.StatusUnauthorized, signedIn.get("/api/v1/me").status, "whoever found the card is out")
	old := s.nobody().json("POST", "/api/v1/signin/card", map[string]string{"code": s.secrets["李雷"]}, nil)
	require.Equal(t, models.CodeUnauthenticated, old.problem(t).Code)
	var me models.Person
	s.nobody().json("POST", "/api/v1/signin/card", map[string]string{"code": issued.Code}, &me)
	require.Equal(t, "李雷", me.Name)

	var cards []platform.Card
	s.teacher("王芳").json("POST", "/api/v1/classes/"+s.classes["王芳"].String()+"/cards", nil, &cards)
	require.Len(t, cards, 2)
	s.withCard(cards[0].Code)
}

func TestConsent(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	path := "/api/v1/pupils/" + s.ids["李雷"].String() + "/consent"
	require.Equal(t, http.StatusNoContent, s.teacher("王芳").json("PUT", path, map[string]bool{"given": true}, nil).status)
	learner, err := s.store.Learner(t.Context(), s.ids["李雷"])
	require.NoError(t, err)
	require.True(t, learner.Consent.Given)
	require.Equal(t, s.ids["王芳"], learner.Consent.By)
	require.Equal(t, http.StatusNoContent, s.staff("operator").json("PUT", path, map[string]bool{"given": false}, nil).status)
}
