// Package dif looks for differential item functioning: items that are harder
// for the persons of one group than for persons of another group at the same
// ability.
//
// Start from Run, which takes the responses of persons in two or more groups
// and tests every item by one of four methods, and Result, which tells for each
// item the test, the size of the effect by group, its class and its direction.
//
//   - MantelHaenszel compares the groups within strata of a matching score:
//     the common odds ratio on the ETS delta scale for items of two categories,
//     Mantel's test and the standardised mean difference for the others.
//   - Logistic regresses the item on the matching score, the group and their
//     product, and so tells uniform from non-uniform DIF.
//   - LikelihoodRatio compares calibrations with and without parameters of the
//     item's own in each group.
//   - RMSD is the distance of each group's observed curve from the common one.
//
// # Groups and signs
//
// One group is the reference group; each other one is a focal group, compared
// with it. Every difference is focal minus reference: a negative one says that
// the item is harder for the focal group than for the reference group at the
// same ability. Odds ratios, after Holland and Thayer (1988), are those of the
// reference group over the focal group: above 1, the item is harder for the
// focal group.
//
// # Matching
//
// The matching score is the sum over the anchor items and the item under
// study; Rest leaves that one out. Only persons who answered the item count.
// Where responses are missing by design, sums compare only persons who answered
// the same anchor items: Total and Rest match within each such set. EAP matches
// on the ability estimated from whatever was answered, across sets.
//
// docs/methods/dif.md has the formulas and says which test checks what.
package dif
