package web

import (
	"html/template"
	"math"
	"slices"
	"strconv"

	"suyang/assessment/report"
	"suyang/models"
)

// StudyResult is how a study came out.
type StudyResult struct {
	Fit         *report.Fit
	Reliability float64
	Findings    []Finding
	Columns     []ParameterColumn
	Items       []ItemRow
	Wright      template.HTML // chart
	Information template.HTML // chart
	Choices     []Choice      // items whose curve can be shown
	Item        string        // the one shown
	Curve       template.HTML // chart
}

// Finding is something a researcher must know before she uses a fit.
type Finding struct {
	Kind  string // names the message "researcher.finding.<kind>"
	Notes []FindingNote
}

// FindingNote is one case of a finding.
type FindingNote struct {
	Item   string // empty: about the data as a whole
	Detail string // English
}

// ParameterColumn is a column of the table of item parameters.
type ParameterColumn struct {
	Name  string // a, b, or b1, b2 ...
	Error bool   // whether it holds the parameter's standard errors
}

// ItemRow is the estimates of one item, in the order of the columns; nil where the item has no
// such parameter, or no standard error.
type ItemRow struct {
	ID      string
	Numbers []*float64
}

// StudyResult describes a calibration; item is the one whose curve is shown.
func (r *Renderer) StudyResult(l models.Locale, c report.Calibration, item string, curve report.ItemCurve) *StudyResult {
	result := &StudyResult{
		Fit: c.Fit, Reliability: c.Reliability, Findings: r.findings(c.Fit), Item: item,
		Wright: r.wrightMap(l, c), Information: r.information(l, c), Curve: r.itemCurve(l, item, curve),
	}
	result.Columns, result.Items = parameterTable(c.Fit.Items)
	for _, it := range c.Fit.Items {
		result.Choices = append(result.Choices, Choice{Value: it.ID, Label: it.ID})
	}
	return result
}

// findings gathers the problems of a fit by kind, in the order in which the kinds come.
func (r *Renderer) findings(fit *report.Fit) []Finding {
	var found []Finding
	for _, p := range fit.Convergence.Problems {
		kind := string(p.Kind)
		if !r.catalog.Has("researcher.finding." + kind) {
			kind = "unlisted"
		}
		i := slices.IndexFunc(found, func(f Finding) bool { return f.Kind == kind })
		if i < 0 {
			i, found = len(found), append(found, Finding{Kind: kind})
		}
		found[i].Notes = append(found[i].Notes, FindingNote{Item: p.Item, Detail: p.Message})
	}
	return found
}

// parameterTable has a column for each parameter and for its standard error: the slope, as
// many thresholds as the item with the most of them, and the chance to guess where one has it.
func parameterTable(items []report.FitItem) ([]ParameterColumn, []ItemRow) {
	most, guessed := 0, false
	for _, it := range items {
		most = max(most, len(it.B))
		guessed = guessed || it.C > 0
	}
	columns := parameterColumns("a")
	for k := range most {
		name := "b"
		if most > 1 {
			name += strconv.Itoa(k + 1)
		}
		columns = append(columns, parameterColumns(name)...)
	}
	if guessed {
		columns = append(columns, parameterColumns("c")...)
	}
	rows := make([]ItemRow, len(items))
	for i, it := range items {
		var seA, seB []float64
		var seC *float64
		if it.SE != nil {
			seA, seB, seC = it.SE.A, it.SE.B, it.SE.C
		}
		rows[i] = ItemRow{ID: it.ID, Numbers: []*float64{numberAt(it.A, 0), numberAt(seA, 0)}}
		for k := range most {
			rows[i].Numbers = append(rows[i].Numbers, numberAt(it.B, k), numberAt(seB, k))
		}
		if guessed {
			rows[i].Numbers = append(rows[i].Numbers, numberAt([]float64{it.C}, 0), seC)
		}
	}
	return columns, rows
}

func parameterColumns(name string) []ParameterColumn {
	return []ParameterColumn{{Name: name}, {Name: name, Error: true}}
}

func numberAt(list []float64, i int) *float64 {
	if i >= len(list) || math.IsNaN(list[i]) {
		return nil
	}
	return &list[i]
}
