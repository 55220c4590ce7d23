package irt

import (
	"fmt"
	"strings"
)

// Method names an estimator of a person's theta.
type Method uint8

const (
	// ByEAP is the posterior mean, with the posterior standard deviation: see EAP.
	ByEAP Method = iota
	// ByMAP is the posterior mode: see MAP.
	ByMAP
	// ByML is the maximum of the likelihood: see ML.
	ByML
	// ByWLE is the maximum of the weighted likelihood: see WLE.
	ByWLE
)

var methodNames = [...]string{ByEAP: "eap", ByMAP: "map", ByML: "ml", ByWLE: "wle"}

// String gives the name that ParseMethod reads.
func (m Method) String() string {
	if int(m) < len(methodNames) {
		return methodNames[m]
	}
	return fmt.Sprintf("method(%d)", uint8(m))
}

// ParseMethod reads eap, map, ml or wle.
func ParseMethod(name string) (Method, error) {
	for m, known := range methodNames {
		if name == known {
			return Method(m), nil
		}
	}
	return 0, fmt.Errorf("unknown method of scoring %q: use one of %s", name, strings.Join(methodNames[:], ", "))
}
