package api_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// upload sends a form with one file.
func (b *browser) upload(path string, fields map[string]string, name, content string) answer {
	b.t.Helper()
	var text bytes.Buffer
	w := multipart.NewWriter(&text)
	for field, value := range fields {
		require.NoError(b.t, w.WriteField(field, value))
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		require.NoError(b.t, err)
		_, err = part.Write([]byte(content))
		require.NoError(b.t, err)
	}
	require.NoError(b.t, w.Close())
	return b.do(http.MethodPost, path, w.FormDataContentType(), text.String())
}

// responses is a CSV of simulated responses to five 2PL items.
func responses(persons int) string {
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("ID_pupil,i1,i2,i3,i4,i5\n")
	for p := range persons {
		fmt.Fprintf(&b, "p%d", p)
		theta := rng.NormFloat64()
		for i := range 5 {
			right := 0
			if rng.Float64() < 1/(1+math.Exp(float64(i-2)*0.7-theta)) {
				right = 1
			}
			fmt.Fprintf(&b, ",%d", right)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// submitStudy lets a researcher upload responses.
func (s *school) submitStudy(username string) models.Study {
	s.t.Helper()
	res := s.staff(username).upload("/api/v1/studies", map[string]string{"model": "2pl"}, "pilot.csv", responses(300))
	require.Equal(s.t, http.StatusOK, res.status, res.body)
	studies, err := s.store.Studies(s.t.Context(), s.ids[username])
	require.NoError(s.t, err)
	return studies[0]
}

func TestResearcherCalibrates(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	study := s.submitStudy("zhou.yan")
	require.Equal(t, "pilot.csv", study.Name)
	require.Equal(t, 300, study.Persons)
	path := "/api/v1/studies/" + study.ID.String()
	b := s.staff("zhou.yan")

	following := b.open(t.Context(), path+"/events")
	require.NoError(t, s.studies.Run(t.Context(), study.ID.String()))
	events := frames(t, following)
	require.Contains(t, events[0], `"state":"queued"`)
	require.Contains(t, events[len(events)-2], `"state":"done"`)
	require.Equal(t, "event: done\ndata: {}", events[len(events)-1])

	items := b.get(path + "/files/items.json")
	require.Equal(t, "application/json", items.header.Get("Content-Type"))
	require.Equal(t, `attachment; filename="items.json"`, items.header.Get("Content-Disposition"))
	require.Contains(t, items.body, "i3")
	scores := b.get(path + "/files/scores.csv")
	require.Equal(t, 301, strings.Count(scores.body, "\n"))
	require.Equal(t, responses(300), b.get(path+"/files/responses.csv").body)
	require.Equal(t, models.CodeInvalid, b.get(path+"/files/passwd").problem(t).Code)
	require.Equal(t, models.CodeConflict, b.json("POST", path+"/cancel", nil, nil).problem(t).Code, "it has ended")

	var list []models.Study
	b.json("GET", "/api/v1/studies", nil, &list)
	require.Len(t, list, 1)
}

func TestResearcherCancels(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	path := "/api/v1/studies/" + s.submitStudy("zhou.yan").ID.String()
	b := s.staff("zhou.yan")
	require.Equal(t, http.StatusNoContent, b.json("POST", path+"/cancel", nil, nil).status)
	var study models.Study
	b.json("GET", path, nil, &study)
	require.Equal(t, models.JobCancelled, study.State)
	require.Equal(t, models.CodeNotFound, b.get(path+"/files/scores.csv").problem(t).Code)
}

func TestResearcherCalibratesAForm(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.staff("zhou.yan")
	path := "/api/v1/forms/" + s.form("junior-sampler").String() + "/studies"
	require.Equal(t, models.CodeConflict, b.json("POST", path, map[string]string{"model": "2pl"}, nil).problem(t).Code, "nobody has taken it")
	s.pupil("李雷").sit(s.open("王芳", "junior-sampler"))
	var study models.Study
	b.json("POST", path, map[string]string{"model": "grm", "name": "七年级"}, &study)
	require.Equal(t, 1, study.Persons)
	require.Equal(t, "七年级", study.Name)
	unknown := "/api/v1/forms/" + models.NewID[models.Form]().String() + "/studies"
	require.Equal(t, models.CodeNotFound, b.json("POST", unknown, map[string]string{"model": "2pl"}, nil).problem(t).Code)
}

func TestUploadsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.staff("zhou.yan")
	tests := map[string]struct {
		fields  map[string]string
		name    string
		content string
		field   string
	}{
		"no file":       {fields: map[string]string{"model": "2pl"}, field: "file"},
		"unknown model": {fields: map[string]string{"model": "4pl"}, name: "x.csv", content: responses(30), field: "model"},
		"no model":      {name: "x.csv", content: responses(30), field: "model"},
		"empty file":    {fields: map[string]string{"model": "2pl"}, name: "x.csv", field: "file"},
		"wrong header":  {fields: map[string]string{"model": "2pl"}, name: "x.csv", content: "i1,i1\n1,0\n", field: "file"},
		"not CSV":       {fields: map[string]string{"model": "2pl"}, name: "x.csv", content: "\x00\x01\x02", field: "file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := b.upload("/api/v1/studies", tt.fields, tt.name, tt.content).problem(t)
			require.Equal(t, models.CodeInvalid, p.Code, p.Message)
			require.Equal(t, tt.field, p.Field, p.Message)
		})
	}
	t.Run("not a form", func(t *testing.T) {
		require.Equal(t, models.CodeInvalid, b.do("POST", "/api/v1/studies", "application/json", "{}").problem(t).Code)
	})
}

func TestLargeUploads(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	wide := "ID_pupil,i1,i2\n" + strings.Repeat("a-rather-long-name-of-a-person,1,0\n", 100_000)
	require.Greater(t, len(wide), 3<<20)
	require.Equal(t, http.StatusOK, s.staff("zhou.yan").upload("/api/v1/studies", map[string]string{"model": "2pl"}, "x.csv", wide).status)
}
