package assessment

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"suyang/assessment/assembly"
	"suyang/models"
)

// maxTitle is the longest title of a form, in characters.
const maxTitle = 60

// Assemble makes a linear form of the bank and stores it beside the others:
// one that can be printed, too. Title is its name in both languages. A teacher
// makes it for herself, a researcher for every teacher. A zero seed of the spec
// is drawn; the same seed and bank give the same items.
func (s *Service) Assemble(ctx context.Context, by models.Person, title string, spec assembly.Spec) (models.Form, error) {
	if by.Role != models.RoleTeacher && by.Role != models.RoleResearcher {
		return models.Form{}, models.Forbidden("teachers and researchers assemble forms")
	}
	title = strings.TrimSpace(title)
	if n := utf8.RuneCountInString(title); n < 1 || n > maxTitle {
		return models.Form{}, models.Invalid("title", fmt.Sprintf("name the form in 1 to %d characters, these are %d", maxTitle, n))
	}
	if spec.Seed == 0 {
		spec.Seed = 1 + s.cfg.Seed()%1_000_000
	}
	bank, err := s.cfg.Bank.Items(ctx)
	if err != nil {
		return models.Form{}, err
	}
	items, err := assembly.Assemble(bank, spec)
	if err != nil {
		return models.Form{}, err
	}
	form := newForm(spec, items)
	form.Title, form.MadeBy = models.Text{ZH: title, EN: title}, by.ID
	form.Shared = by.Role == models.RoleResearcher
	err = s.cfg.FormMaker.CreateForm(ctx, form)
	if models.CodeOf(err) == models.CodeConflict {
		return form, models.Invalid("seed", "a form was made with this seed already; choose another")
	}
	s.catalogue.forget()
	return form, err
}

// newForm gives the expected time and a quarter more, in steps of 5 minutes,
// where none was asked for.
func newForm(spec assembly.Spec, items []models.Item) models.Form {
	form := models.Form{
		ID: models.NewID[models.Form](), Code: spec.Code(), Stage: spec.Stage, Kind: models.FormLinear,
		Pool: spec.Pool, Minutes: spec.Minutes,
	}
	seconds := 0
	for _, it := range items {
		form.Items = append(form.Items, it.ID)
		seconds += it.Seconds
	}
	if form.Minutes == 0 {
		const step = 5 * 60
		form.Minutes = (seconds*5/4 + step - 1) / step * 5
	}
	return form
}
