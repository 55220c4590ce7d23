// Package multiple adjusts p values for the number of tests made, as R's
// p.adjust does: an adjusted p value is compared with the level itself.
//
// Start from BenjaminiHochberg, which bounds the expected share of false
// alarms among the alarms, or Holm, which bounds the chance of a single one.
// Tests that could not be made have the p value NaN; they stay NaN and do not
// count.
package multiple
