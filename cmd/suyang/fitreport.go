package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"suyang/irt/files"
	"suyang/irt/fit"
)

// fitReport is what suyang fit --json prints; docs/schema/fit.schema.json
// describes it.
type fitReport struct {
	SchemaVersion int `json:"schema_version"`
	*fit.Report
	// Options are those of --options.
	Options []fitOptions `json:"options,omitempty"`
}

// note adds what the calibration has and the comparison leaves out.
func (r *fitReport) note(c *files.Calibration) {
	if c.Regression != nil {
		r.Notes = append(r.Notes, fit.Note{Statistic: "all", Message: "covariates are left out: every person has the distribution of the group"})
	}
	if len(r.Items) < len(c.Items) {
		r.Notes = append(r.Notes, fit.Note{Statistic: "all", Message: fmt.Sprintf("%d of %d calibrated items have no column", len(c.Items)-len(r.Items), len(c.Items))})
	} else if c.Parameters > 0 && c.Regression == nil && c.Parameters != r.Parameters {
		r.Notes = append(r.Notes, fit.Note{Statistic: "m2, c2, s_x2, x2, g2", Message: fmt.Sprintf("degrees of freedom suppose %d estimated parameters, the calibration has %d", r.Parameters, c.Parameters)})
	}
}

// print prints a summary for a person to read.
func (r *fitReport) print(w io.Writer) error {
	fmt.Fprintf(w, "%d persons, %d of them with all %d items\n", r.Persons, r.Complete, len(r.Items))
	printOverall(w, "M2", r.M2)
	printOverall(w, "C2", r.C2)
	for _, g := range r.Groups {
		printGroup(w, g)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "note: %s %s\n", n.Statistic, n.Message)
	}
	fmt.Fprintln(w)
	if err := r.printItems(w); err != nil {
		return err
	}
	if err := r.printOptions(w); err != nil {
		return err
	}
	r.printFlags(w)
	return nil
}

func printOverall(w io.Writer, name string, l *fit.LimitedInformation) {
	if l == nil {
		return
	}
	fmt.Fprintf(w, "%s %s with %d degrees of freedom, p %s; RMSEA %s (90 %% interval %s to %s), CFI %s, TLI %s\n", name,
		fixed(l.Statistic, 2), l.DF, probability(l.P), fixed(l.RMSEA, 3), fixed(l.RMSEALow, 3), fixed(l.RMSEAHigh, 3), fixed(l.CFI, 3), fixed(l.TLI, 3))
}

func printGroup(w io.Writer, g fit.GroupFit) {
	if g.Name != "" {
		fmt.Fprintf(w, "group %s, %d persons: ", g.Name, g.Persons)
	}
	var eap []string
	for _, v := range g.Reliability.EAP {
		eap = append(eap, fixed(v, 3))
	}
	q := g.Reliability
	interval := ""
	if q.AlphaLow.Defined() {
		interval = fmt.Sprintf(" (%s to %s)", fixed(q.AlphaLow, 3), fixed(q.AlphaHigh, 3))
	}
	fmt.Fprintf(w, "reliability EAP %s, WLE %s, marginal %s, alpha %s%s, omega %s; SRMSR %s\n", strings.Join(eap, " "),
		fixed(q.WLE, 3), fixed(q.Marginal, 3), fixed(q.Alpha, 3), interval, fixed(q.Omega, 3), fixed(g.SRMSR, 3))
}

func (r *fitReport) printItems(w io.Writer) error {
	table := newNumberTable(w)
	fmt.Fprintln(table, "item\tn\tp\titem-rest\tinfit\toutfit\tS-X2\tdf\tp adj.\tRMSD\t")
	for _, it := range r.Items {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t\n", it.ID, fixed(it.N, 0), fixed(it.P, 2), fixed(it.ItemRest, 2),
			fixed(it.InfitMarginal, 2), fixed(it.OutfitMarginal, 2), fixed(it.SX2.Statistic, 1), it.SX2.DF, probability(it.SX2.PAdjusted), fixed(it.RMSD, 3))
	}
	return table.Flush()
}

func (r *fitReport) printFlags(w io.Writer) {
	if len(r.Flags) == 0 {
		fmt.Fprintln(w, "\nNothing suspicious.")
		return
	}
	fmt.Fprintln(w, "\nSuspicious:")
	for _, f := range r.Flags {
		switch {
		case f.Second != "":
			fmt.Fprintf(w, "%s and %s: %s\n", f.Item, f.Second, f.Message)
		case f.Item != "":
			fmt.Fprintf(w, "%s: %s\n", f.Item, f.Message)
		default:
			fmt.Fprintln(w, f.Message)
		}
	}
}

// writePersons writes a line per person.
func (r *fitReport) writePersons(w io.Writer, t *files.Table) error {
	out := csv.NewWriter(w)
	if err := out.Write(strings.Split("person,theta,se,wle,wle_se,responses,infit,infit_z,outfit,outfit_z,zh,lz_star", ",")); err != nil {
		return err
	}
	for i, p := range r.People {
		name := strconv.Itoa(i + 1)
		if t.IDs != nil {
			name = t.IDs[i]
		}
		line := []string{name}
		for _, v := range []fit.Value{p.Theta, p.SE, p.WLE, p.WLESE, fit.Value(p.Responses), p.Infit, p.InfitZ, p.Outfit, p.OutfitZ, p.Zh, p.LzStar} {
			line = append(line, csvNumber(v))
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// csvNumber is a value in a CSV file: NA where there is none.
func csvNumber(v fit.Value) string {
	if !v.Defined() {
		return "NA"
	}
	return strconv.FormatFloat(float64(v), 'g', 6, 64)
}

// fixed is a value in a table: a dash where there is none.
func fixed(v fit.Value, n int) string {
	if !v.Defined() {
		return "-"
	}
	return strconv.FormatFloat(float64(v), 'f', n, 64)
}

// probability is a p value in a table.
func probability(p fit.Value) string {
	if p < 0.001 {
		return "<.001"
	}
	return fixed(p, 3)
}
