// Package adaptive simulates adaptive tests: Design.Run gives tests to simulees,
// Summarize reports how precise they were, how often items were given, and
// whether constraints held. Results depend on the seed and not on the number of
// threads.
package adaptive
