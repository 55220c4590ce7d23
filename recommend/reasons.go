package recommend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"suyang/models"
)

// Reason is one reason for a recommendation, in words that Templates holds.
type Reason struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args"` // numbers, and names in the learner's language
}

// Keys of reasons.
const (
	ReasonNeed     = "reason.need"     // indicator, points, max: what the tests showed
	ReasonStart    = "reason.start"    // indicator: nothing is known yet
	ReasonEasier   = "reason.easier"   // percent: expected success well above the target
	ReasonLevel    = "reason.level"    // percent: about right
	ReasonHarder   = "reason.harder"   // percent: expected success well below the target
	ReasonMinutes  = "reason.minutes"  // minutes
	ReasonLanguage = "reason.language" // it is in the other language
)

// Templates are the reasons' words; {name} stands for an argument.
var Templates = map[string]models.Text{
	ReasonNeed:     {ZH: "在“{indicator}”的题目上，你得了{points}分（满分{max}分），这份材料正好讲它。", EN: "You reached {points} of {max} points on tasks about “{indicator}”. This is about just that."},
	ReasonStart:    {ZH: "适合作为“{indicator}”的起点。", EN: "A place to start with “{indicator}”."},
	ReasonEasier:   {ZH: "比你现在的水平容易一些，同样难度的题你大约能做对{percent}%。", EN: "A little easier than your level: you would solve about {percent}% of tasks this hard."},
	ReasonLevel:    {ZH: "难度适合你，同样难度的题你大约能做对{percent}%。", EN: "It fits your level: you would solve about {percent}% of tasks this hard."},
	ReasonHarder:   {ZH: "比你现在的水平难一些，同样难度的题你大约能做对{percent}%。", EN: "Above your level, something to stretch for: you would solve about {percent}% of tasks this hard."},
	ReasonMinutes:  {ZH: "大约{minutes}分钟。", EN: "About {minutes} minutes."},
	ReasonLanguage: {ZH: "内容是英文的。", EN: "It is in Chinese."},
}

// In returns the reason in words.
func (r Reason) In(l models.Locale) string {
	text := Templates[r.Key].In(l)
	for name, value := range r.Args {
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

// explain makes the reasons from the components that ranked the pick, in the
// order of what each added.
func explain(c pick, p Profile, x *indicators) []Reason {
	type weighed struct {
		Reason
		weight float64
	}
	reasons := []weighed{
		{needReason(c.need, x.name(c.need.Indicator, p.Locale)), c.parts.Need + c.parts.Similarity},
	}
	if p.SE > 0 { // her level has been measured
		reasons = append(reasons, weighed{levelReason(c.success), c.parts.Level})
	}
	if c.Resource.Minutes > 0 {
		reasons = append(reasons, weighed{Reason{ReasonMinutes, map[string]any{"minutes": c.Resource.Minutes}}, c.parts.Brevity})
	}
	if !inLanguage(c.Resource, p.Locale) {
		reasons = append(reasons, weighed{Reason{ReasonLanguage, nil}, c.parts.Language})
	}
	slices.SortStableFunc(reasons, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	ordered := make([]Reason, len(reasons))
	for i, r := range reasons {
		ordered[i] = r.Reason
	}
	return ordered
}

func needReason(n Need, name string) Reason {
	if n.Max == 0 {
		return Reason{ReasonStart, map[string]any{"indicator": name}}
	}
	return Reason{ReasonNeed, map[string]any{"indicator": name, "points": n.Points, "max": n.Max}}
}

// levelReason words the expected success; the percent is rounded to tens from
// 10 to 90, as nothing finer is known.
func levelReason(success float64) Reason {
	key := ReasonLevel
	switch {
	case success > 0.85:
		key = ReasonEasier
	case success < 0.6:
		key = ReasonHarder
	}
	return Reason{key, map[string]any{"percent": min(90, max(10, int(success*10+0.5)*10))}}
}
