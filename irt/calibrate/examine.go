package calibrate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// examine looks for trouble in the estimates.
func (m *marginal) examine(r *Result, s selection) []Problem {
	problems := slices.Concat(m.examineResponses(s), m.examineLinks(r, s))
	if !r.Converged {
		problems = append(problems, Problem{Kind: NotConverged, Message: r.Verdict()})
	}
	if r.Groups[0].Items == nil {
		problems = append(problems, examineItems(r.Items, "")...)
	}
	for g, group := range r.Groups {
		problems = append(problems, examineItems(group.Items, group.Name)...)
		problems = append(problems, m.examineDistribution(g, r)...)
	}
	if r.Options.SE != NoSE && r.Covariance == nil && r.Parameters > 0 {
		problems = append(problems, Problem{Kind: NotIdentified, Message: "the information matrix is singular: the data do not determine the parameters, so there are no standard errors; parameters that run away do this, and covariates that depend on each other or are far from 0: centre them"})
	}
	return problems
}

// enough is the number of responses to an item below which its parameters are
// hardly determined, under each model.
func enough(m irt.Model) float64 {
	switch m {
	case irt.FourPL:
		return 1000
	case irt.ThreePL:
		return 500
	case irt.Rasch, irt.PCM, irt.RSM, irt.OnePL:
		return 30
	}
	return 100
}

// examineResponses tells of items with few responses; a weight counts as that
// many.
func (m *marginal) examineResponses(s selection) []Problem {
	few, least, fewest := 0, math.Inf(1), (*cell)(nil)
	for i, c := range m.cells {
		n := s.candidates[i].weight
		if n >= enough(c.model()) || len(c.indices()) == 0 {
			continue
		}
		few++
		if n < least {
			least, fewest = n, c
		}
	}
	if few == 0 {
		return nil
	}
	return []Problem{{Kind: FewResponses, Item: fewest.id, Message: fmt.Sprintf(
		"%d of %d items have few responses for their model; item %q has %.0f, and %v needs %.0f or more: use a simpler model or priors",
		few, len(m.cells), fewest.id, least, fewest.model(), enough(fewest.model()))}}
}

// examineLinks tells of groups that no items connect with the reference group,
// though their means are estimated.
func (m *marginal) examineLinks(r *Result, s selection) (problems []Problem) {
	linked := make([]bool, len(r.Groups))
	linked[m.reference] = true
	for range linked {
		for _, c := range m.cells {
			m.spreadLink(c, s, linked)
		}
	}
	for g, ok := range linked {
		if !ok && m.latent.means[g][0].free() {
			problems = append(problems, Problem{Kind: Unlinked, Group: r.Groups[g].Name, Message: fmt.Sprintf(
				"group %q has no items in common with group %q, directly or through others: their means and variances cannot be compared", r.Groups[g].Name, r.Groups[m.reference].Name)})
		}
	}
	return problems
}

// spreadLink links the groups that answered a cell where one of them is linked,
// or the cell is fixed.
func (m *marginal) spreadLink(c *cell, s selection, linked []bool) {
	reaches := len(c.indices()) == 0
	for g := range linked {
		reaches = reaches || linked[g] && c.covers(g) && s.answered[g][c.item]
	}
	for g := range linked {
		linked[g] = linked[g] || reaches && c.covers(g) && s.answered[g][c.item]
	}
}

const (
	steep = 10  // slopes beyond it are no measurement of discrimination
	flat  = 0.1 // slopes below it leave thresholds undetermined
)

// examineItems looks at estimated slopes, in a group or in all.
func examineItems(items []Estimate, group string) (problems []Problem) {
	where := ""
	if group != "" {
		where = fmt.Sprintf(" in group %q", group)
	}
	for _, e := range items {
		p := Problem{Item: e.ID, Group: group}
		switch size := e.MDISC(); {
		case size > steep:
			p.Kind, p.Message = SteepSlope, fmt.Sprintf("the slope of item %q runs away%s (%.3g): its answers split the persons like a step; check it for duplicates or too few responses", e.ID, where, size)
		case size < flat:
			p.Kind, p.Message = FlatSlope, fmt.Sprintf("the slope of item %q is near zero%s (%.3g): it does not measure what the others do, and its difficulty is undetermined", e.ID, where, size)
		case len(e.A) == 1 && e.A[0] < 0:
			p.Kind, p.Message = NegativeSlope, fmt.Sprintf("the slope of item %q is negative%s (%.3g): check its key or its coding", e.ID, where, e.A[0])
		default:
			continue
		}
		problems = append(problems, p)
	}
	return problems
}

const (
	// covered is the share of a distribution that nodes should cover.
	covered = 0.99
	// closest is how many standard deviations nodes may be apart: sums over them
	// then differ from integrals by 0.2 %.
	closest = 1.67
)

// examineDistribution looks at the distribution of a group and at the nodes that
// are to stand for it.
func (m *marginal) examineDistribution(g int, r *Result) (problems []Problem) {
	group, o := r.Groups[g], r.Options
	name := "the population"
	if group.Name != "" {
		name = fmt.Sprintf("group %q", group.Name)
	}
	add := func(kind Kind, format string, args ...any) {
		problems = append(problems, Problem{Kind: kind, Group: group.Name, Message: fmt.Sprintf(format, args...)})
	}
	if dependent(mat.NewSymDense(len(group.Means), slices.Concat(group.Covariance...)), 3) {
		add(Collinear, "the traits nearly depend on each other in %s, such as by correlations above 0.97: the items hardly tell them apart; consider merging them", name)
	}
	step := 2 * o.Range / float64(o.Quadrature-1)
	for d, row := range group.Covariance {
		sd := math.Sqrt(row[d])
		inside := normalShare((o.Range+step/2-group.Means[d])/sd) - normalShare((-o.Range-step/2-group.Means[d])/sd)
		switch {
		case m.latent.covariances[g][d][d].free() && row[d] <= leastVariance*(1+1e-6):
			add(NoVariance, "the variance of the trait runs to zero in %s: the items have nothing in common there", name)
		case m.follows(d):
			// Nothing to see to.
		case inside < covered:
			add(Uncovered, "the nodes from %v to %v cover %.1f %% of the distribution of %s: widen their range, or take as reference a group in the middle", -o.Range, o.Range, 100*inside, name)
		case step > closest*sd:
			add(Coarse, "the nodes are %.2g apart and the standard deviation of %s is %.2g: use more nodes", step, name, sd)
		}
	}
	return problems
}

// normalShare is the distribution function of the standard normal distribution.
func normalShare(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
