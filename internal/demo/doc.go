// Package demo fills an empty service with a county that does not exist:
// schools, classes, pupils with abilities drawn from a population model, and
// the tests they took, all through the public services. Start from [Fill].
package demo
