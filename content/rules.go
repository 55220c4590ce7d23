package content

import (
	"errors"

	"suyang/models"
)

// Rules are the bundle's rules for those who edit items in the database.
type Rules struct{ Bundle *Bundle }

// Check lists what is wrong in an item beside the other items of a bank and
// the bundle's other records; see [Bundle.CheckItem].
func (r Rules) Check(it models.Item, bank []models.Item, text []byte) []models.ItemProblem {
	beside := *r.Bundle
	beside.Items = bank
	return itemProblems(beside.CheckItem(it, text))
}

// Read reads an item from the text of its file; problems say why it cannot.
func (r Rules) Read(text []byte) (models.Item, []models.ItemProblem) {
	it, err := ReadItem(text)
	problems, _ := errors.AsType[Problems](err)
	return it, itemProblems(problems)
}

// Write returns an item as the text of its file.
func (r Rules) Write(it models.Item) ([]byte, error) { return WriteItem(it) }

func itemProblems(problems Problems) []models.ItemProblem {
	var list []models.ItemProblem
	for _, p := range problems {
		list = append(list, models.ItemProblem{Line: p.Line, Path: p.Path, What: p.What, Mend: p.Mend})
	}
	return list
}
