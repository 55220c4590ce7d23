package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt/cat"
	"suyang/irt/files"
	"suyang/irt/simulate"
	"suyang/irt/simulate/adaptive"
	"suyang/models"
)

// pilotSimulees is the number of simulees on whom exposure control begins.
const pilotSimulees = 1000

func simulateCATCommand() *cli.Command {
	return &cli.Command{
		Name:  "cat",
		Usage: "simulate an adaptive test: precision, length, exposure, content",
		Description: "Persons answer by the items' models; theta is estimated by EAP under the distribution of the first\n" +
			"group. docs/methods/cat.md has the methods and an example of content rules.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "items", Usage: "items file that suyang calibrate wrote", Required: true},
			&cli.IntFlag{Name: "n", Value: 1000, Usage: "number of simulees"},
			&cli.StringFlag{Name: "theta", Value: "normal", Usage: "normal: drawn from the first group; uniform: from -3 to 3; grid: -3, -2.5 ... 3 in turn"},
			&cli.StringFlag{Name: "criterion", Value: "mfi", Usage: "mfi, mei, kl, klp, mpwi, mepv, threshold or random"},
			&cli.IntFlag{Name: "randomesque", Usage: "draw each item among this many best ones"},
			&cli.BoolFlag{Name: "progressive", Usage: "mix chance into the choice, less and less up to the last item"},
			&cli.IntFlag{Name: "strata", Usage: "divide the pool in this many strata by slope, low ones first; goes with --criterion threshold"},
			&cli.StringFlag{Name: "exposure", Usage: "sympson-hetter or eligibility: cap how often items are given"},
			&cli.FloatFlag{Name: "max-exposure", Value: 0.25, Usage: "largest share of sessions an item is for"},
			&cli.StringFlag{Name: "content", Usage: "YAML or CSV file of content rules"},
			&cli.StringFlag{Name: "attributes", Usage: "CSV of the items' attributes that content rules speak of; its first column, item, names the item"},
			&cli.BoolFlag{Name: "shadow", Usage: "choose by shadow tests of --max items, which meet all content rules"},
			&cli.IntFlag{Name: "min", Usage: "items before a stopping rule counts"},
			&cli.IntFlag{Name: "max", Value: 30, Usage: "items at most"},
			&cli.FloatFlag{Name: "se", Usage: "stop at this standard error"},
			&cli.FloatFlag{Name: "se-change", Usage: "stop when an item lowers the standard error by no more than this"},
			&cli.DurationFlag{Name: "time", Usage: "stop after this time; items take what the attribute seconds says"},
			&cli.StringFlag{Name: "cuts", Usage: "values of theta, separated by commas, by which simulees are classified"},
			&cli.FloatFlag{Name: "sprt", Usage: "stop when the sequential probability ratio test settles all cuts; half width of its region of indifference"},
			&cli.FloatFlag{Name: "alpha", Value: 0.05, Usage: "nominal error rates of --sprt"},
			&cli.FloatFlag{Name: "confidence", Usage: "stop when the confidence interval of this level holds no cut, such as 0.95"},
			&cli.BoolFlag{Name: "all", Usage: "stop when all of --se, --se-change, --sprt, --confidence that are given hold, not any"},
			seedFlag(),
			&cli.StringFlag{Name: "out", Usage: "CSV of the sessions to write; its name may end in .gz"},
			threadsFlag(), jsonFlag(),
		},
		Action: runSimulateCAT,
	}
}

func runSimulateCAT(ctx context.Context, cmd *cli.Command) error {
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	if traits := calibration.Traits(); traits > 1 {
		return models.Invalid("--items", fmt.Sprintf("the items measure %d traits; adaptive tests are simulated for one", traits))
	}
	design, err := adaptiveDesign(cmd, calibration)
	if err != nil {
		return err
	}
	theta, err := simulees(cmd, calibration.Groups[0], cmd.Int("n"), cmd.Uint64("seed"))
	if err != nil {
		return err
	}
	sessions, err := design.Run(ctx, theta)
	if err != nil {
		return err
	}
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, func(w io.Writer) error { return writeSessions(w, design, sessions) }); err != nil {
			return err
		}
	}
	report := newCATReport(cmd, design, sessions)
	if cmd.Bool("json") {
		return writeJSON(cmd.Root().Writer, report)
	}
	return report.print(cmd.Root().Writer)
}

