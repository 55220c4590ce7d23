package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// submitStudy uploads responses to be calibrated.
func (b *browser) submitStudy(model string, responses []byte) (study models.Study) {
	b.t.Helper()
	b.upload("/api/v1/studies", map[string]string{"model": model}, "pilot.csv", responses, &study)
	return study
}

// upload sends a form with one file and reads what comes back.
func (b *browser) upload(path string, values map[string]string, name string, content []byte, into any) {
	b.t.Helper()
	var form bytes.Buffer
	fields := multipart.NewWriter(&form)
	for field, value := range values {
		require.NoError(b.t, fields.WriteField(field, value))
	}
	file, err := fields.CreateFormFile("file", name)
	require.NoError(b.t, err)
	_, err = file.Write(content)
	require.NoError(b.t, err)
	require.NoError(b.t, fields.Close())
	status, answer := b.send("POST", path, fields.FormDataContentType(), &form)
	require.Equal(b.t, http.StatusOK, status, answer)
	b.read(answer, into)
}

// study returns a study as it stands.
func (b *browser) study(id models.StudyID) (study models.Study) {
	b.t.Helper()
	require.Equal(b.t, http.StatusOK, b.call("GET", "/api/v1/studies/"+id.String(), nil, &study))
	return study
}

// waitFor waits until a study is in the state, and fails when it ends in another.
// It asks no oftener than a person may.
func (b *browser) waitFor(id models.StudyID, state models.JobState) {
	b.t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(60 * time.Millisecond) {
		study := b.study(id)
		if study.State == state {
			return
		}
		require.False(b.t, study.State.Ended() || time.Now().After(until), "the study is %s: %s", study.State, study.Note)
	}
}
