package usage

import (
	"suyang/models"
)

// Flag is a reason to look at an item.
type Flag string

// Flags.
const (
	FlagEasy       Flag = "easy"       // nearly everybody has the points
	FlagHard       Flag = "hard"       // nearly nobody has
	FlagFlat       Flag = "flat"       // points go with ability too little
	FlagDistractor Flag = "distractor" // abler pupils choose a wrong option
	FlagUnused     Flag = "unused"     // a wrong option attracts nobody
	FlagOmitted    Flag = "omitted"    // many leave a part out
	FlagDrift      Flag = "drift"      // the difficulty has moved
	FlagExposed    Flag = "exposed"    // shown to very many
)

// Flags lists all there are.
var Flags = []Flag{FlagEasy, FlagHard, FlagFlat, FlagDistractor, FlagUnused, FlagOmitted, FlagDrift, FlagExposed}

// Limits of the flags: usual in item analysis, not laws.
const (
	hardest         = 0.10
	easiest         = 0.95
	flattest        = 0.20
	distractorLimit = 0.05
	unusedBelow     = 0.02
	omittedLimit    = 0.10
	exposureLimit   = 0.40
	fewestForFlags  = 50
)

// flags are the reasons to look at the item; none with few sittings.
func (s Statistics) flags(it models.Item) []Flag {
	if s.N < fewestForFlags {
		return nil
	}
	var flags []Flag
	add := func(f Flag, holds bool) {
		if holds {
			flags = append(flags, f)
		}
	}
	add(FlagEasy, s.P > easiest)
	add(FlagHard, s.P < hardest)
	add(FlagFlat, s.Rest < flattest)
	add(FlagDistractor, s.anyWrong(it, func(a Answer) bool { return a.Rest > distractorLimit }))
	add(FlagUnused, s.anyWrong(it, func(a Answer) bool { return a.Share < unusedBelow }))
	add(FlagOmitted, s.Omitted > omittedLimit)
	add(FlagDrift, len(s.Periods) > 0 && s.Periods[len(s.Periods)-1].Drifts())
	add(FlagExposed, s.Exposure.Sessions >= fewestForFlags && s.Exposure.Rate() > exposureLimit)
	return flags
}

// anyWrong reports whether a wrong option of a choice is so.
func (s Statistics) anyWrong(it models.Item, so func(Answer) bool) bool {
	for i, p := range s.Parts {
		if t := it.Parts[i].Type; t != models.PartSingle && t != models.PartMultiple {
			continue
		}
		for _, a := range p.Answers {
			if !a.Key && so(a) {
				return true
			}
		}
	}
	return false
}
