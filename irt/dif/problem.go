package dif

import (
	"fmt"

	"suyang/irt/calibrate"
)

const (
	// SmallGroup: so few persons that only large DIF would be found.
	SmallGroup calibrate.Kind = "small_group"
	// ConstantInGroup: all responses of a group to the item are the same. The
	// group was not compared.
	ConstantInGroup calibrate.Kind = "constant_in_group"
	// EmptyInGroup: a category of the item was never observed in a group, so
	// that a calibration of the item in that group is impossible.
	EmptyInGroup calibrate.Kind = "empty_in_group"
	// Unmatched: a good part of a group has no counterpart of the same score in
	// the reference group.
	Unmatched calibrate.Kind = "unmatched"
	// NotTested: the test could not be computed.
	NotTested calibrate.Kind = "not_tested"
	// FewAnchors: purification would have left too few anchors.
	FewAnchors calibrate.Kind = "few_anchors"
	// NotPurified: the flagged items still changed in the last round.
	NotPurified calibrate.Kind = "not_purified"
)

// fewPersons is the size of a group below which power is poor: the usual advice
// for the Mantel-Haenszel method (Mazor, Clauser and Hambleton, 1992).
const fewPersons = 200

func problem(kind calibrate.Kind, item, format string, args ...any) calibrate.Problem {
	return calibrate.Problem{Kind: kind, Item: item, Message: fmt.Sprintf(format, args...)}
}
