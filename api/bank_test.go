package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/models/field"
)

// The operations of the bank, from a sibling to a published item.
func TestTheBankByItsAPI(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he, luo, shen := s.staff("he.author"), s.staff("luo.author"), s.staff("shen.author")
	var rows []bank.Row
	he.json("GET", "/api/v1/bank/items?family="+edited, nil, &rows)
	require.Equal(t, edited, rows[0].Item.ID)
	var d models.Draft
	he.json("POST", "/api/v1/bank/drafts", map[string]any{"item": edited, "copy": true}, &d)
	require.Equal(t, edited, d.Content.Family)
	require.Zero(t, d.Base)
	path := "/api/v1/bank/drafts/" + d.ID.String()

	it := d.Content
	it.Title, it.Parametric = models.Text{ZH: "另一份问卷", EN: "Another survey"}, true
	require.NoError(t, field.Move(&it, fmt.Sprintf("parts[0].options[%d]", keyPlace(it)), s.freePlace(edited)-keyPlace(it)))
	require.Equal(t, models.CodeInvalid, he.json("POST", path+"/submit", map[string]int{"revision": 1}, nil).problem(t).Code, "a copy is no sibling")
	body := map[string]any{"revision": d.Revision, "content": it}
	he.json("PUT", path, body, &d)
	require.Equal(t, 2, d.Revision)
	require.Equal(t, models.CodeConflict, luo.json("PUT", path, body, nil).problem(t).Code)
	he.json("POST", path+"/submit", map[string]int{"revision": 2}, &d)
	he.json("POST", path+"/withdraw", map[string]int{"revision": 2}, &d)
	require.Equal(t, models.DraftWriting, d.State)
	he.json("POST", path+"/submit", map[string]int{"revision": 2}, &d)
	require.Equal(t, models.CodeForbidden, he.json("POST", path+"/approve", map[string]int{"revision": 2}, nil).problem(t).Code)
	luo.json("POST", path+"/approve", map[string]int{"revision": 2}, &d)
	var drafts []models.Draft
	shen.json("GET", "/api/v1/bank/drafts", nil, &drafts)
	require.Len(t, drafts, 1)
	shen.json("POST", path+"/approve", map[string]int{"revision": 2}, &d)
	require.Equal(t, models.DraftPublished, d.State)
	var sheet bank.Sheet
	shen.json("GET", path, nil, &sheet)
	require.Equal(t, 1, sheet.Draft.Version)
	require.Equal(t, models.CodeConflict, luo.json("POST", path+"/reject", map[string]any{"revision": 2, "reason": "late"}, nil).problem(t).Code)

	var entry bank.Entry
	s.staff("zhou.yan").json("GET", "/api/v1/bank/items/"+d.ItemID, nil, &entry)
	require.Equal(t, "Another survey", entry.Item.Title.EN)
	var coverage []bank.Coverage
	s.staff("zhou.yan").json("GET", "/api/v1/bank/coverage", nil, &coverage)
	require.Len(t, coverage, 32)
	require.Equal(t, http.StatusNotFound, he.get("/api/v1/bank/items/XX99").status)
}
