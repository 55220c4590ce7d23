package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/content"
	"suyang/models"
	"suyang/tutor/llm/llmtest"
)

// anyAnswer answers every part in the first way that comes to mind.
func anyAnswer(it models.ItemView) models.Answer {
	answer := models.Answer{Parts: map[string]models.PartAnswer{}}
	for _, p := range it.Parts {
		a := models.PartAnswer{}
		switch p.Type {
		case models.PartSingle, models.PartMultiple:
			a.Choices = []string{p.Options[0].ID}
		case models.PartOrdering:
			for _, o := range p.Options {
				a.Order = append(a.Order, o.ID)
			}
		case models.PartMatching:
			a.Pairs = map[string]string{}
			for _, o := range p.Options {
				a.Pairs[o.ID] = p.Targets[0].ID
			}
		case models.PartNumeric:
			a.Number = "10"
		case models.PartShort:
			a.Text = "先看发布者，再查原始出处。"
		}
		answer.Parts[p.ID] = a
	}
	return answer
}

type submission struct {
	AnswerID models.AnswerID `json:"answer_id"`
	ItemID   string          `json:"item_id"`
	Answer   models.Answer   `json:"answer"`
}

func (b *browser) answer(task *assessment.Task) (sent submission) {
	sent = submission{AnswerID: models.NewID[models.Answer](), ItemID: task.Item.ItemID, Answer: anyAnswer(*task.Item)}
	next := assessment.Task{}
	require.Equal(b.t, http.StatusOK, b.call("POST", "/api/v1/sessions/"+task.Session.ID.String()+"/answers", sent, &next))
	*task = next
	return sent
}

// The main job over real HTTP, on a private database, with the power cut in
// the middle of the test.
func TestTheMainJob(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	var leak string // what the model says the second time
	model := llmtest.Serve(t, llmtest.Say("先想一想：", "题目里说了哪些事实？"),
		func(w http.ResponseWriter, r *http.Request) { llmtest.Say("好吧，", leak)(w, r) })
	endpoint := []string{"--llm-base-url", model.URL, "--llm-model", "teacher"}
	s := serveDemo(t, dataDir, endpoint...)
	pupil := s.asPupil(t)

	task := pupil.begin(demoForm)
	var last submission
	for range 3 {
		last = pupil.answer(&task)
	}

	// kill -9: what was answered is kept, the sign-in too, and sending the last
	// answer again does no harm.
	_ = s.kill(syscall.SIGKILL)
	s = serveDemo(t, dataDir, endpoint...)
	pupil.moveTo(s)
	path := "/api/v1/sessions/" + task.Session.ID.String()
	var again assessment.Task
	require.Equal(t, http.StatusOK, pupil.call("GET", path, nil, &again))
	require.Equal(t, 3, again.Position)
	require.Equal(t, task.Item.ItemID, again.Item.ItemID)
	require.Equal(t, http.StatusOK, pupil.call("POST", path+"/answers", last, &again))
	require.Equal(t, 3, again.Position)
	for !task.Done {
		pupil.answer(&task)
	}

	checkPupilResults(t, pupil, path)
	practice := pupil.begin(demoPractice)
	for !practice.Done {
		pupil.answer(&practice)
	}
	checkCompanion(t, pupil, practice.Session, &leak)
	checkTeacher(t, s, pupil, task.Session)
	checkResearcher(t, s)
	checkAuthors(t, s)
	require.NoError(t, s.kill(syscall.SIGTERM), "a polite end")
}

// begin starts the open test with the form.
func (b *browser) begin(form string) (task assessment.Task) {
	b.t.Helper()
	var offers []assessment.Offer
	require.Equal(b.t, http.StatusOK, b.call("GET", "/api/v1/tests", nil, &offers))
	i := slices.IndexFunc(offers, func(o assessment.Offer) bool { return o.Form.Code == form })
	require.GreaterOrEqual(b.t, i, 0, "%s is open", form)
	require.Equal(b.t, http.StatusOK, b.call("POST", "/api/v1/tests/"+offers[i].Assignment.ID.String()+"/start", map[string]string{}, &task))
	return task
}

