// Package llmtest is an OpenAI-compatible chat endpoint for tests, over real
// HTTP, that behaves well or in any of the ways endpoints are known to fail.
// Start from [Serve].
package llmtest
