package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"suyang/irt/files"
)

// printCalibration prints a summary and a table of items for a person to read.
func printCalibration(w io.Writer, c *files.Calibration) error {
	fmt.Fprintf(w, "%d persons, %d items, model %v: %s\n", c.Persons, len(c.Items), c.Model, c.Convergence.Verdict)
	fmt.Fprintf(w, "log-likelihood %.4f, %d parameters, AIC %.2f, BIC %.2f\n", c.LogLikelihood, c.Parameters, c.AIC, c.BIC)
	printProblems(w, c.Convergence.Problems)
	printGroups(w, c)
	printRegression(w, c.Regression)
	if err := printLoadings(w, c); err != nil {
		return err
	}
	if len(c.Groups) > 0 && c.Groups[0].Items == nil {
		return printItems(w, c, c.Items)
	}
	for _, g := range c.Groups {
		fmt.Fprintf(w, "\nitems of group %s\n", g.Name)
		if err := printItems(w, c, g.Items); err != nil {
			return err
		}
	}
	if len(c.Groups) == 0 {
		return printItems(w, c, c.Items)
	}
	return nil
}

// printGroups prints the distributions of groups, and of a single one that is
// not standard normal.
func printGroups(w io.Writer, c *files.Calibration) {
	for _, g := range c.Groups {
		if len(c.Groups) == 1 && g.Mean == 0 && g.SD == 1 && len(g.Means) == 0 {
			return
		}
		name := "population"
		if g.Name != "" {
			name = "group " + g.Name
		}
		if len(g.Means) == 0 {
			fmt.Fprintf(w, "%s: mean %.3f%s, sd %.3f%s\n", name, g.Mean, inBrackets(g.MeanSE), g.SD, inBrackets(g.SDSE))
			continue
		}
		for d, trait := range c.Dimensions {
			fmt.Fprintf(w, "%s, %s: mean %.3f, sd %.3f", name, trait, g.Means[d], math.Sqrt(g.Covariance[d][d]))
			for e := range d {
				if g.Covariance[d][e] == 0 {
					continue // fixed
				}
				fmt.Fprintf(w, ", correlation with %s %.3f", c.Dimensions[e], g.Covariance[d][e]/math.Sqrt(g.Covariance[d][d]*g.Covariance[e][e]))
			}
			fmt.Fprintln(w)
		}
	}
}

// inBrackets is a standard error after an estimate; nothing where there is none.
func inBrackets(se *float64) string {
	if se == nil || math.IsNaN(*se) {
		return ""
	}
	return fmt.Sprintf(" (%.3f)", *se)
}

func printRegression(w io.Writer, r *files.Regression) {
	if r == nil {
		return
	}
	for n, name := range r.Names {
		fmt.Fprintf(w, "covariate %s:", name)
		for d, b := range r.Coefficients[n] {
			fmt.Fprintf(w, " %.3f", b)
			if r.SE != nil {
				fmt.Fprint(w, inBrackets(&r.SE[n][d]))
			}
		}
		fmt.Fprintln(w)
	}
}

// printLoadings prints the rotated loadings of an exploratory model.
func printLoadings(w io.Writer, c *files.Calibration) error {
	l := c.Loadings
	if l == nil {
		return nil
	}
	fmt.Fprintf(w, "\nloadings, rotated by %s\n", l.Rotation)
	table := newNumberTable(w)
	fmt.Fprint(table, "item\t")
	for f := range l.Correlations {
		fmt.Fprintf(table, "F%d\t", f+1)
	}
	fmt.Fprintln(table, "h2\t")
	for i, row := range l.Pattern {
		printRow(table, c.Items[i].ID, append(slices.Clone(row), l.Communalities[i]))
	}
	for f, row := range l.Correlations {
		printRow(table, fmt.Sprintf("correlations of F%d", f+1), row)
	}
	return table.Flush()
}

func printRow(w io.Writer, name string, numbers []float64) {
	fmt.Fprintf(w, "%s\t", name)
	for _, x := range numbers {
		fmt.Fprintf(w, "%.3f\t", x)
	}
	fmt.Fprintln(w)
}

// printItems prints a line per threshold, or per intercept where there are
// several traits.
func printItems(w io.Writer, c *files.Calibration, items []files.Item) error {
	fmt.Fprintln(w)
	table := newNumberTable(w)
	slopes, location := "a\tse\t", "b"
	if len(c.Dimensions) > 1 {
		slopes, location = "", "d"
		for d := range c.Dimensions {
			slopes += fmt.Sprintf("a%d\tse\t", d+1)
		}
	}
	fmt.Fprintf(table, "item\tmodel\t%sc\tu\t%s\tse\t\n", slopes, location)
	for _, it := range items {
		printItem(table, it, len(c.Dimensions) > 1)
	}
	return table.Flush()
}

// printItem prints an item, on the first line what it has once.
func printItem(w io.Writer, it files.Item, several bool) {
	se := files.Errors{}
	if it.SE != nil {
		se = *it.SE
	}
	locations, errors := it.B, se.B
	if several {
		locations, errors = it.D, se.D
	}
	for k, location := range locations {
		if k == 0 {
			fmt.Fprintf(w, "%s\t%v\t", it.ID, it.Model)
			for d, a := range it.A {
				fmt.Fprintf(w, "%.3f\t%s\t", a, errorAt(se.A, d))
			}
			fmt.Fprintf(w, "%.3f\t%.3f\t", it.C, it.U)
		} else {
			fmt.Fprint(w, strings.Repeat("\t", 4+2*len(it.A)))
		}
		fmt.Fprintf(w, "%.3f\t%s\t\n", location, errorAt(errors, k))
	}
}

// errorAt is the i-th standard error, empty where there is none.
func errorAt(errors []float64, i int) string {
	if i >= len(errors) || math.IsNaN(errors[i]) {
		return ""
	}
	return fmt.Sprintf("%.3f", errors[i])
}
