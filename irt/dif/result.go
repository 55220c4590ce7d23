package dif

import (
	"gonum.org/v1/gonum/stat/distuv"

	"suyang/irt/calibrate"
)

// Result is what a search found.
type Result struct {
	Method    Method   `json:"method"`
	Reference string   `json:"reference"`
	Focal     []string `json:"focal"`
	// Matching is empty for methods that do not match.
	Matching Matching   `json:"matching,omitempty"`
	Alpha    float64    `json:"alpha"`
	Adjust   Adjustment `json:"adjust"`
	// Limit is that of the RMSD; 0 for other methods.
	Limit float64 `json:"limit,omitempty"`
	// Anchors are those of the last round.
	Anchors []string `json:"anchors"`
	// Rounds of purification, the first search included.
	Rounds   int                 `json:"rounds"`
	Items    []Item              `json:"items"`
	Problems []calibrate.Problem `json:"problems"`
}

// Item is the finding about one item.
type Item struct {
	ID         string `json:"id"`
	Categories int    `json:"categories"`
	// Anchor tells whether the item was among the anchors of the last round.
	Anchor bool `json:"anchor"`
	// Test of all groups at once. It is nil under RMSD, for anchors that were
	// given, and where Problems tells why the item could not be tested.
	Test *Test `json:"test"`
	// Adjusted is the p value after control for the number of items; 1 where
	// there is no Test.
	Adjusted float64 `json:"p_adjusted"`
	// Flagged: Adjusted is below the level, or an RMSD above the limit.
	Flagged bool `json:"flagged"`
	// Class is the largest of the comparisons, or the Jodoin-Gierl class of
	// Logistic. Empty where the method has none.
	Class Class `json:"class,omitempty"`
	// Logistic has what concerns the item as a whole under that method.
	Logistic *LogisticTests `json:"logistic,omitempty"`
	// Comparisons has an entry for each focal group that could be compared;
	// under RMSD for each group.
	Comparisons []Comparison `json:"comparisons"`
}

// Test is a chi-square test.
type Test struct {
	Statistic float64 `json:"statistic"`
	DF        int     `json:"df"`
	P         float64 `json:"p"`
}

func chiSquare(statistic float64, df int) *Test {
	return &Test{Statistic: statistic, DF: df, P: distuv.ChiSquared{K: float64(df)}.Survival(statistic)}
}

// Class grades the size of DIF.
type Class string

const (
	// Negligible DIF: class A of the ETS.
	Negligible Class = "A"
	// Moderate DIF: class B.
	Moderate Class = "B"
	// Large DIF: class C.
	Large Class = "C"
)

// grade compares a size with the bounds of class B and C.
func grade(size, moderate, large float64) Class {
	switch {
	case size >= large:
		return Large
	case size >= moderate:
		return Moderate
	}
	return Negligible
}

// Direction says for whom an item is harder at the same ability. Under RMSD
// the common curve stands in for the reference group.
type Direction string

const (
	// Harder than for the reference group.
	Harder Direction = "harder"
	// Easier than for the reference group.
	Easier Direction = "easier"
	// Crossing: harder at some levels of ability, easier at others.
	Crossing Direction = "crossing"
)

// direction is that of a difference, focal minus reference.
func direction(difference float64) Direction {
	if difference < 0 {
		return Harder
	}
	return Easier
}

// Comparison is one group against the reference group, or, under RMSD, against
// the common curve. One of the pointers to effects is not nil, by the method.
type Comparison struct {
	Group string `json:"group"`
	// Persons of the group who answered the item.
	Persons int `json:"persons"`
	// Direction of the difference, be it significant or not.
	Direction Direction `json:"direction"`
	// Test of this pair of groups, not adjusted; nil where the method has none.
	Test  *Test `json:"test,omitempty"`
	Class Class `json:"class,omitempty"`

	MantelHaenszel *MantelHaenszelEffect `json:"mantel_haenszel,omitempty"`
	Logistic       *LogisticEffect       `json:"logistic,omitempty"`
	Curves         *CurveEffect          `json:"curves,omitempty"`
	RMSD           *RMSDEffect           `json:"rmsd,omitempty"`
}

