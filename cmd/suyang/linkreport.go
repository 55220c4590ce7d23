package main

import (
	"math"
	"slices"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/link"
)

// linkReport is what suyang link --json prints; docs/schema/link.schema.json
// describes it.
type linkReport struct {
	SchemaVersion int    `json:"schema_version"`
	From          string `json:"from"`
	To            string `json:"to"`
	Method        string `json:"method"`
	// Weights and Symmetric are of the methods that compare curves.
	Weights   string `json:"weights"`
	Symmetric bool   `json:"symmetric"`
	// Constants go from From to To; of a chain they accumulate.
	Constants linkConstants `json:"constants"`
	Steps     []linkStep    `json:"steps"`
	Equating  []linkedScore `json:"equating,omitempty"`
}

type linkConstants struct {
	A float64 `json:"a"`
	B float64 `json:"b"`
	// Sampling is null where an items file has no covariances, Jackknife and
	// LinkingError where there are too few anchors.
	Sampling     *linkErrors `json:"sampling"`
	Jackknife    *linkErrors `json:"jackknife"`
	LinkingError *float64    `json:"linking_error"`
}

type linkErrors struct {
	A          float64 `json:"a"`
	B          float64 `json:"b"`
	Covariance float64 `json:"covariance"`
}

// linkStep is the link of two neighbouring occasions.
type linkStep struct {
	From      string        `json:"from"`
	To        string        `json:"to"`
	Constants linkConstants `json:"constants"`
	// Shift tells that A was held at 1.
	Shift bool `json:"shift"`
	// Methods compares all methods on all anchors.
	Methods []linkMethod  `json:"methods"`
	Anchors []linkAnchor  `json:"anchors"`
	Removed []linkRemoval `json:"removed"`
}

type linkMethod struct {
	Method string   `json:"method"`
	A      *float64 `json:"a"`
	B      *float64 `json:"b"`
	// Problem tells why the method does not apply.
	Problem string `json:"problem,omitempty"`
}

// linkAnchor is an anchor after linking, From moved to the scale of To.
type linkAnchor struct {
	ID           string       `json:"id"`
	Model        irt.Model    `json:"model"`
	Used         bool         `json:"used"`
	From         linkItem     `json:"from"`
	To           linkItem     `json:"to"`
	Displacement float64      `json:"displacement"`
	SlopeRatio   float64      `json:"slope_ratio"`
	ZB           *float64     `json:"z_b"`
	ZA           *float64     `json:"z_a"`
	Area         float64      `json:"area"`
	Exceeds      []linkReason `json:"exceeds"`
}

type linkItem struct {
	A float64   `json:"a"`
	B []float64 `json:"b"`
}

type linkReason struct {
	Statistic string   `json:"statistic"`
	Value     *float64 `json:"value"`
	Limit     float64  `json:"limit"`
}

// linkRemoval is a step of the removal of anchors; A and B are those of the link
// with the item.
type linkRemoval struct {
	ID      string       `json:"id"`
	Exceeds []linkReason `json:"exceeds"`
	A       float64      `json:"a"`
	B       float64      `json:"b"`
}

// linkedScore is a number-correct score of From and its equivalents on To. Theta
// is null where the score is beyond the test characteristic curve.
type linkedScore struct {
	Score    float64  `json:"score"`
	Theta    *float64 `json:"theta"`
	True     float64  `json:"true"`
	Observed float64  `json:"observed"`
}

func newLinkConstants(c link.Constants) linkConstants {
	return linkConstants{c.A, c.B, newLinkErrors(c.Sampling), newLinkErrors(c.Jackknife), finite(c.LinkingError)}
}

func newLinkErrors(e *link.Errors) *linkErrors {
	if e == nil {
		return nil
	}
	return &linkErrors{e.A, e.B, e.Covariance}
}

func newLinkStep(p *link.Purified, comparison []link.Comparison, limits link.Limits) linkStep {
	step := linkStep{Constants: newLinkConstants(p.Constants), Shift: p.Shift, Removed: []linkRemoval{}}
	for _, c := range comparison {
		m := linkMethod{Method: string(c.Method), A: &c.A, B: &c.B}
		if c.Err != nil {
			m = linkMethod{Method: m.Method, Problem: c.Err.Error()}
		}
		step.Methods = append(step.Methods, m)
	}
	for _, d := range p.Candidates {
		step.Anchors = append(step.Anchors, linkAnchor{
			ID: d.Item, Model: d.To.Model, Used: slices.Contains(p.Anchors, d.Item),
			From: linkItem{d.From.A, d.From.B}, To: linkItem{d.To.A, d.To.B},
			Displacement: d.Displacement, SlopeRatio: d.SlopeRatio, ZB: finite(d.ZB), ZA: finite(d.ZA), Area: d.Area,
			Exceeds: newLinkReasons(limits.Exceeded(d)),
		})
	}
	for _, r := range p.Removed {
		step.Removed = append(step.Removed, linkRemoval{r.Item, newLinkReasons(r.Reasons), r.Before.A, r.Before.B})
	}
	return step
}

func newLinkReasons(list []link.Reason) []linkReason {
	reasons := []linkReason{}
	for _, r := range list {
		reasons = append(reasons, linkReason{r.Statistic, finite(r.Value), r.Limit})
	}
	return reasons
}

// lineage is what the items file on the new scale says of its origin.
func (r *linkReport) lineage(names []string) files.Linking {
	l := files.Linking{
		From: r.From, To: r.To, Through: names[1 : len(names)-1], Method: r.Method,
		A: r.Constants.A, B: r.Constants.B, LinkingError: r.Constants.LinkingError,
	}
	if m := link.Method(r.Method); m == link.StockingLord || m == link.Haebara {
		l.Weights = r.Weights
	}
	for _, a := range r.Steps[len(r.Steps)-1].Anchors {
		if a.Used {
			l.Anchors = append(l.Anchors, a.ID)
		}
	}
	return l
}

// finite is nil for what JSON has no number for.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
