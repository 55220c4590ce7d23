package questionnaire

import (
	"cmp"
	"math"
	"slices"

	"suyang/models"
)

// SmallestGroup is the number of persons below which nothing is shown of a
// group.
const SmallestGroup = 10

// Group is a school or a region with the means of its teachers.
type Group struct {
	Region string
	School string // empty: the region as a whole
	N      int
	Means  []Mean // in the order of the pcm scales
}

// Mean is the mean of a pcm scale over the persons of a group.
type Mean struct {
	Scale string
	Value float64
	SE    float64 // standard deviation over root n
}

// Means gives the means of the pcm scales by region and school, over the replies
// that were handed in and have a score on every one of them. Groups of fewer than SmallestGroup are left out, and so are as
// many more schools of a region, the smallest first, as it takes that what is
// left of the region without those shown is either nobody or SmallestGroup and
// more: nobody can subtract her way to a small group.
func Means(q models.Questionnaire, all []models.Respondent) []Group {
	byRegion := map[models.RegionID]map[models.SchoolID][]models.Respondent{}
	for _, r := range all {
		if !r.Submitted() || !scoredThroughout(q, r.Answers) {
			continue
		}
		if byRegion[r.RegionID] == nil {
			byRegion[r.RegionID] = map[models.SchoolID][]models.Respondent{}
		}
		byRegion[r.RegionID][r.SchoolID] = append(byRegion[r.RegionID][r.SchoolID], r)
	}
	var groups []Group
	for _, schools := range byRegion {
		groups = append(groups, regionMeans(q, schools)...)
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.School, b.School))
	})
	return groups
}

func regionMeans(q models.Questionnaire, schools map[models.SchoolID][]models.Respondent) []Group {
	var whole []models.Respondent
	var shown [][]models.Respondent
	hidden := 0
	for _, persons := range schools {
		whole = append(whole, persons...)
		if len(persons) >= SmallestGroup {
			shown = append(shown, persons)
		} else {
			hidden += len(persons)
		}
	}
	if len(whole) < SmallestGroup {
		return nil
	}
	slices.SortFunc(shown, func(a, b []models.Respondent) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0].School, b[0].School))
	})
	for hidden > 0 && hidden < SmallestGroup && len(shown) > 0 {
		hidden += len(shown[len(shown)-1])
		shown = shown[:len(shown)-1]
	}
	groups := []Group{means(q, whole[0].Region, "", whole)}
	for _, persons := range shown {
		groups = append(groups, means(q, persons[0].Region, persons[0].School, persons))
	}
	return groups
}

func scoredThroughout(q models.Questionnaire, a models.Answers) bool {
	return !slices.ContainsFunc(Scores(q, a), func(s Score) bool { return s.Method == models.ScalePCM && !s.Scored })
}

func means(q models.Questionnaire, region, school string, persons []models.Respondent) Group {
	values := map[string][]float64{}
	for _, p := range persons {
		for _, s := range Scores(q, p.Answers) {
			values[s.Scale] = append(values[s.Scale], s.Value)
		}
	}
	g := Group{Region: region, School: school, N: len(persons)}
	for _, s := range q.Scales {
		if s.Method == models.ScalePCM {
			mean, sd := moments(values[s.Code])
			g.Means = append(g.Means, Mean{Scale: s.Code, Value: mean, SE: sd / math.Sqrt(float64(g.N))})
		}
	}
	return g
}

// Count is how many answer a questionnaire.
type Count struct {
	Begun     int // not handed in
	Submitted int
}

// CountOf counts replies.
func CountOf(all []models.Respondent) Count {
	var c Count
	for _, r := range all {
		if r.Submitted() {
			c.Submitted++
		} else {
			c.Begun++
		}
	}
	return c
}
