package main

import (
	"fmt"
	"io"
	"strings"
)

// write prints the report for a person to read.
func (r *linkReport) write(w io.Writer) error {
	for i := range r.Steps {
		step := &r.Steps[i]
		fmt.Fprintf(w, "%s to %s\n\n", step.From, step.To)
		if err := step.write(w, r.Method); err != nil {
			return err
		}
	}
	if len(r.Steps) > 1 {
		fmt.Fprintf(w, "%s to %s, all steps\n\n", r.From, r.To)
		r.Constants.write(w)
	}
	if r.Equating != nil {
		return r.printEquating(w)
	}
	return nil
}

func (s *linkStep) write(w io.Writer, method string) error {
	table := newNumberTable(w)
	fmt.Fprintln(table, "method\tA\tB\t")
	for _, m := range s.Methods {
		if m.Problem != "" {
			fmt.Fprintf(table, "%s\t%s\t\t\n", m.Method, m.Problem)
			continue
		}
		fmt.Fprintf(table, "%s\t%.4f\t%.4f\t\n", m.Method, *m.A, *m.B)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	used := 0
	for _, a := range s.Anchors {
		if a.Used {
			used++
		}
	}
	fmt.Fprintf(w, "\n%s by %d of %d anchors\n", method, used, len(s.Anchors))
	s.Constants.write(w)
	for i, r := range s.Removed {
		fmt.Fprintf(w, "removed %d: %s, %s (A %.4f, B %.4f before)\n", i+1, r.ID, printReasons(r.Exceeds), r.A, r.B)
	}
	fmt.Fprintln(w)
	return printAnchors(w, s.Anchors)
}

func (c linkConstants) write(w io.Writer) {
	fmt.Fprintf(w, "A %.4f, B %.4f", c.A, c.B)
	if e := c.Sampling; e != nil {
		fmt.Fprintf(w, "; standard errors by persons %.4f and %.4f", e.A, e.B)
	}
	if e := c.Jackknife; e != nil {
		fmt.Fprintf(w, "; by anchors %.4f and %.4f", e.A, e.B)
	}
	if c.LinkingError != nil {
		fmt.Fprintf(w, "; linking error %.4f", *c.LinkingError)
	}
	fmt.Fprintln(w)
}

// printAnchors prints a line per anchor; b is the first threshold.
func printAnchors(w io.Writer, anchors []linkAnchor) error {
	table := newNumberTable(w)
	fmt.Fprintln(table, "anchor\tmodel\ta moved\ta\tb moved\tb\tdisplacement\tz b\tz a\tarea\t")
	for _, a := range anchors {
		fmt.Fprintf(table, "%s\t%v\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%s\t%s\t%.3f\t", a.ID, a.Model, a.From.A, a.To.A, a.From.B[0], a.To.B[0], a.Displacement, decimals(a.ZB), decimals(a.ZA), a.Area)
		fmt.Fprintln(table, a.verdict())
	}
	fmt.Fprintln(table)
	return table.Flush()
}

func (a *linkAnchor) verdict() string {
	switch {
	case !a.Used:
		return "  removed"
	case len(a.Exceeds) > 0:
		return "  " + printReasons(a.Exceeds)
	}
	return ""
}

func printReasons(list []linkReason) string {
	var parts []string
	for _, r := range list {
		if r.Value == nil {
			parts = append(parts, "slopes of opposite signs")
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s beyond %g", r.Statistic, decimals(r.Value), r.Limit))
	}
	return strings.Join(parts, ", ")
}

func decimals(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprintf("%.2f", *x)
}

func (r *linkReport) printEquating(w io.Writer) error {
	table := newNumberTable(w)
	fmt.Fprintln(table, "score\ttheta\ttrue score\tobserved score\t")
	for _, e := range r.Equating {
		fmt.Fprintf(table, "%.0f\t%s\t%.2f\t%.2f\t\n", e.Score, decimals(e.Theta), e.True, e.Observed)
	}
	return table.Flush()
}
