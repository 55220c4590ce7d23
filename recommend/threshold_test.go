package recommend_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/internal/reference"
	"suyang/recommend"
)

// subjects says which indicators pages of a subject of the open stock can be
// expected to teach. It is coarse, so that shares found with it are floors.
var subjects = map[string]string{
	"ai-ml": "B4 C5 D2.3", "security-privacy": "D1 D3.3", "algorithms": "B2.1 C4", "iot": "B3.2 B2.2", "data-literacy": "B1.2 C2.2 A1.3",
	"copyright-licensing": "D3.1", "computing-systems": "B3", "programming": "C4 B2.1 B1.1", "web": "C3.1 B3.1 C4.2 D1.2",
	"command-line": "C2.1 B3 C4.2", "information-literacy": "A1 C1 C3 D3 C5.2", "cloud": "B3", "writing": "C3", "study-skills": "A1.1 A2 C",
	"open-science": "D3.1 B1 C2 C3", "open-source": "D3.1 C3.2 C4",
}

// The default threshold is measured: of the resources an import says to teach
// an indicator, most are of a subject that does.
func TestThresholdOnOpenResources(t *testing.T) {
	t.Parallel()
	path := reference.Path(t, "oer/resources.jsonl.gz")
	if testing.Short() {
		t.Skip("embeds 17,732 texts: not with -short")
	}
	bundle, err := content.Load()
	require.NoError(t, err)
	m := &memory{}
	s := recommend.New(recommend.Config{Index: m, Interactions: m, Framework: bundle.Framework})
	subjectOf := map[string]string{}
	var lines strings.Builder
	for i, row := range readStock(t, path) {
		if i%6 != 0 { // a sixth of the stock is enough
			continue
		}
		subjectOf[row.ID] = row.Subject
		line, err := json.Marshal(map[string]string{"id": row.ID, "lang": "en", "licence": "open", "title": row.Title, "summary": row.Summary, "text": row.Text})
		require.NoError(t, err)
		lines.Write(append(line, '\n'))
	}
	_, err = s.Import(context.Background(), strings.NewReader(lines.String()), recommend.ImportOptions{})
	require.NoError(t, err)

	assigned, fitting := 0, 0
	for _, r := range m.resources {
		if len(r.Indicators) == 0 {
			continue
		}
		assigned++
		for expected := range strings.FieldsSeq(subjects[subjectOf[r.SourceID]]) {
			if strings.HasPrefix(r.Indicators[0], expected) {
				fitting++
				break
			}
		}
	}
	t.Logf("%d of %d resources are said to teach an indicator, %d of a fitting subject (%.2f)",
		assigned, len(m.resources), fitting, float64(fitting)/float64(assigned))
	require.Greater(t, assigned, 50)
	require.Greater(t, float64(fitting), 0.6*float64(assigned))
}
