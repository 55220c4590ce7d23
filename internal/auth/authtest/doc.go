// Package authtest keeps credentials and web sessions in memory, for tests of
// signing in that need no database. Start from [NewMemory].
package authtest
