package content

import (
	"suyang/models"
)

// StageSummary counts what the bank has for a stage. Items and families of
// another stage that are linked to this one are not counted.
type StageSummary struct {
	Stage    models.Stage
	Families int
	Items    int
	Pools    map[models.Pool]int // items
	Points   map[string]int      // of the items, by code of the dimension
	Lessons  int
}

// Summary counts the bank by stage.
func Summary(b *Bundle) []StageSummary {
	rows := make([]StageSummary, len(models.Stages()))
	byStage := map[models.Stage]*StageSummary{}
	for i, s := range models.Stages() {
		rows[i] = StageSummary{Stage: s, Pools: map[models.Pool]int{}, Points: map[string]int{}}
		byStage[s] = &rows[i]
	}
	for _, f := range b.Families {
		if row := byStage[f.Stage]; row != nil {
			row.Families++
		}
	}
	for _, it := range b.Items {
		if row := byStage[it.Stage]; row != nil {
			row.Items++
			row.Pools[it.Pool]++
			row.Points[models.Dimension(it.Indicator)] += it.Max()
		}
	}
	for _, l := range b.Lessons {
		if row := byStage[l.Stage]; row != nil {
			row.Lessons++
		}
	}
	return rows
}
