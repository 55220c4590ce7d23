package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt/files"
	"suyang/irt/fit"
	"suyang/models"
)

// fitOptions are the options of an item of --options.
type fitOptions struct {
	ID      string      `json:"id"`
	Options []fitOption `json:"options"`
}

// fitOption is an option by its code in the file.
type fitOption struct {
	Code int `json:"code"`
	fit.Choice
}

// addOptions describes the options of --options.
func (r *fitReport) addOptions(cmd *cli.Command, input *fitInput) error {
	path := cmd.String("options")
	if path == "" {
		return nil
	}
	table, err := readOptions(path, input.table)
	if err != nil {
		return err
	}
	var categories []int
	for _, codes := range table.Codes {
		categories = append(categories, len(codes))
	}
	choices, err := fit.Choices(table.Responses, categories, r.thetas(), input.data.Weights)
	if err != nil {
		return err
	}
	for j, id := range table.Items {
		item := fitOptions{ID: id}
		for k, c := range choices[j] {
			item.Options = append(item.Options, fitOption{Code: table.Codes[j][k], Choice: c})
		}
		r.Options = append(r.Options, item)
	}
	return nil
}

// readOptions reads the options that the persons of the responses chose.
func readOptions(path string, responses *files.Table) (*files.Table, error) {
	reader, closer, err := files.Open(path, files.Columns{Items: responses.Items})
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	table, err := files.ReadTable(reader)
	if err != nil {
		return nil, err
	}
	if table.Persons() != responses.Persons() {
		return nil, models.Errorf(models.CodeInvalid, "--options: %s has %d persons, the responses have %d; it must hold the same persons in the same order", path, table.Persons(), responses.Persons())
	}
	return table, nil
}

// thetas are the EAPs of the persons.
func (r *fitReport) thetas() []float64 {
	var theta []float64
	for _, p := range r.People {
		theta = append(theta, float64(p.Theta))
	}
	return theta
}

func (r *fitReport) printOptions(w io.Writer) error {
	if len(r.Options) == 0 {
		return nil
	}
	fmt.Fprintln(w, "\nOptions, with the share among five groups of persons from the lowest to the highest")
	table := newNumberTable(w)
	fmt.Fprintln(table, "item\toption\tshare\tmean theta\tpoint-biserial\tshare by group\t")
	for _, it := range r.Options {
		for _, o := range it.Options {
			var curve []string
			for _, v := range o.Curve {
				curve = append(curve, fixed(v, 2))
			}
			fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t%s\t\n", it.ID, o.Code, fixed(o.Share, 2), fixed(o.MeanTheta, 2), fixed(o.PointBiserial, 2), strings.Join(curve, " "))
		}
	}
	return table.Flush()
}
