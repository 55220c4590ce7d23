// Package observability counts what the service does, for Prometheus. Start
// from [NewMetrics]; package api feeds it and serves [Metrics.Handler].
//
// Labels are route patterns, methods and outcomes, never identifiers or names:
// their number is bounded and they tell nothing of a person.
package observability
