package recommend

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"suyang/models"
)

// Query is a search with known answers.
type Query struct {
	ID       string   `json:"qid"`
	Locale   string   `json:"lang"`
	Text     string   `json:"query"`
	Relevant []string `json:"relevant"` // source ids that answer it
	Exclude  []string `json:"exclude"`  // source ids taken out of a ranking before it is judged
	Kind     string   `json:"kind"`
}

// ReadQueries reads one JSON object a line.
func ReadQueries(r io.Reader) ([]Query, error) {
	var queries []Query
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q Query
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return nil, models.Invalid(fmt.Sprintf("line %d", len(queries)+1), "not a query in JSON: "+err.Error())
		}
		queries = append(queries, q)
	}
	return queries, lines.Err()
}

// ReciprocalRank judges one ranking of source ids, best first: 1 over the rank
// of the first relevant one among the first ten, after the excluded ones are
// taken out; 0 when there is none. Its mean over queries is MRR@10.
func (q Query) ReciprocalRank(ranking []string) float64 {
	relevant, excluded := set(q.Relevant), set(q.Exclude)
	rank := 0
	for _, id := range ranking {
		if excluded[id] {
			continue
		}
		rank++
		if rank > 10 {
			return 0
		}
		if relevant[id] {
			return 1 / float64(rank)
		}
	}
	return 0
}

func set(ids []string) map[string]bool {
	s := make(map[string]bool, len(ids))
	for _, id := range ids {
		s[id] = true
	}
	return s
}
