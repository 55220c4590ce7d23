package link

import (
	"fmt"
	"strings"
)

// Method names a way to find the constants of a transformation.
type Method string

const (
	// StockingLord compares the expected scores on all anchors together (Stocking
	// and Lord, 1983).
	StockingLord Method = "stocking-lord"
	// Haebara compares the probability of each category of each anchor (Haebara,
	// 1980).
	Haebara Method = "haebara"
	// MeanMean compares the means of slopes and of difficulties (Loyd and Hoover,
	// 1980).
	MeanMean Method = "mean-mean"
	// MeanSigma compares the means and standard deviations of difficulties
	// (Marco, 1977).
	MeanSigma Method = "mean-sigma"
)

// Methods are all of them.
var Methods = []Method{StockingLord, Haebara, MeanMean, MeanSigma}

// ParseMethod reads the name of a method.
func ParseMethod(name string) (Method, error) {
	var names []string
	for _, m := range Methods {
		if string(m) == name {
			return m, nil
		}
		names = append(names, string(m))
	}
	return "", fmt.Errorf("unknown linking method %q: use one of %s", name, strings.Join(names, ", "))
}