// simulees draws persons as --theta says.
func simulees(cmd *cli.Command, group files.Group, n int, seed uint64) ([]float64, error) {
	if n < 1 {
		return nil, models.Invalid("--n", fmt.Sprintf("%d simulees, at least 1 is needed", n))
	}
	switch kind := cmd.String("theta"); kind {
	case "normal":
		return simulate.Simulees(n, group.Mean, group.SD, seed), nil
	case "uniform":
		return simulate.Uniform(n, -3, 3, seed), nil
	case "grid":
		return simulate.Spread(n, -3, 3, 0.5), nil
	default:
		return nil, models.Invalid("--theta", fmt.Sprintf("%q is not known: use normal, uniform or grid", kind))
	}
}

// adaptiveDesign reads the flags.
func adaptiveDesign(cmd *cli.Command, c *files.Calibration) (d adaptive.Design, err error) {
	d = adaptive.Design{Pool: cat.NewPool(c.ResponseModels(), c.Grid(0)), Seed: cmd.Uint64("seed"), Threads: cmd.Int("threads")}
	rules, err := readContent(cmd, c)
	if err != nil {
		return d, err
	}
	if d.Cuts, err = parseCuts(cmd.String("cuts")); err != nil {
		return d, err
	}
	if d.Stop, err = stopRule(cmd, d.Cuts); err != nil {
		return d, err
	}
	if d.Stop.Time > 0 {
		if d.Seconds, err = rules.numbers("seconds"); err != nil {
			return d, err
		}
	}
	if d.Selector, err = selector(cmd, d.Pool, rules); err != nil {
		return d, err
	}
	if d.Exposure, err = exposure(cmd, c.Groups[0]); err != nil {
		return d, err
	}
	return d, checkLimit(d)
}

// checkLimit reports a limit of exposure that no choice of items can meet: the
// exposures of all items sum to the length of the tests.
func checkLimit(d adaptive.Design) error {
	pool := len(d.Pool.Items)
	length := min(shortest(d.Stop), pool)
	if d.Exposure.Method == adaptive.NoControl || float64(length) <= d.Exposure.Limit*float64(pool) {
		return nil
	}
	return models.Invalid("--max-exposure", fmt.Sprintf(
		"tests of %d items give each of %d items in %.0f %% of sessions on average, above the limit of %.0f %%; use shorter tests, more items or a higher limit",
		length, pool, 100*float64(length)/float64(pool), 100*d.Exposure.Limit))
}

// shortest is the length that tests have at least.
func shortest(s cat.Stop) int {
	if s.SE > 0 || s.SEChange > 0 || s.Time > 0 || s.SPRT != nil || s.Interval != nil {
		return max(s.MinItems, 1)
	}
	return s.MaxItems
}

func selector(cmd *cli.Command, pool *cat.Pool, rules *contentRules) (s cat.Selector, err error) {
	if s.Criterion, err = cat.ParseCriterion(cmd.String("criterion")); err != nil {
		return s, models.Invalid("--criterion", err.Error())
	}
	length := cmd.Int("max")
	s.Randomesque = cmd.Int("randomesque")
	if cmd.Bool("progressive") {
		s.Progressive = length
	}
	strata := cmd.Int("strata")
	switch {
	case strata < 0 || strata > length:
		return s, models.Invalid("--strata", fmt.Sprintf("%d strata for tests of %d items", strata, length))
	case strata > 0 && cmd.Bool("shadow"):
		return s, models.Invalid("--strata", "strata do not go with --shadow")
	case strata > 0:
		s.Strata = cat.NewStrata(pool.Items, strata, length)
	}
	if !cmd.Bool("shadow") {
		s.Content, err = rules.targets()
		return s, err
	}
	blueprint, err := rules.blueprint(length)
	if err != nil {
		return s, err
	}
	if s.Shadow, err = cat.NewShadow(len(pool.Items), blueprint); err != nil {
		return s, models.Invalid("--content", err.Error())
	}
	return s, nil
}

