package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"suyang/irt"
	"suyang/irt/fit/figure"
	"suyang/models"
)

// writeFigures writes the figures of a test of one trait.
func (r *fitReport) writeFigures(dir string, input *fitInput) error {
	if input.calibration.Traits() > 1 {
		return models.Invalid("--figures", "curves are drawn for a single trait; the items measure several")
	}
	if err := os.MkdirAll(dir, 0o777); err != nil { //nolint:gosec // the user's umask decides
		return err
	}
	var items []irt.Item
	for _, it := range input.model.Groups[0].Items {
		items = append(items, it.Item())
	}
	err := errors.Join(
		writeFigure(dir, "information", figure.TestInformation(items)),
		writeFigure(dir, "wright-map", figure.WrightMap(r.thetas(), input.data.Weights, items)),
	)
	for j, it := range items {
		name := fmt.Sprintf("item-%03d-%s", j+1, fileName(it.ID))
		err = errors.Join(err, writeFigure(dir, name, figure.ItemCurves(it, r.Items[j].Curve, input.table.Codes[j])))
	}
	return err
}

func writeFigure(dir, name string, svg []byte) error {
	return os.WriteFile(filepath.Join(dir, name+".svg"), svg, 0o666) //nolint:gosec // the user's umask decides
}

// fileName leaves of a name what every file system takes.
func fileName(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' {
			return c
		}
		return '_'
	}, name)
}
