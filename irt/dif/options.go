package dif

import (
	"fmt"
	"runtime"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// Method names a way to look for DIF.
type Method string

const (
	// MantelHaenszel is the test of Mantel and Haenszel (1959) and its
	// generalizations (Mantel, 1963; Landis, Heyman and Koch, 1978).
	MantelHaenszel Method = "mh"
	// Logistic is logistic regression (Swaminathan and Rogers, 1990), with
	// proportional odds for items of more than two categories (Zumbo, 1999).
	Logistic Method = "logistic"
	// LikelihoodRatio is the likelihood-ratio test of item response theory
	// (Thissen, Steinberg and Wainer, 1993).
	LikelihoodRatio Method = "lr"
	// RMSD is the root mean square deviation of a group's observed item curve
	// from the common one (OECD, 2017).
	RMSD Method = "rmsd"
)

// Matching names the score on which MantelHaenszel and Logistic match persons.
type Matching string

const (
	// Auto is EAP where responses are missing or Options.Items are given, else
	// Total.
	Auto Matching = ""
	// Total is the sum over the anchor items and the studied item.
	Total Matching = "total"
	// Rest is the sum over the anchor items without the studied item.
	Rest Matching = "rest"
	// EAP is the ability estimated from the anchor items and the studied item
	// under item parameters and a prior common to all groups. Mantel-Haenszel
	// takes it in steps of 0.1, logistic regression in steps of 0.01.
	EAP Matching = "eap"
)

// Adjustment names the control for the number of items tested.
type Adjustment string

const (
	// BenjaminiHochberg bounds the share of false alarms among the alarms.
	BenjaminiHochberg Adjustment = "bh"
	// Holm bounds the chance of a single false alarm.
	Holm Adjustment = "holm"
	// None tests each item at the level by itself.
	None Adjustment = "none"
)

// Options steer the search. The zero value is the Mantel-Haenszel method with
// the defaults given.
type Options struct {
	// Method defaults to MantelHaenszel.
	Method Method
	// Reference names the reference group; "": the first of the data.
	Reference string
	// Anchors name the items known to be free of DIF. They are not tested. None:
	// all items are anchors and are tested. RMSD takes none.
	Anchors []string
	// Purify repeats the search with the flagged items taken out of the anchors,
	// until the flagged items no longer change. It excludes Anchors and RMSD.
	Purify bool
	// Matching applies to MantelHaenszel and Logistic.
	Matching Matching
	// Alpha is the level of significance, in (0, 1); default 0.05.
	Alpha float64
	// Adjust defaults to BenjaminiHochberg.
	Adjust Adjustment
	// Limit is the RMSD above which an item is flagged; default 0.12.
	Limit float64
	// Items, found by ID, are held at these parameters by RMSD and by EAP
	// matching. None: both estimate the items of the data.
	Items []irt.MultiItem
	// Calibration steers calibrations: their model, tolerance, cycles and
	// quadrature. The tolerance defaults to 1e-6; what concerns groups is set by
	// the method.
	Calibration calibrate.Options
	// Threads bounds the goroutines; default one per processor.
	Threads int
	// Progress, when not nil, hears how many of the items of a round of
	// LikelihoodRatio have been tested. Calls do not overlap.
	Progress func(done, total int)
}

func (o Options) withDefaults() (Options, error) {
	if o.Method == "" {
		o.Method = MantelHaenszel
	}
	if o.Alpha == 0 {
		o.Alpha = 0.05
	}
	if o.Adjust == "" {
		o.Adjust = BenjaminiHochberg
	}
	if o.Limit == 0 {
		o.Limit = 0.12
	}
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.Calibration.Tol == 0 {
		o.Calibration.Tol = 1e-6
	}
	o.Calibration.SE = calibrate.NoSE
	return o, o.validate()
}

func (o Options) validate() error {
	switch {
	case o.Method != MantelHaenszel && o.Method != Logistic && o.Method != LikelihoodRatio && o.Method != RMSD:
		return fmt.Errorf("unknown method %q: use %s, %s, %s or %s", o.Method, MantelHaenszel, Logistic, LikelihoodRatio, RMSD)
	case o.Matching != Auto && o.Matching != Total && o.Matching != Rest && o.Matching != EAP:
		return fmt.Errorf("unknown matching %q: use %s, %s or %s", o.Matching, Total, Rest, EAP)
	case o.Adjust != BenjaminiHochberg && o.Adjust != Holm && o.Adjust != None:
		return fmt.Errorf("unknown adjustment %q: use %s, %s or %s", o.Adjust, BenjaminiHochberg, Holm, None)
	case !(o.Alpha > 0 && o.Alpha < 1):
		return fmt.Errorf("level of significance %v must be between 0 and 1", o.Alpha)
	case !(o.Limit > 0):
		return fmt.Errorf("limit %v of the RMSD must be positive", o.Limit)
	case o.Threads < 1:
		return fmt.Errorf("%d threads, at least 1 is needed", o.Threads)
	case len(o.Calibration.Dimensions) > 1:
		return fmt.Errorf("%d traits: persons are matched on one", len(o.Calibration.Dimensions))
	case o.Purify && len(o.Anchors) > 0:
		return fmt.Errorf("anchors that are given are not purified: leave out one of the two")
	case o.Method == RMSD && (o.Purify || len(o.Anchors) > 0):
		return fmt.Errorf("the RMSD compares all items with the common curves: it takes no anchors and no purification")
	case o.Method == LikelihoodRatio && len(o.Items) > 0:
		return fmt.Errorf("the likelihood-ratio test estimates all items: it takes no item parameters")
	case o.Method != RMSD && (o.Matching == Total || o.Matching == Rest) && len(o.Items) > 0:
		return fmt.Errorf("matching %q does not use item parameters", o.Matching)
	case (o.Method == LikelihoodRatio || o.Method == RMSD) && o.Matching != Auto:
		return fmt.Errorf("method %q does not match persons: it takes no matching", o.Method)
	}
	return nil
}
