package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment/report"
	"suyang/models"
	"suyang/tutor"
)

// missed returns a task that the pupil may talk about: of the practice pool,
// and not fully solved.
func (b *browser) missed(session models.SessionID) string {
	b.t.Helper()
	var r report.Pupil
	b.json("GET", "/api/v1/sessions/"+session.String()+"/report", nil, &r)
	for _, a := range r.Answers {
		if a.Pool == models.PoolPractice && a.Points < a.Max {
			return a.ItemID
		}
	}
	b.t.Fatal("every task is solved")
	return ""
}

func TestPupilTalksWithTheCompanion(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	require.Equal(t, models.CodeConflict, b.json("POST", "/api/v1/conversations", map[string]any{}, nil).problem(t).Code, "no test yet")
	session := b.sit(s.open("王芳", "junior-sampler")).Session.ID

	var talk api.Talk
	b.json("POST", "/api/v1/conversations", map[string]any{"session_id": session, "item_id": b.missed(session), "locale": "en"}, &talk)
	require.Len(t, talk.Messages, 1)
	require.Equal(t, models.AuthorCompanion, talk.Messages[0].Author)
	path := "/api/v1/conversations/" + talk.Conversation.ID.String()

	reply := frames(t, b.send(t.Context(), "POST", path+"/say", "application/json", `{"text": "Give me a hint"}`))
	require.Equal(t, "event: done\ndata: {}", reply[len(reply)-1])
	var last tutor.Chunk
	data, _ := strings.CutPrefix(reply[len(reply)-2], "event: chunk\ndata: ")
	require.NoError(t, json.Unmarshal([]byte(data), &last))
	require.NotNil(t, last.Message)
	require.False(t, last.Message.Generated, "no model is configured")

	b.json("GET", path, nil, &talk)
	require.Len(t, talk.Messages, 3)
	require.Equal(t, "Give me a hint", talk.Messages[1].Text)
	require.Equal(t, last.Message.Text, talk.Messages[2].Text)
	var list []models.Conversation
	b.json("GET", "/api/v1/conversations", nil, &list)
	require.Len(t, list, 1)
}

func TestWhatCannotBeSaid(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	session := b.sit(s.open("王芳", "junior-sampler")).Session.ID
	var talk api.Talk
	b.json("POST", "/api/v1/conversations", map[string]any{"session_id": session}, &talk)
	path := "/api/v1/conversations/" + talk.Conversation.ID.String() + "/say"
	require.Equal(t, "text", b.do("POST", path, "application/json", "hello").problem(t).Field)
	require.Equal(t, models.CodeInvalid, b.do("POST", "/api/v1/conversations/1/say", "application/json", `{"text": "hello"}`).problem(t).Code)
	tests := map[string]string{
		"nothing":  `{"text": " "}`,
		"no field": `{}`,
		"too long": `{"text": "` + strings.Repeat("长", 501) + `"}`,
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			res := b.send(t.Context(), "POST", path, "application/json", body)
			require.Equal(t, http.StatusOK, res.StatusCode)
			events := frames(t, res)
			require.Len(t, events, 1)
			require.Contains(t, events[0], `"code":"invalid"`)
		})
	}
}

func TestUnder14WithoutConsent(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	_, err := s.store.Pool().Exec(t.Context(), "update learners set under14 = true where id = $1", s.ids["李雷"])
	require.NoError(t, err)
	b := s.pupil("李雷")
	b.sit(s.open("王芳", "junior-sampler"))
	require.Equal(t, models.CodeForbidden, b.json("POST", "/api/v1/conversations", map[string]any{}, nil).problem(t).Code)
	s.teacher("王芳").json("PUT", "/api/v1/pupils/"+s.ids["李雷"].String()+"/consent", map[string]bool{"given": true}, nil)
	var talk api.Talk
	b.json("POST", "/api/v1/conversations", map[string]any{}, &talk)
}