func checkPupilResults(t *testing.T, pupil *browser, path string) {
	t.Helper()
	var report struct {
		Score  *struct{}
		CanDo  []any `json:"can_do"`
		Level  *struct{}
		Next   *struct{}
		Events any
	}
	require.Equal(t, http.StatusOK, pupil.call("GET", path+"/report", nil, &report))
	require.NotNil(t, report.Score)
	require.NotNil(t, report.Level)
	require.NotNil(t, report.Next)

	var advice []struct {
		Reasons []any
	}
	require.Equal(t, http.StatusOK, pupil.call("GET", "/api/v1/recommendations", nil, &advice))
	require.NotEmpty(t, advice)
	for _, a := range advice {
		require.NotEmpty(t, a.Reasons)
	}
}

// checkCompanion lets a language model word the replies, once well and once
// giving the key away; leak is set to what it then says.
func checkCompanion(t *testing.T, pupil *browser, session models.Session, leak *string) {
	t.Helper()
	item, key := missedChoice(t, pupil, session)
	*leak = "答案是：" + key + "。"
	status, page, address := pupil.submit("/pupil/conversations", url.Values{"session": {session.ID.String()}, "item": {item}})
	require.Equal(t, http.StatusOK, status, page)
	address, _, _ = strings.Cut(address, "?")
	status, page, _ = pupil.submit(address+"/say", url.Values{"text": {"我不太明白这道题"}})
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, page, "题目里说了哪些事实？", "the model's words")
	status, page, _ = pupil.submit(address+"/say", url.Values{"text": {"再给我一个提示"}})
	require.Equal(t, http.StatusOK, status)
	require.NotContains(t, page, key)
}

// missedChoice finds an item with a choice that the pupil did not solve, and
// the text of its key.
func missedChoice(t *testing.T, pupil *browser, session models.Session) (item, key string) {
	t.Helper()
	var report struct {
		Answers []struct {
			ItemID      string `json:"item_id"`
			Points, Max int
		}
	}
	require.Equal(t, http.StatusOK, pupil.call("GET", "/api/v1/sessions/"+session.ID.String()+"/report", nil, &report))
	bundle, err := content.Load()
	require.NoError(t, err)
	for _, a := range report.Answers {
		i := slices.IndexFunc(bundle.Items, func(it models.Item) bool { return it.ID == a.ItemID })
		for _, o := range bundle.Items[i].Parts[0].Options {
			if o.Correct && a.Points < a.Max {
				return a.ItemID, o.Text.ZH
			}
		}
	}
	t.Fatal("the pupil solved every choice by the first option that came to mind")
	return "", ""
}

func checkTeacher(t *testing.T, s *server, pupil *browser, session models.Session) {
	t.Helper()
	teacher := s.as(t, "demo.teacher")
	var classes []models.Class
	require.Equal(t, http.StatusOK, teacher.call("GET", "/api/v1/classes", nil, &classes))
	require.Len(t, classes, 4)
	report := "/api/v1/classes/" + session.ClassID.String() + "/report"
	require.Equal(t, http.StatusOK, teacher.call("GET", report, nil, nil))
	require.Equal(t, http.StatusOK, teacher.call("GET", "/api/v1/sessions/"+session.ID.String()+"/report", nil, nil))
	require.Equal(t, http.StatusForbidden, pupil.call("GET", report, nil, nil), "the wrong role")
	require.Equal(t, http.StatusUnauthorized, s.browser(t).call("GET", report, nil, nil), "nobody")
}

// checkAuthors lets the demo's three authors look at the bank.
func checkAuthors(t *testing.T, s *server) {
	t.Helper()
	for _, username := range []string{"demo.author1", "demo.author2", "demo.author3"} {
		var drafts []models.Draft
		require.Equal(t, http.StatusOK, s.as(t, username).call("GET", "/api/v1/bank/drafts", nil, &drafts))
	}
}

func checkResearcher(t *testing.T, s *server) {
	t.Helper()
	researcher := s.as(t, "demo.researcher")
	const persons = 500
	var responses bytes.Buffer
	responses.WriteString("i1,i2,i3,i4\n")
	for i := range persons { // every pattern of four items, the easier ones solved more often
		fmt.Fprintf(&responses, "%d,%d,%d,%d\n", min(i%5, 1), min(i%4, 1), min(i%3, 1), i%2)
	}
	study := researcher.submitStudy("2pl", responses.Bytes())
	researcher.waitFor(study.ID, models.JobDone)
	status, scores := researcher.send("GET", fmt.Sprintf("/api/v1/studies/%s/files/scores.csv", study.ID), "", nil)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, persons+1, strings.Count(scores, "\n"), "a row a pupil and the header")
}
