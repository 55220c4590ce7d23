package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/link"
	"suyang/models"
)

func linkCommand() *cli.Command {
	return &cli.Command{
		Name:  "link",
		Usage: "bring one calibration onto the scale of another by their common items",
		Description: "Finds A and B of: theta on the scale of --to = A theta on the scale of --from + B. Anchors are the\n" +
			"items of the same id in both files. --out writes the items of --from on the scale of --to, which\n" +
			"suyang score takes. Anchors that drift are marked, and removed with --drift.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "items file to move", Required: true},
			&cli.StringFlag{Name: "to", Usage: "items file whose scale to reach", Required: true},
			&cli.StringSliceFlag{Name: "through", Usage: "items files of occasions in between, in order; errors accumulate"},
			&cli.StringFlag{Name: "method", Value: string(link.StockingLord), Usage: "stocking-lord, haebara, mean-mean or mean-sigma"},
			&cli.StringFlag{Name: "weights", Value: "normal", Usage: "weights of theta for stocking-lord and haebara: normal or uniform"},
			&cli.BoolFlag{Name: "symmetric", Usage: "compare curves on both scales, not on that of --to alone"},
			&cli.StringFlag{Name: "anchors", Usage: "ids of the items to link by, separated by commas; or a file with one id a line, and after a comma its unit, where anchors share a stimulus"},
			&cli.BoolFlag{Name: "drift", Usage: "remove anchors that exceed a limit, the worst first, and link again"},
			&cli.FloatFlag{Name: "z", Value: 1.645, Usage: "limit of robust z of difficulty and slope"},
			&cli.FloatFlag{Name: "displacement", Usage: "limit of the difference of difficulties; 0: none"},
			&cli.FloatFlag{Name: "area", Usage: "limit of the area between curves; 0: none"},
			&cli.IntFlag{Name: "keep", Usage: "least number of anchors to keep; 0: four fifths of them"},
			&cli.BoolFlag{Name: "equate", Usage: "print the table of equivalent number-correct scores"},
			&cli.StringFlag{Name: "out", Usage: "items file to write"},
			jsonFlag(),
		},
		Action: runLink,
	}
}

func runLink(_ context.Context, cmd *cli.Command) error {
	o, err := linkOptions(cmd)
	if err != nil {
		return err
	}
	names := append(append([]string{cmd.String("from")}, cmd.StringSlice("through")...), cmd.String("to"))
	calibrations, err := openLinked(names)
	if err != nil {
		return err
	}
	report, err := o.report(names, calibrations)
	if err != nil {
		return err
	}
	if cmd.Bool("equate") {
		if err := report.equate(calibrations[0], calibrations[len(calibrations)-1]); err != nil {
			return err
		}
	}
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, calibrations[0].Moved(report.lineage(names)).Write); err != nil {
			return err
		}
	}
	if cmd.Bool("json") {
		return writeJSON(cmd.Root().Writer, report)
	}
	return report.write(cmd.Root().Writer)
}

// report links each calibration to the next.
func (o linking) report(names []string, calibrations []*files.Calibration) (*linkReport, error) {
	r := &linkReport{
		SchemaVersion: reportVersion, From: names[0], To: names[len(names)-1],
		Method: string(o.options.Method), Weights: o.weights, Symmetric: o.options.Symmetric,
	}
	var steps []link.Constants
	for i := range names[1:] {
		step, constants, err := o.link(calibrations[i], calibrations[i+1])
		if err != nil {
			return nil, fmt.Errorf("%s to %s: %w", names[i], names[i+1], err)
		}
		step.From, step.To = names[i], names[i+1]
		r.Steps, steps = append(r.Steps, step), append(steps, constants)
	}
	r.Constants = newLinkConstants(link.Chain(steps...))
	return r, nil
}

// openLinked reads the items files; those of several traits cannot be linked.
func openLinked(names []string) ([]*files.Calibration, error) {
	var list []*files.Calibration
	for _, name := range names {
		c, err := files.OpenCalibration(name)
		if err != nil {
			return nil, err
		}
		if c.Traits() > 1 {
			return nil, &files.Error{File: name, Field: "dimensions", Message: fmt.Sprintf("the items measure %d traits; only calibrations of one trait can be linked", c.Traits())}
		}
		list = append(list, c)
	}
	return list, nil
}

// linking is what the flags ask for.
type linking struct {
	options link.Options
	limits  link.Limits
	drift   bool
	weights string // the name of those of the options
}

