package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"suyang/irt/calibrate"
	"suyang/irt/dif"
)

var (
	difMethods = map[dif.Method]string{
		dif.MantelHaenszel: "Mantel-Haenszel", dif.Logistic: "logistic regression",
		dif.LikelihoodRatio: "likelihood-ratio test", dif.RMSD: "root mean square deviation",
	}
	difMatchings = map[dif.Matching]string{
		dif.Total: ", matched on the total score", dif.Rest: ", matched on the rest score", dif.EAP: ", matched on ability (EAP)",
	}
	difAdjustments = map[dif.Adjustment]string{
		dif.BenjaminiHochberg: "adjusted after Benjamini and Hochberg", dif.Holm: "adjusted after Holm", dif.None: "not adjusted",
	}
	// difEffects are the columns of the sizes of DIF, and of the class where the
	// method has one.
	difEffects = map[dif.Method]string{
		dif.MantelHaenszel:  "odds ratio\tdelta\tSMD\tclass\t",
		dif.Logistic:        "log odds\tx score\tR2 gain\tclass\t",
		dif.LikelihoodRatio: "mean difference\tmean distance\t",
		dif.RMSD:            "RMSD\tMD\t",
	}
)

// printDIF prints a line per item and group for a person to read.
func printDIF(w io.Writer, r *dif.Result) error {
	flagged := 0
	for _, it := range r.Items {
		if it.Flagged {
			flagged++
		}
	}
	fmt.Fprintf(w, "%s of %s against reference group %s%s\n", difMethods[r.Method], strings.Join(r.Focal, ", "), r.Reference, difMatchings[r.Matching])
	if r.Method == dif.RMSD {
		fmt.Fprintf(w, "%d of %d items beyond %v\n", flagged, len(r.Items), r.Limit)
	} else {
		fmt.Fprintf(w, "%d of %d items flagged at level %v, p values %s; %d anchors, rounds %d\n", flagged, len(r.Items), r.Alpha, difAdjustments[r.Adjust], len(r.Anchors), r.Rounds)
	}
	printProblems(w, r.Problems)
	fmt.Fprintln(w)
	return printDIFItems(w, r)
}

// printProblems prints the first few problems of each kind, and how many more
// there are.
func printProblems(w io.Writer, problems []calibrate.Problem) {
	const most = 5
	of := make(map[calibrate.Kind]int)
	var kinds []calibrate.Kind
	for _, p := range problems {
		if of[p.Kind]++; of[p.Kind] <= most {
			fmt.Fprintln(w, "warning:", p.Message)
		}
		if of[p.Kind] == most+1 {
			kinds = append(kinds, p.Kind)
		}
	}
	for _, kind := range kinds {
		fmt.Fprintf(w, "warning: %d more of the kind %s; --json lists all\n", of[kind]-most, kind)
	}
}

func printDIFItems(w io.Writer, r *dif.Result) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	tests := "chi-square\tdf\tadjusted p\t"
	if r.Method == dif.RMSD {
		tests = ""
	}
	fmt.Fprintf(table, "item\t%sgroup\t%sfinding\n", tests, difEffects[r.Method])
	for _, it := range r.Items {
		if len(it.Comparisons) == 0 {
			fmt.Fprintf(table, "%s\t%s\n", it.ID, untested(r, it))
		}
		for k, c := range it.Comparisons {
			name, test := "", difTest(r, dif.Item{})
			if k == 0 {
				name, test = it.ID, difTest(r, it)
			}
			fmt.Fprintf(table, "%s\t%s%s\t%s%s\n", name, test, c.Group, difEffect(it, c), difFinding(r, it, c))
		}
	}
	return table.Flush()
}

// difTest has the columns of the test, if the method has one.
func difTest(r *dif.Result, it dif.Item) string {
	switch {
	case r.Method == dif.RMSD:
		return ""
	case it.Test == nil:
		return "\t\t\t"
	case it.Adjusted < 0.0001:
		return fmt.Sprintf("%.2f\t%d\t<0.0001\t", it.Test.Statistic, it.Test.DF)
	}
	return fmt.Sprintf("%.2f\t%d\t%.4f\t", it.Test.Statistic, it.Test.DF, it.Adjusted)
}

// untested tells a given anchor from an item that a problem kept from being
// tested.
func untested(r *dif.Result, it dif.Item) string {
	if slices.ContainsFunc(r.Problems, func(p calibrate.Problem) bool { return p.Item == it.ID }) {
		return "not tested"
	}
	return "anchor"
}

// difEffect has the columns that difEffects names.
func difEffect(it dif.Item, c dif.Comparison) string {
	switch {
	case c.MantelHaenszel != nil && c.MantelHaenszel.Odds != nil:
		return fmt.Sprintf("%.3f\t%.2f\t%.3f\t%s\t", c.MantelHaenszel.Odds.Ratio, c.MantelHaenszel.Odds.Delta, c.MantelHaenszel.SMD, c.Class)
	case c.MantelHaenszel != nil:
		return fmt.Sprintf("\t\t%.3f\t%s\t", c.MantelHaenszel.SMD, c.Class)
	case c.Logistic != nil:
		return fmt.Sprintf("%.3f\t%.3f\t%.4f\t%s\t", c.Logistic.Group, c.Logistic.Interaction, it.Logistic.DeltaR2, it.Class)
	case c.Curves != nil:
		return fmt.Sprintf("%.3f\t%.3f\t", c.Curves.Signed, c.Curves.Unsigned)
	}
	return fmt.Sprintf("%.3f\t%.3f\t", c.RMSD.RMSD, c.RMSD.MD)
}

// difFinding says in plain words what was found out about a group.
func difFinding(r *dif.Result, it dif.Item, c dif.Comparison) string {
	than := fmt.Sprintf("than for group %s at the same ability", r.Reference)
	switch {
	case !it.Flagged:
		return ""
	case r.Method == dif.RMSD && c.RMSD.RMSD <= r.Limit:
		return ""
	case r.Method == dif.RMSD:
		than = "than the common curve says"
	case c.Direction == dif.Crossing:
		return fmt.Sprintf("harder for group %s than for group %s at some abilities, easier at others", c.Group, r.Reference)
	case len(it.Comparisons) > 1 && c.Test != nil && c.Test.P >= r.Alpha:
		return ""
	}
	return fmt.Sprintf("%s for group %s %s", c.Direction, c.Group, than)
}
