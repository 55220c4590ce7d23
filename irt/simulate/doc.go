// Package simulate draws persons and their responses under item response
// models, the same for the same seed on every machine.
package simulate