func linkOptions(cmd *cli.Command) (o linking, err error) {
	if o.options.Method, err = link.ParseMethod(cmd.String("method")); err != nil {
		return o, models.Invalid("--method", err.Error())
	}
	if o.options.Weights, err = linkWeights(cmd.String("weights")); err != nil {
		return o, err
	}
	o.weights, o.options.Symmetric = cmd.String("weights"), cmd.Bool("symmetric")
	o.drift = cmd.Bool("drift")
	o.limits = link.Limits{Z: cmd.Float("z"), Displacement: cmd.Float("displacement"), Area: cmd.Float("area"), Keep: cmd.Int("keep")}
	if !(o.limits.Z > 0) {
		return o, models.Invalid("--z", fmt.Sprintf("%v must be above 0", o.limits.Z))
	}
	o.options.Anchors, o.options.Units, err = readAnchors(cmd.String("anchors"))
	return o, err
}

func linkWeights(name string) (irt.Grid, error) {
	switch name {
	case "normal":
		return link.NormalWeights(), nil
	case "uniform":
		return link.UniformWeights(), nil
	}
	return irt.Grid{}, models.Invalid("--weights", fmt.Sprintf("%q is not known: use normal or uniform", name))
}

// readAnchors reads a list of ids, or a file of ids with units.
func readAnchors(text string) (ids []string, units map[string]string, err error) {
	if text == "" {
		return nil, nil, nil
	}
	file, err := os.Open(text)
	if err != nil {
		return strings.Split(text, ","), nil, nil
	}
	defer file.Close()
	return parseAnchors(file, text)
}

// parseAnchors reads one id a line, with a unit after a comma where it has one.
func parseAnchors(r io.Reader, name string) (ids []string, units map[string]string, err error) {
	units = make(map[string]string)
	scanner := bufio.NewScanner(r)
	for line := 1; scanner.Scan(); line++ {
		id, unit, given := strings.Cut(scanner.Text(), ",")
		id, unit = strings.TrimSpace(id), strings.TrimSpace(unit)
		switch {
		case id == "" && given:
			return nil, nil, &files.Error{File: name, Line: line, Message: "the id of the anchor is missing before the comma"}
		case id == "":
			continue
		case unit != "":
			units[id] = unit
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 && scanner.Err() == nil {
		return nil, nil, &files.Error{File: name, Message: "there are no anchors; write one id a line"}
	}
	return ids, units, scanner.Err()
}

// link links one step and describes it.
func (o linking) link(from, to *files.Calibration) (linkStep, link.Constants, error) {
	f, t := from.Form(), to.Form()
	comparison, err := link.Compare(f, t, o.options)
	if err != nil {
		return linkStep{}, link.Constants{}, err
	}
	var p *link.Purified
	if o.drift {
		p, err = link.Purify(f, t, o.options, o.limits)
	} else {
		p, err = o.keepAll(f, t)
	}
	if err != nil {
		return linkStep{}, link.Constants{}, err
	}
	return newLinkStep(p, comparison, o.limits), p.Constants, nil
}

// keepAll links by all anchors and checks them.
func (o linking) keepAll(from, to link.Form) (*link.Purified, error) {
	l, err := link.Run(from, to, o.options)
	if err != nil {
		return nil, err
	}
	candidates, err := link.Check(from, to, o.options, l.Transformation, nil)
	return &link.Purified{Link: l, Candidates: candidates}, err
}

// equate adds the table of equivalent scores: observed scores for a population
// that is half of the first group of either calibration.
func (r *linkReport) equate(from, to *files.Calibration) error {
	t := link.Transformation{A: r.Constants.A, B: r.Constants.B}
	here, there := t.Items(from.ResponseModels()), to.ResponseModels()
	trueScores, err := link.TrueScores(here, there)
	if err != nil {
		return err
	}
	observed, err := link.ObservedScores(here, there, halves(t.Distribution(from.Grid(0)), to.Grid(0)))
	if err != nil {
		return err
	}
	for i, e := range trueScores {
		r.Equating = append(r.Equating, linkedScore{Score: e.Score, Theta: finite(e.Theta), True: e.Equivalent, Observed: observed[i]})
	}
	return nil
}

// halves mixes two distributions in equal parts.
func halves(x, y irt.Grid) irt.Grid {
	mixed := irt.Grid{Nodes: slices.Concat(x.Nodes, y.Nodes), Weights: slices.Concat(x.Weights, y.Weights)}
	for q := range mixed.Weights {
		mixed.Weights[q] /= 2
	}
	return mixed
}
