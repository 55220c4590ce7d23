package main

import (
	"math"
	"slices"

	"github.com/urfave/cli/v3"

	"suyang/irt/files"
	"suyang/irt/fit"
	"suyang/models"
)

// fitInput is what suyang fit compares.
type fitInput struct {
	calibration *files.Calibration
	table       *files.Table
	data        fit.Data
	model       fit.Model
}

func readFit(cmd *cli.Command) (*fitInput, error) {
	path, err := responsesPath(cmd)
	if err != nil {
		return nil, err
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return nil, err
	}
	table, err := readCalibrated(cmd, calibration, path)
	if err != nil {
		return nil, err
	}
	input := &fitInput{
		calibration: calibration, table: table, model: fitModel(calibration, table.Items),
		data: fit.Data{Responses: table.Responses, Weights: table.Weights},
	}
	if input.data.Groups, err = calibratedGroups(calibration, table); err != nil {
		return nil, err
	}
	calibration.BlankLeftOut(input.data.Responses, input.data.Groups)
	return input, nil
}

// readCalibrated reads the columns of the calibrated items.
func readCalibrated(cmd *cli.Command, c *files.Calibration, path string) (*files.Table, error) {
	columns := columns(cmd)
	for _, it := range c.Items {
		columns.Items = append(columns.Items, it.ID)
	}
	reader, closer, err := files.Open(path, columns)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	table, err := files.ReadTable(reader)
	if err != nil {
		return nil, err
	}
	return table, table.UseCodes(c, path)
}

// fitModel has the items in the order of the responses.
func fitModel(c *files.Calibration, items []string) fit.Model {
	m := fit.Model{Space: c.Space(0)}
	for g := range c.Groups {
		group := fit.Group{Name: c.Groups[g].Name, Latent: c.Distribution(g)}
		all := c.GroupItems(g)
		for _, id := range items {
			at := slices.IndexFunc(all, func(it files.Item) bool { return it.ID == id })
			group.Items = append(group.Items, all[at].Multi())
			if g == 0 && held(all[at].SE) {
				m.Held = append(m.Held, id)
			}
		}
		m.Groups = append(m.Groups, group)
	}
	return m
}

// held tells whether an item with standard errors has none: it was not
// estimated.
func held(se *files.Errors) bool {
	return se != nil && !slices.ContainsFunc(se.D, func(v float64) bool { return !math.IsNaN(v) })
}

// calibratedGroups gives each person's group as an index of those calibrated.
func calibratedGroups(c *files.Calibration, table *files.Table) ([]int, error) {
	switch {
	case len(c.Groups) == 1 && table.Groups == nil:
		return nil, nil
	case table.Groups == nil:
		return nil, models.Invalid("--group", "the items were calibrated in several groups; name the column that holds the group")
	case len(c.Groups) == 1:
		return nil, models.Invalid("--group", "the items were calibrated in one group; leave the flag out, or calibrate with it")
	}
	place := make([]int, len(table.GroupNames))
	for i, name := range table.GroupNames {
		place[i] = slices.IndexFunc(c.Groups, func(g files.Group) bool { return g.Name == name })
		if place[i] < 0 {
			return nil, models.Errorf(models.CodeInvalid, "group %q of the responses was not calibrated", name)
		}
	}
	groups := make([]int, len(table.Groups))
	for i, g := range table.Groups {
		groups[i] = place[g]
	}
	return groups, nil
}
