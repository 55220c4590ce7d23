package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/models"
)

// TestOthersRecordsDoNotExist tries every operation on a record with somebody
// of the right role to whom the record does not belong: it must look as if it
// did not exist.
func TestOthersRecordsDoNotExist(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := s.open("王芳", "junior-sampler")
	session := s.pupil("李雷").sit(a).Session
	study := s.submitStudy("zhou.yan")
	owned := map[string]string{ // by the part of the address before the identifier
		"sessions":       session.ID.String(),
		"tests":          a.ID.String(),
		"assignments":    a.ID.String(),
		"classes":        s.classes["王芳"].String(),
		"pupils":         s.ids["李雷"].String(),
		"studies":        study.ID.String(),
		"questionnaires": s.openFor("王芳").ID.String(),
	}
	var talk api.Talk
	s.pupil("李雷").json("POST", "/api/v1/conversations", map[string]any{"session_id": session.ID}, &talk)
	owned["conversations"] = talk.Conversation.ID.String()
	public := map[string]bool{"resources": true, "forms": true, "accounts": true, "imports": true} // belong to nobody; accounts and imports to all operators
	strangers := map[models.Role]*browser{
		models.RolePupil:      s.pupil("林涛"),
		models.RoleTeacher:    s.teacher("赵丽"),
		models.RoleResearcher: s.staff("wu.yan"),
	}
	bodies := map[string]any{ // of operations that want one
		"answers":                map[string]any{"answer_id": models.NewID[models.Answer](), "item_id": "IL10", "answer": models.Answer{Parts: map[string]models.PartAnswer{}}},
		"questionnaires/answers": map[string]any{"answers": models.Answers{"I1": {1}}},
		"classes/questionnaires": map[string]any{"code": "pupil", "closes_at": time.Now().Add(time.Hour)},
		"void":                   map[string]string{"reason": "curiosity"},
		"codes":                  map[string]any{"item_id": "IL30", "part_id": "1", "points": 1},
		"assignments":            map[string]any{"form_id": s.form("junior-sampler"), "closes_at": time.Now().Add(time.Hour)},
		"consent":                map[string]bool{"given": true},
	}
	for route, roles := range api.Authorization() {
		method, pattern, _ := strings.Cut(route, " ")
		parts := strings.Split(strings.TrimPrefix(pattern, "/api/v1/"), "/")
		if !strings.HasPrefix(pattern, "/api/v1/") || len(parts) < 2 || parts[1] != ":id" || public[parts[0]] {
			continue
		}
		path := strings.NewReplacer(":id", owned[parts[0]], ":name", "scores.csv").Replace(pattern)
		require.NotEmpty(t, owned[parts[0]], "name a record of %s that belongs to somebody", parts[0])
		var body any
		if method != "GET" {
			last := parts[len(parts)-1]
			body = bodies[last]
			if of := bodies[parts[0]+"/"+last]; of != nil {
				body = of
			}
		}
		for _, role := range roles {
			if b := strangers[role]; b != nil {
				t.Run(string(role)+" "+route, func(t *testing.T) { requireMissing(t, b, method, path, body) })
			}
		}
	}
}

// requireMissing wants a refusal; a stream is refused by its first event.
func requireMissing(t *testing.T, b *browser, method, path string, body any) {
	t.Helper()
	if strings.HasSuffix(path, "/events") || strings.HasSuffix(path, "/say") {
		stream := b.send(t.Context(), method, path, "application/json", `{"text": "hello"}`)
		require.Contains(t, frames(t, stream)[0], `"code":"not_found"`)
		return
	}
	require.Equal(t, models.CodeNotFound, b.json(method, path, body, nil).problem(t).Code)
}

func TestIdentifiersThatAreNone(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.pupil("李雷")
	for _, id := range []string{"1", "../me", "%00", "'", models.NewID[models.Session]().String() + "0", strings.Repeat("a", 2000)} {
		p := b.get("/api/v1/sessions/" + id).problem(t)
		require.Contains(t, []models.Code{models.CodeInvalid, models.CodeNotFound}, p.Code, id)
	}
	require.Equal(t, models.CodeNotFound, b.get("/api/v1/sessions/"+models.NewID[models.Session]().String()).problem(t).Code)
	teacher := s.teacher("王芳")
	require.Equal(t, models.CodeInvalid, teacher.get("/api/v1/assignments/1/events").problem(t).Code)
}
