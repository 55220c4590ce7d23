// Package irt holds item response models and scores persons under them.
//
// # Items
//
// Item is one calibrated item of a single trait theta, in slope a and
// difficulties or thresholds b:
//
//	it := irt.Item{ID: "essay", Model: irt.GPCM, A: 1.2, B: []float64{-0.5, 0.7}}
//	it.Probabilities(nil, 0)  // of each category at theta = 0
//	it.ExpectedScore(0)       // the mean category
//	it.Information(0)         // Fisher information
//
// Model lists the response functions: the one- to four-parameter logistic models,
// the partial credit models with and without slopes, rating scale, graded
// response and nominal response. Models may be mixed in a test. The metric is
// logistic, with scaling constant D = 1. Categories are numbered from 0.
//
// MultiItem measures several traits at once, in slope-intercept form
// (compensatory: the slopes weigh the traits, and weak ones are made up for by
// strong ones). Item.Multi, MultiItem.Item, Item.Intercepts and Thresholds
// convert between the forms; a slope of zero says that an item does not measure
// a trait, so that between-item, within-item and bifactor tests are one type.
//
// # Distributions of traits
//
// Grid is a discrete distribution of one trait, as NormalGrid makes it; sums over
// its nodes stand for integrals. Normal is a normal distribution of several
// traits, Space a set of nodes to sum it over: ProductSpace, a grid, up to about
// three traits, QuasiSpace, quasi-Monte-Carlo points, beyond.
//
// # One person
//
// EAP gives the posterior mean under a prior, MAP the posterior mode, ML the
// maximum of the likelihood, WLE that of the weighted likelihood, each with its
// standard error. Posterior takes the answers one by one, as a test does that
// adapts. Missing marks an item without answer; it takes no part.
//
//	theta, se := irt.EAP(items, []int{1, 0, irt.Missing}, irt.StandardGrid())
//
// # Many persons
//
// Scorer does the same for any number of persons on the same items, by tables and
// in parallel, and also
//
//   - draws plausible values, from the posterior itself and not from a normal
//     distribution of its mean and variance;
//   - tabulates posterior densities;
//   - takes a prior mean of each person's own, as a latent regression gives.
//
// MultiScorer scores several traits, by EAP, MAP and plausible values. Responses
// is a table of answers. SumScores turns the sum of the points of a test to
// theta, for tests scored by hand.
//
// What is drawn depends on a seed and the number of the person only. No result
// depends on the number of threads.
//
// # Sub-packages
//
// calibrate estimates items, fit and dif judge them, link puts scales together,
// cat chooses the next item of an adaptive test, simulate draws responses, and
// files reads and writes items, responses and scores.
//
// # Errors
//
// Functions that receive data return an error for bad data; Item.Validate and
// MultiItem.Validate say what is wrong with parameters. Misuse, such as a category
// an item does not have or an invalid item in a Scorer, panics.
package irt
