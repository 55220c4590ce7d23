// Package parallel spreads independent pieces of work over goroutines. Start
// from Each.
package parallel
