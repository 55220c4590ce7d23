package main

import "path/filepath"

// row is a command to measure, beside what mirt takes for the same: wall seconds
// of the fit or the scores alone, R being up and the data in memory, on two cores
// (mirt 1.45.1 as installed; mirt 1.47 compiled with -O3 -march=native, two
// threads and two processes; the best run of each).
type row struct {
	label, data string
	args        []string // before the output and the data
	score       bool     // on the items of row a
	mirt, tuned float64
	goal        float64
	// logLikelihood is mirt's; 0: there is none to compare with. Where posterior
	// is set it is the log-posterior, the sum with the log-density of the prior of
	// the logits of c: it is this that the fit maximizes, and mirt stops at a
	// log-likelihood 0.19 above that of the maximum.
	logLikelihood float64
	posterior     bool
	persons       int // of the rows of growth
}

var rows = []row{
	{label: "a: 50,000 x 60, 2PL", data: "a", args: fit("2pl", "none"), mirt: 11.8, tuned: 5.3, goal: 0.1, logLikelihood: -1609900.1130},
	{label: "a, with Oakes standard errors", data: "a", args: fit("2pl", "oakes"), mirt: 111, tuned: 65, goal: 0.2, logLikelihood: -1609900.1130},
	{label: "b: 50,000 x 60, 3PL (MAP)", data: "b", args: fit("3pl", "none"), mirt: 138, tuned: 51, goal: 0.6, logLikelihood: -1629431.0870, posterior: true},
	{label: "c: 50,000 x 40, GRM, 5 categories", data: "c", args: fit("grm", "none"), mirt: 23.6, tuned: 8.9, goal: 0.2, logLikelihood: -2620515.3010},
	{label: "d: 50,000 x 120 booklets (40 seen), 3 groups, scalar 2PL", data: "d", args: append(fit("2pl", "none"), "--group", "GROUP_region"), mirt: 90, tuned: 63, goal: 0.6, logLikelihood: -1047680.6318},
	{label: "200,000 x 60, 2PL", data: "f", args: fit("2pl", "none"), mirt: 65, tuned: 24, goal: 0.35},
	{label: "a: EAP of all", data: "a", args: []string{"score", "--method", "eap"}, score: true, mirt: 6.3, tuned: 6.1, goal: 0.05},
	{label: "a: 10 plausible values of all", data: "a", args: []string{"score", "--method", "pv", "--pv", "10", "--seed", "1"}, score: true, mirt: 19.4, tuned: 18.5, goal: 0.15},
}

// growth are the numbers of persons for which time and memory are shown.
var growth = []row{
	{label: "10,000", persons: 10_000, data: "10k", args: fit("2pl", "none")},
	{label: "100,000", persons: 100_000, data: "100k", args: fit("2pl", "none")},
	{label: "1,000,000", persons: 1_000_000, data: "1M", args: fit("2pl", "none")},
}

func fit(model, se string) []string { return []string{"calibrate", "--model", model, "--se", se} }

// command is the whole command line after the program.
func (w row) command(folder string) []string {
	args := append([]string{}, w.args...)
	if w.score {
		args = append(args, "--items", items(folder, "a"))
	}
	return append(args, "--out", w.output(folder), path(folder, w.data))
}

func (w row) output(folder string) string {
	if w.score {
		return filepath.Join(folder, "scores.csv")
	}
	return items(folder, w.data)
}

// items is the items file of a set of data.
func items(folder, data string) string { return filepath.Join(folder, data+".json") }
