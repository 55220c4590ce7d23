// Package archtest holds the test that keeps the architecture: it walks the
// imports of every package and fails on an edge that the rules do not allow.
// The rules are a table in rules_test.go, drawn in docs/architecture.md; a new
// package needs a line there.
//
// Tests may import what they like: a package's own tests reach for a real
// database, say, which the package itself must not know.
package archtest