// MantelHaenszelEffect is the size of DIF in matched groups.
type MantelHaenszelEffect struct {
	// Odds is nil for items of more than two categories.
	Odds *Odds `json:"odds,omitempty"`
	// SMD is the standardised mean difference of Dorans and Schmitt (1991) in
	// units of the item's score, focal minus reference, with its standard error
	// (Zwick and Thayer, 1996). For two categories it is the standardised
	// difference of proportions (Dorans and Kulick, 1986).
	SMD   float64 `json:"smd"`
	SMDSE float64 `json:"smd_se"`
	// Relative is SMD over the standard deviation of the item's score.
	Relative float64 `json:"smd_over_sd"`
}

// Odds compares the odds of the upper of two categories.
type Odds struct {
	// Ratio is the common odds ratio, reference over focal, and LogSE the
	// standard error of its logarithm (Robins, Breslow and Greenland, 1986).
	Ratio float64 `json:"ratio"`
	LogSE float64 `json:"log_se"`
	// Delta is MH D-DIF, -2.35 ln(Ratio), on the ETS delta scale.
	Delta   float64 `json:"delta"`
	DeltaSE float64 `json:"delta_se"`
	// BreslowDay tests whether the odds ratio is the same in all strata; if it
	// is not, DIF depends on ability. Nil where fewer than two strata tell.
	BreslowDay *Test `json:"breslow_day,omitempty"`
}

// LogisticTests compares regressions on the matching score only, with the
// group, and with the product of both.
type LogisticTests struct {
	Uniform    Test `json:"uniform"`
	NonUniform Test `json:"non_uniform"`
	Both       Test `json:"both"`
	// R2 is the coefficient of determination of Nagelkerke (1991) of the three
	// regressions, and DeltaR2 the gain of the last over the first.
	R2      [3]float64 `json:"r2"`
	DeltaR2 float64    `json:"delta_r2"`
	// ZumboThomas has the bounds 0.13 and 0.26 of DeltaR2 (Zumbo and Thomas,
	// 1997), JodoinGierl 0.035 and 0.07 (Jodoin and Gierl, 2001). Both are
	// Negligible where the item is not flagged.
	ZumboThomas Class `json:"zumbo_thomas"`
	JodoinGierl Class `json:"jodoin_gierl"`
}

// LogisticEffect is the size of DIF in log-odds of scoring higher.
type LogisticEffect struct {
	// Group is the coefficient of the focal group in the regression without the
	// product.
	Group   float64 `json:"group"`
	GroupSE float64 `json:"group_se"`
	// Interaction is the coefficient of the product of group and matching score.
	Interaction   float64 `json:"interaction"`
	InteractionSE float64 `json:"interaction_se"`
}

// CurveEffect is the difference of the expected score of the item, focal minus
// reference, as a function of ability.
type CurveEffect struct {
	// SignedArea and UnsignedArea integrate the difference and its absolute
	// value over the range of the quadrature (Raju, 1988, who subtracts focal
	// from reference).
	SignedArea   float64 `json:"signed_area"`
	UnsignedArea float64 `json:"unsigned_area"`
	// Signed and Unsigned average the difference and its absolute value over the
	// normal distribution of the focal group: SIDN and UIDN of Meade (2010).
	Signed   float64 `json:"signed"`
	Unsigned float64 `json:"unsigned"`
	// Largest is the difference where its absolute value is largest within the
	// range, and LargestAt that ability: D-max of Meade (2010).
	Largest   float64 `json:"largest"`
	LargestAt float64 `json:"largest_at"`
	// Standardized is the difference of the mean expected scores in units of
	// their pooled standard deviation among the focal group: ESSD of Meade (2010).
	Standardized float64 `json:"standardized"`
	// Slopes and Intercepts of reference and focal group.
	ReferenceSlope      float64   `json:"reference_slope"`
	FocalSlope          float64   `json:"focal_slope"`
	ReferenceIntercepts []float64 `json:"reference_intercepts"`
	FocalIntercepts     []float64 `json:"focal_intercepts"`
}

// RMSDEffect is the deviation of a group's observed expected score from the
// common curve, in units of the item's largest score.
type RMSDEffect struct {
	// RMSD is the root of the mean square, over the ability of the group.
	RMSD float64 `json:"rmsd"`
	// MD is the mean deviation, observed minus common.
	MD float64 `json:"md"`
}
