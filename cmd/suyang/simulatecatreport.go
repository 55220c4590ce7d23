package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt/simulate/adaptive"
)

// catReport is what suyang simulate cat --json prints.
type catReport struct {
	SchemaVersion int       `json:"schema_version"`
	Design        catDesign `json:"design"`
	adaptive.Report
}

// catDesign repeats what was simulated.
type catDesign struct {
	Pool          int     `json:"pool"`
	Theta         string  `json:"theta"`
	Criterion     string  `json:"criterion"`
	Exposure      string  `json:"exposure"`
	ExposureLimit float64 `json:"exposure_limit,omitempty"`
	Constraints   int     `json:"constraints"`
	Seed          uint64  `json:"seed"`
}

func newCATReport(cmd *cli.Command, d adaptive.Design, sessions []adaptive.Session) catReport {
	r := catReport{SchemaVersion: reportVersion, Report: d.Summarize(sessions), Design: catDesign{
		Pool: len(d.Pool.Items), Theta: cmd.String("theta"), Criterion: d.Selector.Criterion.String(),
		Exposure: "none", Seed: d.Seed,
	}}
	if d.Exposure.Method != adaptive.NoControl {
		r.Design.Exposure, r.Design.ExposureLimit = string(d.Exposure.Method), d.Exposure.Limit
	}
	if d.Selector.Shadow != nil {
		r.Design.Constraints = len(d.Selector.Shadow.Blueprint().Constraints)
	}
	return r
}

// mostExposed is the number of items the printed report lists.
const mostExposed = 10

func (r catReport) print(w io.Writer) error {
	d := r.Design
	fmt.Fprintf(w, "%d simulees (%s), pool of %d items, criterion %s, exposure control %s, %d constraints\n\n",
		r.Simulees, d.Theta, d.Pool, d.Criterion, d.Exposure, d.Constraints)
	fmt.Fprintf(w, "length      mean %.1f, sd %.1f, from %d to %d;%s\n", r.Length.Mean, r.Length.SD, r.Length.Min, r.Length.Max, reasons(r.Reasons))
	fmt.Fprintf(w, "precision   bias %.3f, RMSE %.3f, standard error %.3f, within 1.96 standard errors %.1f %%\n", r.Bias, r.RMSE, r.SE, 100*r.Coverage)
	fmt.Fprintf(w, "exposure    most %.3f, unused items %d, chi-square %.2f, overlap of tests %.3f\n", r.Exposure.Max, r.Exposure.Unused, r.Exposure.ChiSquare, r.Exposure.Overlap)
	fmt.Fprintf(w, "violations  %d\n", r.Violations)
	if r.Classes != nil {
		fmt.Fprintf(w, "classes     %.1f %% right; true (rows) by found (columns) %v\n", 100*r.Classes.Accuracy, r.Classes.Table)
	}
	fmt.Fprintln(w)
	table := newNumberTable(w)
	fmt.Fprintln(table, "theta\tsimulees\tbias\tRMSE\tSE\tlength\t")
	for _, s := range r.ByTheta {
		fmt.Fprintf(table, "%.2f to %.2f\t%d\t%.3f\t%.3f\t%.3f\t%.1f\t\n", s.From, s.To, s.Simulees, s.Bias, s.RMSE, s.SE, s.Length)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	items := slices.SortedStableFunc(slices.Values(r.Exposure.Items), func(a, b adaptive.ItemRate) int { return cmp.Compare(b.Rate, a.Rate) })
	var most []string
	for _, it := range items[:min(mostExposed, len(items))] {
		most = append(most, fmt.Sprintf("%s %.3f", it.ID, it.Rate))
	}
	_, err := fmt.Fprintf(w, "\nmost exposed: %s\n", strings.Join(most, ", "))
	return err
}

func reasons(r adaptive.Reasons) string {
	var text strings.Builder
	for _, reason := range slices.Sorted(maps.Keys(r)) {
		fmt.Fprintf(&text, " %s %d", reason, r[reason])
	}
	return text.String()
}

// writeSessions writes a line per simulee.
func writeSessions(w io.Writer, d adaptive.Design, sessions []adaptive.Session) error {
	out := csv.NewWriter(w)
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	lines := [][]string{{"simulee", "true_theta", "theta", "se", "items", "reason", "class", "given", "responses"}}
	for i, s := range sessions {
		var given, responses []string
		for k, j := range s.Items {
			given, responses = append(given, d.Pool.Items[j].ID), append(responses, strconv.Itoa(s.Responses[k]))
		}
		lines = append(lines, []string{
			strconv.Itoa(i + 1), number(s.Theta), number(s.Estimate), number(s.SE), strconv.Itoa(len(s.Items)), string(s.Reason),
			classOf(s, d.Cuts), strings.Join(given, " "), strings.Join(responses, " "),
		})
	}
	return out.WriteAll(lines)
}

// classOf is empty where there are no cuts.
func classOf(s adaptive.Session, cuts []float64) string {
	if len(cuts) == 0 {
		return ""
	}
	return strconv.Itoa(s.Class)
}
