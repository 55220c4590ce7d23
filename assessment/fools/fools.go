package fools

import "suyang/models"

// task is one part of an item as a pupil sees it in one language.
type task struct {
	item   models.Item
	part   models.Part
	locale models.Locale
}

// fool is one way to answer without understanding.
type fool struct {
	name string
	on   models.PartType
	// answers returns the answers the fool cannot choose between, each as
	// likely; none where the habit says nothing, such as on digits where no
	// option has any.
	answers func(t task) []models.PartAnswer
}

// all returns every fool, those of one part type together.
func all() []fool {
	var fools []fool
	for place, name := range []string{"first", "second", "third", "fourth", "fifth"} {
		fools = append(fools, fool{name + " option", models.PartSingle, byPlace(place)})
	}
	return append(fools,
		fool{"last option", models.PartSingle, lastPlace},
		fool{"longest option", models.PartSingle, choice(length)},
		fool{"shortest option", models.PartSingle, choice(less(length))},
		fool{"most digits", models.PartSingle, choice(digits)},
		fool{"fewest digits", models.PartSingle, choice(less(digits))},
		fool{"middle number", models.PartSingle, middleNumber},
		fool{"most absolute", models.PartSingle, choice(absolutes)},
		fool{"least absolute", models.PartSingle, choice(less(absolutes))},
		fool{"most careful", models.PartSingle, choice(hedges)},
		fool{"least careful", models.PartSingle, choice(less(hedges))},
		fool{"likest the prompt", models.PartSingle, choice(likePrompt)},
		fool{"likest the situation", models.PartSingle, choice(likeStimulus)},
		fool{"likest the others", models.PartSingle, choice(likeOthers)},
		fool{"all of the above", models.PartSingle, choice(sweeping)},
		fool{"everything", models.PartMultiple, everything},
		fool{"nothing", models.PartMultiple, nothing},
		fool{"longest half", models.PartMultiple, longestHalf},
		fool{"first half", models.PartMultiple, firstHalf},
		fool{"as written", models.PartOrdering, asWritten},
		fool{"written backwards", models.PartOrdering, backwards},
		fool{"all to the first", models.PartMatching, allToFirst},
		fool{"row by row", models.PartMatching, rowByRow},
		fool{"first number", models.PartNumeric, firstNumber},
		fool{"largest number", models.PartNumeric, largestNumber},
		fool{"copies the situation", models.PartShort, copiesStimulus},
		fool{"copies the prompt", models.PartShort, copiesPrompt},
	)
}
