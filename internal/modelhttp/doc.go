// Package modelhttp holds what calls to OpenAI-compatible endpoints share. Start
// from [Check], which turns an answer other than 200 into a [Refusal].
package modelhttp
