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
	var form bytes.Buffer
	fields := multipart.NewWriter(&form)
	require.NoError(b.t, fields.WriteField("model", model))
	file, err := fields.CreateFormFile("file", "pilot.csv")
	require.NoError(b.t, err)
	_, err = file.Write(responses)
	require.NoError(b.t, err)
	require.NoError(b.t, fields.Close())
	status, answer := b.send("POST", "/api/v1/studies", fields.FormDataContentType(), &form)
	require.Equal(b.t, http.StatusOK, status, answer)
	b.read(answer, &study)
	return study
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
