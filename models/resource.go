package models

import (
	"fmt"
	"strings"
	"time"
)

// Resource is something to learn from: a micro-lesson of our own or an open
// resource from elsewhere.
type Resource struct {
	ID           ResourceID     `json:"id"`
	Source       string         `json:"source"`    // where it was imported from, such as lessons or oer
	SourceID     string         `json:"source_id"` // its id there; unique with Source
	Locale       string         `json:"locale"`    // BCP 47 language of the text: zh, en
	Title        string         `json:"title"`
	Summary      string         `json:"summary"`
	Body         string         `json:"body"` // plain text or Markdown; shown only for our own lessons
	URL          string         `json:"url"`  // https; empty for our own lessons
	Licence      string         `json:"licence"`
	Format       ResourceFormat `json:"format"`
	Indicators   []string       `json:"indicators"` // framework codes it teaches
	Stages       []Stage        `json:"stages"`
	Minutes      int            `json:"minutes"`    // 0: unknown
	Difficulty   float64        `json:"difficulty"` // on the theta scale
	DifficultySD float64        `json:"difficulty_sd"`
	Group        string         `json:"group"` // translations of one page share it
	CreatedAt    time.Time      `json:"created_at"`
}

// Validate reports the first field that cannot be stored.
func (r Resource) Validate() error {
	switch {
	case r.Source == "" || r.SourceID == "":
		return Invalid("id", "a resource needs the id it has at its source")
	case strings.TrimSpace(r.Title) == "":
		return Invalid("title", "a resource needs a title")
	case r.Licence == "":
		return Invalid("licence", "a resource needs a licence, so that it can be shown with it")
	case r.URL != "" && !strings.HasPrefix(r.URL, "https://") && !strings.HasPrefix(r.URL, "http://"):
		return Invalid("url", fmt.Sprintf("%.60q is not a web address", r.URL))
	}
	_, err := ParseResourceFormat(string(r.Format))
	return err
}

// Embedding is a resource's place in the space of one embedding model.
type Embedding struct {
	ResourceID ResourceID
	Model      string // name and version of the model
	Vector     []float32
}

// ResourceFilter narrows a search. Empty fields do not filter.
type ResourceFilter struct {
	Stage      Stage
	Locale     string
	Indicators []string // any of these
	Exclude    []ResourceID
}

// ResourceCandidate is a resource found near a query.
type ResourceCandidate struct {
	Resource   Resource
	Similarity float64 // cosine, -1 to 1
}

// ImportCount says what an import did.
type ImportCount struct {
	Added     int `json:"added"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}
