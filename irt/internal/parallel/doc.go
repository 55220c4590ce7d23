// Package parallel spreads independent pieces of work over goroutines. Start
// from For, or from Each where pieces may fail.
package parallel
