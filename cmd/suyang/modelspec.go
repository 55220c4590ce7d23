package main

import (
	"fmt"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// modelSpec reads a model.yaml into the options of a calibration. items are
// those of the data, which patterns in the file may name.
type modelSpec struct {
	options *calibrate.Options
	items   []string
}

func readModelSpec(path string, options *calibrate.Options, items []string) error {
	document, err := readSpec(path)
	if err != nil {
		return err
	}
	m := modelSpec{options, items}
	return document.read(
		reader{"model", set(&options.Model, irt.ParseModel)},
		reader{"invariance", set(&options.Invariance, calibrate.ParseInvariance)},
		reader{"reference_group", set(&options.ReferenceGroup, word)},
		reader{"latent", set(&options.Latent, parseLatent)},
		reader{"reference_latent", set(&options.ReferenceLatent, parseLatent)},
		reader{"bifactor", set(&options.Bifactor, func(s string) (calibrate.Bifactor, error) { return calibrate.Bifactor(s), nil })},
		reader{"rotation", set(&options.Rotation, func(s string) (calibrate.Rotation, error) { return calibrate.Rotation(s), nil })},
		reader{"dimensions", m.dimensions},
		reader{"loadings", m.loadings},
		reader{"covariances", m.covariances},
		reader{"points", m.points},
		reader{"anchors", m.anchors},
		reader{"priors", func(s spec) error { return readPriors(s, &options.Priors) }},
		reader{"items", m.exceptions},
	)
}

func word(s string) (string, error) { return s, nil }

func parseLatent(s string) (calibrate.LatentModel, error) {
	known := map[string]calibrate.LatentModel{
		"fixed": calibrate.FixedLatent, "free_variance": calibrate.FreeVariance, "free_mean_variance": calibrate.FreeMeanVariance,
	}
	if m, ok := known[s]; ok {
		return m, nil
	}
	return 0, fmt.Errorf("%q is not known; use %s", s, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
}

func (m modelSpec) dimensions(s spec) (err error) {
	m.options.Dimensions, err = s.texts()
	return err
}

// dimension finds a trait by its name.
func (m modelSpec) dimension(s spec) (int, error) {
	name, err := s.text()
	if err != nil {
		return 0, err
	}
	if d := slices.Index(m.options.Dimensions, name); d >= 0 {
		return d, nil
	}
	return 0, s.fault("there is no dimension %q; name it in dimensions", name)
}

// named lists the items that a name, or a pattern with * and ?, stands for.
func (m modelSpec) named(pattern string) ([]string, error) {
	var names []string
	for _, item := range m.items {
		if matches, err := path.Match(pattern, item); err != nil {
			return nil, fmt.Errorf("%q is not a pattern of item names", pattern)
		} else if matches || item == pattern {
			names = append(names, item)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no item of the data is called %q", pattern)
	}
	return names, nil
}

// each changes the options of the items that a list of names stands for.
func (m modelSpec) each(s spec, change func(*calibrate.ItemOptions)) error {
	list, err := s.list()
	if err != nil {
		return err
	}
	for _, one := range list {
		pattern, err := one.text()
		if err != nil {
			return err
		}
		if err := one.blame(m.change(pattern, change)); err != nil {
			return err
		}
	}
	return nil
}

func (m modelSpec) change(pattern string, change func(*calibrate.ItemOptions)) error {
	names, err := m.named(pattern)
	if err != nil {
		return err
	}
	if m.options.Items == nil {
		m.options.Items = make(map[string]calibrate.ItemOptions)
	}
	for _, name := range names {
		of := m.options.Items[name]
		change(&of)
		m.options.Items[name] = of
	}
	return nil
}

// loadings reads which items measure each trait.
func (m modelSpec) loadings(s spec) error {
	names, entries, err := s.entries()
	if err != nil {
		return err
	}
	for i, name := range names {
		d := slices.Index(m.options.Dimensions, name)
		if d < 0 {
			return entries[i].fault("there is no dimension %q; name it in dimensions", name)
		}
		err := m.each(entries[i], func(of *calibrate.ItemOptions) {
			if !slices.Contains(of.Loads, d) {
				of.Loads = append(slices.Clone(of.Loads), d)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// covariances reads pairs of traits, or the word all.
func (m modelSpec) covariances(s spec) error {
	if all, err := s.text(); err == nil && all == "all" {
		for d := range m.options.Dimensions {
			for e := range d {
				m.options.Covariances = append(m.options.Covariances, [2]int{d, e})
			}
		}
		return nil
	}
	pairs, err := s.list()
	if err != nil {
		return s.fault("write all, or a list of pairs such as [[reading, maths]]")
	}
	for _, pair := range pairs {
		traits, err := pair.list()
		if err != nil || len(traits) != 2 {
			return pair.fault("write a pair of dimensions such as [reading, maths]")
		}
		var indices [2]int
		for i, trait := range traits {
			if indices[i], err = m.dimension(trait); err != nil {
				return err
			}
		}
		m.options.Covariances = append(m.options.Covariances, indices)
	}
	return nil
}

// points reads the number of quasi-Monte-Carlo nodes.
func (m modelSpec) points(s spec) error {
	n, err := s.number()
	if err == nil && n != math.Trunc(n) {
		err = s.fault("%v is not a whole number", n)
	}
	m.options.Points = int(n)
	return err
}

// anchors reads the items that are equal in all groups.
func (m modelSpec) anchors(s spec) error {
	scalar := calibrate.Scalar
	return m.each(s, func(of *calibrate.ItemOptions) { of.Invariance = &scalar })
}

// exceptions reads the options of single items, by name or pattern.
func (m modelSpec) exceptions(s spec) error {
	patterns, entries, err := s.entries()
	if err != nil {
		return err
	}
	for i, pattern := range patterns {
		given, err := m.exception(entries[i])
		if err != nil {
			return err
		}
		err = m.change(pattern, func(of *calibrate.ItemOptions) { override(of, given) })
		if err := entries[i].blame(err); err != nil {
			return err
		}
	}
	return nil
}

func (m modelSpec) exception(s spec) (of calibrate.ItemOptions, err error) {
	return of, s.read(
		reader{"model", func(s spec) error {
			of.Model = new(irt.Model)
			return set(of.Model, irt.ParseModel)(s)
		}},
		reader{"invariance", func(s spec) error {
			of.Invariance = new(calibrate.Invariance)
			return set(of.Invariance, calibrate.ParseInvariance)(s)
		}},
		reader{"priors", func(s spec) error {
			of.Priors = new(calibrate.Priors)
			*of.Priors = m.options.Priors
			return readPriors(s, of.Priors)
		}},
		reader{"loads", func(s spec) error {
			list, err := s.list()
			for _, one := range list {
				d, err := m.dimension(one)
				if err != nil {
					return err
				}
				of.Loads = append(of.Loads, d)
			}
			return err
		}},
		reader{"fixed", func(s spec) error {
			names, entries, err := s.entries()
			of.Held = make(map[string]float64)
			for i, name := range names {
				if of.Held[name], err = entries[i].number(); err != nil {
					return err
				}
			}
			return err
		}},
	)
}

// override replaces what is given.
func override(of *calibrate.ItemOptions, given calibrate.ItemOptions) {
	if given.Model != nil {
		of.Model = given.Model
	}
	if given.Invariance != nil {
		of.Invariance = given.Invariance
	}
	if given.Priors != nil {
		of.Priors = given.Priors
	}
	if given.Loads != nil {
		of.Loads = given.Loads
	}
	if given.Held != nil {
		of.Held = given.Held
	}
}

func readPriors(s spec, p *calibrate.Priors) error {
	return s.read(
		reader{"a", set(&p.A, parsePrior)}, reader{"b", set(&p.B, parsePrior)},
		reader{"c", set(&p.C, parsePrior)}, reader{"u", set(&p.U, parsePrior)},
	)
}

var priorForm = regexp.MustCompile(`^\s*([a-z]+)\s*\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)\s*$`)

// parsePrior reads normal(mean, sd), lognormal(mean, sd), logitnormal(mean, sd),
// beta(alpha, beta) or flat.
func parsePrior(text string) (calibrate.Prior, error) {
	if strings.TrimSpace(text) == "flat" {
		return calibrate.Flat{}, nil
	}
	unknown := fmt.Errorf("%q is not a prior; write normal(0, 1), lognormal(0, 0.5), logitnormal(-1.1, 0.5), beta(5, 17) or flat", text)
	parts := priorForm.FindStringSubmatch(text)
	if parts == nil {
		return nil, unknown
	}
	x, errX := strconv.ParseFloat(parts[2], 64)
	y, errY := strconv.ParseFloat(parts[3], 64)
	if errX != nil || errY != nil {
		return nil, unknown
	}
	switch parts[1] {
	case "normal":
		return calibrate.Normal{Mean: x, SD: y}, nil
	case "lognormal":
		return calibrate.LogNormal{Mean: x, SD: y}, nil
	case "logitnormal":
		return calibrate.LogitNormal{Mean: x, SD: y}, nil
	case "beta":
		return calibrate.Beta{Alpha: x, Beta: y}, nil
	}
	return nil, unknown
}
