package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/urfave/cli/v3"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/files"
	"suyang/irt/simulate"
	"suyang/models"
)

func simulateCommand() *cli.Command {
	return &cli.Command{
		Name:  "simulate",
		Usage: "draw responses to calibrated items, or simulate what is planned with them",
		Description: "Persons are drawn from the distribution of the first group of the items file. The same seed gives\n" +
			"the same responses, for any number of threads.",
		Flags: localFlags(
			itemsFlag(),
			&cli.IntFlag{Name: "n", Usage: "number of persons (required)"},
			&cli.IntFlag{Name: "booklets", Usage: "cut the items in this many blocks and give each person two neighbouring ones, in rotation; 0: all items"},
			&cli.FloatFlag{Name: "missing", Usage: "share of responses missing at random"},
			seedFlag(),
			&cli.StringFlag{Name: "out", Usage: "CSV to write (required); its name may end in .gz"},
			threadsFlag(), jsonFlag(),
		),
		Commands: []*cli.Command{simulateBankCommand(), simulateCATCommand(), simulateRecoveryCommand()},
		Action:   runSimulate,
	}
}

// localFlags keeps flags from the commands below.
func localFlags(flags ...cli.Flag) []cli.Flag {
	for _, f := range flags {
		switch f := f.(type) {
		case *cli.StringFlag:
			f.Local = true
		case *cli.IntFlag:
			f.Local = true
		case *cli.FloatFlag:
			f.Local = true
		case *cli.Uint64Flag:
			f.Local = true
		case *cli.BoolFlag:
			f.Local = true
		}
	}
	return flags
}

func itemsFlag() *cli.StringFlag {
	return &cli.StringFlag{Name: "items", Usage: "items file that suyang calibrate wrote (required)"}
}

func seedFlag() *cli.Uint64Flag {
	return &cli.Uint64Flag{Name: "seed", Value: 1, Usage: "start of the random numbers"}
}

// requireFlags reports a flag that a command cannot do without. Flags marked as
// required would be asked of the commands below, too.
func requireFlags(cmd *cli.Command, names ...string) error {
	for _, name := range names {
		if !cmd.IsSet(name) {
			return models.Invalid("--"+name, "is missing")
		}
	}
	return nil
}

func runSimulate(ctx context.Context, cmd *cli.Command) error {
	if err := requireFlags(cmd, "items", "n", "out"); err != nil {
		return err
	}
	n, seed := cmd.Int("n"), cmd.Uint64("seed")
	if n < 1 {
		return models.Invalid("--n", fmt.Sprintf("%d persons, at least 1 is needed", n))
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	generator, err := responseGenerator(cmd, calibration)
	if err != nil {
		return err
	}
	theta, err := drawPersons(calibration, n, seed)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		return errors.Join(calibration.WriteBlocks(w, until(ctx, generator.Blocks(theta))), ctx.Err())
	}
	if err := files.Write(cmd.String("out"), write); err != nil {
		return err
	}
	return printDrawn(cmd, drawn{Persons: n, Items: len(calibration.Items), Out: cmd.String("out")})
}

// until ends a sequence when a context ends.
func until[T any](ctx context.Context, all iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for x := range all {
			if ctx.Err() != nil || !yield(x) {
				return
			}
		}
	}
}

// drawn tells what was made up.
type drawn struct {
	Persons int    `json:"n_persons,omitempty"`
	Items   int    `json:"n_items"`
	Out     string `json:"out"`
}

func printDrawn(cmd *cli.Command, d drawn) error {
	w := cmd.Root().Writer
	if cmd.Bool("json") {
		return json.NewEncoder(w).Encode(d)
	}
	if d.Persons > 0 {
		fmt.Fprintf(w, "%d persons on ", d.Persons)
	}
	_, err := fmt.Fprintf(w, "%d items: %s\n", d.Items, d.Out)
	return err
}

func responseGenerator(cmd *cli.Command, c *files.Calibration) (simulate.Generator, error) {
	g := simulate.Generator{Items: c.MultiItems(), Missing: cmd.Float("missing"), Seed: cmd.Uint64("seed"), Threads: cmd.Int("threads")}
	if !(g.Missing >= 0 && g.Missing < 1) {
		return g, models.Invalid("--missing", fmt.Sprintf("%v is not a share of 0 or more, and below 1", g.Missing))
	}
	blocks := cmd.Int("booklets")
	if blocks < 0 || blocks == 1 || blocks == 2 || blocks > len(c.Items) {
		return g, models.Invalid("--booklets", fmt.Sprintf("%d blocks of %d items: use 3 or more, and no more than there are items", blocks, len(c.Items)))
	}
	for b := range blocks {
		g.Booklets = append(g.Booklets, append(block(len(c.Items), blocks, b), block(len(c.Items), blocks, (b+1)%blocks)...))
	}
	return g, nil
}

// block lists the items of one of equal blocks.
func block(items, blocks, b int) []int {
	var block []int
	for j := b * items / blocks; j < (b+1)*items/blocks; j++ {
		block = append(block, j)
	}
	return block
}

// drawPersons draws persons of the first group.
func drawPersons(c *files.Calibration, n int, seed uint64) ([][]float64, error) {
	if c.Traits() == 1 {
		return simulate.Points(simulate.Simulees(n, c.Groups[0].Mean, c.Groups[0].SD, seed)), nil
	}
	d := c.Distribution(0)
	covariance := mat.NewSymDense(len(d.Mean), nil)
	for i, row := range d.Covariance {
		for j := i; j < len(row); j++ {
			covariance.SetSym(i, j, row[j])
		}
	}
	if !new(mat.Cholesky).Factorize(covariance) {
		return nil, models.Invalid("--items", "the covariance of the traits in the first group is not positive definite")
	}
	return simulate.Correlated(n, d.Mean, covariance, seed), nil
}
