// Package llm lets a language model word a reply, and never lets half a reply
// pass for a whole one.
//
// [Model] is the interface of two methods the rest of the product knows. [New]
// makes one for any OpenAI-compatible endpoint: langchaingo's client, with a
// transport of our own below it that adapts the request to the provider
// ([Dialect]) and turns silent truncation, error frames and lies into errors.
// [Scripted] is a model for tests; package llmtest is an endpoint over real
// HTTP with every trap in it.
package llm
