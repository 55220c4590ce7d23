package cat

import (
	"fmt"
	"slices"
	"strings"

	"suyang/irt"
)

// Panel is a multistage test (Luecht and Nungester, 1998): a person takes one
// module of each stage, and where that leads decides the module of the next.
type Panel struct {
	Modules []Module
	// Stages holds the modules of each stage, as indices in Modules. The first
	// stage has one.
	Stages [][]int
}

// Module is a set of items given together.
type Module struct {
	Name  string
	Items []int // as indices in the pool
	Route Route
}

// Route says which module follows. Modules of the last stage have none.
type Route struct {
	// To lists the modules that may follow, as indices in Panel.Modules, from
	// that for the lowest theta to that for the highest.
	To []int
	By Routing
	// Cuts ascend, one fewer than To: a person who reaches k of them goes to
	// To[k]. They are values of theta, or points; without meaning for
	// ByInformation.
	Cuts []float64
}

// Routing says what Cuts are compared with.
type Routing uint8

const (
	// ByTheta compares the estimate of theta.
	ByTheta Routing = iota
	// ByPoints compares the sum of the categories of all responses so far:
	// number correct, where items have two.
	ByPoints
	// ByInformation goes where the module has the most information at theta.
	ByInformation
)

// Next is the module after module, given theta and the points so far. It returns
// false after the last stage.
func (p Panel) Next(items []irt.Item, module int, theta, points float64) (next int, ok bool) {
	route := p.Modules[module].Route
	if len(route.To) == 0 {
		return 0, false
	}
	switch route.By {
	case ByPoints:
		return route.To[Class(points, route.Cuts)], true
	case ByInformation:
		return p.mostInformative(items, route.To, theta), true
	default:
		return route.To[Class(theta, route.Cuts)], true
	}
}

func (p Panel) mostInformative(items []irt.Item, modules []int, theta float64) int {
	best, most := modules[0], -1.0
	for _, m := range modules {
		sum := 0.0
		for _, j := range p.Modules[m].Items {
			sum += items[j].Information(theta)
		}
		if sum > most {
			best, most = m, sum
		}
	}
	return best
}

// Paths lists all ways through the panel, as indices in Modules.
func (p Panel) Paths() [][]int {
	paths := [][]int{slices.Clone(p.Stages[0])}
	for range p.Stages[1:] {
		var longer [][]int
		for _, path := range paths {
			for _, next := range p.Modules[path[len(path)-1]].Route.To {
				longer = append(longer, append(slices.Clone(path), next))
			}
		}
		paths = longer
	}
	return paths
}

// Check reports the first fault of a panel on a pool of some items: in its
// routes, or on a path, whose items must be different, as many as b wants, and
// meet its constraints.
func (p Panel) Check(items int, b Blueprint) error {
	if len(p.Stages) == 0 || len(p.Stages[0]) != 1 {
		return fmt.Errorf("the first stage must have one module")
	}
	for s, modules := range p.Stages {
		for _, m := range modules {
			if err := p.checkModule(items, s, m); err != nil {
				return err
			}
		}
	}
	for _, path := range p.Paths() {
		if err := p.checkPath(path, b); err != nil {
			return err
		}
	}
	return nil
}

func (p Panel) checkModule(items, stage, module int) error {
	if module < 0 || module >= len(p.Modules) {
		return fmt.Errorf("stage %d: there is no module %d", stage+1, module)
	}
	m := p.Modules[module]
	for _, j := range m.Items {
		if j < 0 || j >= items {
			return fmt.Errorf("module %q: item %d is not one of the %d of the pool", m.Name, j, items)
		}
	}
	if err := p.checkRoute(stage, m.Route); err != nil {
		return fmt.Errorf("module %q: %w", m.Name, err)
	}
	return nil
}

func (p Panel) checkRoute(stage int, r Route) error {
	if stage == len(p.Stages)-1 {
		if len(r.To) > 0 {
			return fmt.Errorf("the last stage leads nowhere")
		}
		return nil
	}
	switch {
	case len(r.To) == 0:
		return fmt.Errorf("no module follows")
	case r.By != ByInformation && len(r.Cuts) != len(r.To)-1:
		return fmt.Errorf("%d cuts for %d modules that may follow, one fewer is needed", len(r.Cuts), len(r.To))
	case !slices.IsSorted(r.Cuts):
		return fmt.Errorf("cuts must ascend")
	}
	for _, m := range r.To {
		if !slices.Contains(p.Stages[stage+1], m) {
			return fmt.Errorf("module %d is not of the next stage", m)
		}
	}
	return nil
}

func (p Panel) checkPath(path []int, b Blueprint) error {
	var test []int
	var names []string
	for _, m := range path {
		test, names = append(test, p.Modules[m].Items...), append(names, p.Modules[m].Name)
	}
	name := strings.Join(names, " - ")
	for i, j := range test {
		if slices.Contains(test[:i], j) {
			return fmt.Errorf("path %s: item %d comes twice", name, j)
		}
	}
	if len(test) != b.Length {
		return fmt.Errorf("path %s: %d items, %d are wanted", name, len(test), b.Length)
	}
	if violated := b.Violated(test); len(violated) > 0 {
		return fmt.Errorf("path %s: constraint %q is not met", name, violated[0])
	}
	return nil
}
