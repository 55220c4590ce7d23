package files

import (
	"fmt"
	"slices"
	"strings"
)

// Columns tells which columns of a CSV of responses are not items. The zero
// value leaves out those with a prefix only.
type Columns struct {
	// ID, Group, Weight and Cluster name the columns that hold the person's
	// identity, group, case weight and cluster, such as the school. Empty: there
	// is none.
	ID, Group, Weight, Cluster string
	// Covariates name columns of numbers.
	Covariates []string
	// Items names the items to read; other columns are passed over. Empty: all
	// that are not something else.
	Items []string
}

// role is what a column is read as.
type role uint8

const (
	skipped role = iota
	item
	id
	group
	weight
	cluster
	covariate
)

type column struct {
	name string
	role role
}

var prefixes = []string{"ID_", "GROUP_", "COV_", "WEIGHT_"}

func (c Columns) role(name string) role {
	switch {
	case name == c.ID:
		return id
	case name == c.Group:
		return group
	case name == c.Weight:
		return weight
	case name == c.Cluster:
		return cluster
	case slices.Contains(c.Covariates, name):
		return covariate
	case len(c.Items) > 0:
		if slices.Contains(c.Items, name) {
			return item
		}
		return skipped
	case slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }):
		return skipped
	}
	return item
}

// resolve gives each column of a header its role.
func (c Columns) resolve(file string, header []string) ([]column, error) {
	fault := func(at int, name, format string, args ...any) error {
		return &Error{File: file, Line: 1, Column: at, Field: name, Message: fmt.Sprintf(format, args...)}
	}
	first := make(map[string]int, len(header))
	columns := make([]column, len(header))
	items := 0
	for i, name := range header {
		if name == "" {
			return nil, fault(i+1, "", "the header is empty; give the column a name")
		}
		if at, repeated := first[name]; repeated {
			return nil, fault(i+1, name, "column %d has the same name; rename one of them", at)
		}
		first[name] = i + 1
		columns[i] = column{name: name, role: c.role(name)}
		if columns[i].role == item {
			items++
		}
	}
	named := append([]string{c.ID, c.Group, c.Weight, c.Cluster}, c.Covariates...)
	for i, name := range named {
		if name == "" {
			continue
		}
		if _, there := first[name]; !there {
			return nil, fault(0, "", "there is no column %q; the columns are %s", name, abridged(header))
		}
		if slices.Contains(named[:i], name) {
			return nil, fault(first[name], name, "the column is named for two purposes; copy it under another name")
		}
	}
	if items == 0 && len(c.Items) > 0 {
		return nil, fault(0, "", "none of the calibrated items is a column; the columns are %s", abridged(header))
	}
	if items == 0 {
		return nil, fault(0, "", "no column is an item; the columns are %s", abridged(header))
	}
	return columns, nil
}

// abridged lists the first few names.
func abridged(names []string) string {
	const most = 8
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
