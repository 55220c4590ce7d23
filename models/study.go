package models

import (
	"encoding/json"
	"time"
)

// StudyModels are the item response models a Study may have, the usual one
// first.
var StudyModels = []string{"2pl", "rasch", "3pl", "grm"}

// Study is a researcher's calibration of one set of responses: upload, fit,
// score, files to download.
type Study struct {
	ID        StudyID         `json:"id"`
	OwnerID   AccountID       `json:"owner_id"`
	Name      string          `json:"name"`
	Model     string          `json:"model"`  // one of StudyModels
	Source    string          `json:"source"` // file name of the upload, or the form the responses come from
	State     JobState        `json:"state"`
	Progress  float64         `json:"progress"` // 0 to 1
	Note      string          `json:"note"`     // what is being done, or what failed and how to mend it
	Persons   int             `json:"persons"`
	Items     int             `json:"items"`
	Summary   json.RawMessage `json:"summary,omitempty"` // items.json of the fit, once done
	CreatedAt time.Time       `json:"created_at"`
	EndedAt   time.Time       `json:"ended_at"`
}

// StudyFile is a file of a study.
type StudyFile string

// Study files.
const (
	FileResponses StudyFile = "responses.csv"
	FileItems     StudyFile = "items.json"
	FileScores    StudyFile = "scores.csv"
)