func stopRule(cmd *cli.Command, cuts []float64) (cat.Stop, error) {
	s := cat.Stop{
		MinItems: cmd.Int("min"), MaxItems: cmd.Int("max"), Time: cmd.Duration("time"),
		SE: cmd.Float("se"), SEChange: cmd.Float("se-change"), All: cmd.Bool("all"),
	}
	delta, alpha, confidence := cmd.Float("sprt"), cmd.Float("alpha"), cmd.Float("confidence")
	switch {
	case s.MaxItems < 1 || s.MinItems < 0 || s.MinItems > s.MaxItems:
		return s, models.Invalid("--max", fmt.Sprintf("tests of %d to %d items: use 1 or more at most, and no more at least", s.MinItems, s.MaxItems))
	case s.SE < 0 || s.SEChange < 0 || delta < 0 || s.Time < 0:
		return s, models.Invalid("--se", "--se, --se-change, --sprt and --time must not be negative")
	case s.Time > 0 && cmd.Bool("shadow"):
		return s, models.Invalid("--time", "a shadow test is not cut short by time: limit the sum of seconds by a content rule")
	case (delta > 0 || confidence > 0) && len(cuts) == 0:
		return s, models.Invalid("--cuts", "--sprt and --confidence need cuts")
	case !(alpha > 0 && alpha < 0.5):
		return s, models.Invalid("--alpha", fmt.Sprintf("%v is not between 0 and 0.5", alpha))
	case !(confidence >= 0 && confidence < 1):
		return s, models.Invalid("--confidence", fmt.Sprintf("%v is not a level between 0 and 1", confidence))
	}
	if delta > 0 {
		s.SPRT = &cat.SPRT{Cuts: cuts, Delta: delta, Alpha: alpha, Beta: alpha}
	}
	if confidence > 0 {
		s.Interval = &cat.Interval{Cuts: cuts, Z: math.Sqrt2 * math.Erfinv(confidence)}
	}
	return s, nil
}

func exposure(cmd *cli.Command, group files.Group) (e adaptive.Exposure, err error) {
	e.Method, e.Limit = adaptive.Method(cmd.String("exposure")), cmd.Float("max-exposure")
	switch e.Method {
	case adaptive.NoControl:
		if cmd.IsSet("max-exposure") {
			return e, models.Invalid("--max-exposure", "a limit needs a method to keep it: add --exposure sympson-hetter or eligibility")
		}
		return e, nil
	case adaptive.SympsonHetter, adaptive.Eligibility:
	default:
		return e, models.Invalid("--exposure", fmt.Sprintf("%q is not known: use %s or %s", e.Method, adaptive.SympsonHetter, adaptive.Eligibility))
	}
	if !(e.Limit > 0 && e.Limit <= 1) {
		return e, models.Invalid("--max-exposure", fmt.Sprintf("%v is not a share above 0, at most 1", e.Limit))
	}
	e.Pilot, err = simulees(cmd, group, pilotSimulees, ^cmd.Uint64("seed"))
	return e, err
}

// parseCuts reads numbers in ascending order.
func parseCuts(text string) (cuts []float64, err error) {
	if text == "" {
		return nil, nil
	}
	for field := range strings.SplitSeq(text, ",") {
		cut, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
		if err != nil || math.IsNaN(cut) || math.IsInf(cut, 0) || len(cuts) > 0 && cut <= cuts[len(cuts)-1] {
			return nil, models.Invalid("--cuts", fmt.Sprintf("%q is not a list of ascending numbers, such as -1,0.5", text))
		}
		cuts = append(cuts, cut)
	}
	return cuts, nil
}
