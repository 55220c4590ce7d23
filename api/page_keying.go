package api

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/assessment/paper"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

const keyingPage = "paper/keying"

// getKeying shows the entry to be made of a sheet, the differences of two, or
// what became of it. The second entry shows nothing of the first.
func (a *App) getKeying(c *fiber.Ctx) error {
	work, sheet, class, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	page := a.keyingPage(c.UserContext(), work, sheet, class)
	return a.titledPage(c, keyingPage, page, "paper.keying.named", "name", page.Pupil, "title", page.Title)
}

func (a *App) keyingPage(ctx context.Context, work assessment.PaperWork, sheet assessment.PaperSheet, class web.TaughtClass) web.KeyingPage {
	page := web.KeyingPage{
		Class: class, Back: paperPath(sheet.AssignmentID), URL: sheetPath(sheet), Title: work.Form.Title.In(requestOf(ctx).locale),
		Pupil: sheet.Learner.Name, Number: sheet.Learner.Number, State: string(sheet.State), Round: sheet.Round(), OneHand: sheet.OneHand(),
		Settled: sheet.Settled.DoneAt, SettledMine: isMine(ctx, sheet.Settled), Unreadable: work.Booklet.Unreadable(sheet.Settled.Written),
		Next: nextSheet(work, sheet),
	}
	if sheet.State == assessment.PaperDone {
		page.ReportURL = web.SessionURL(sheet.SessionID)
	}
	if sheet.State == assessment.PaperDiffers {
		page.Differences = a.differences(ctx, work, sheet)
	}
	if page.Keyed() {
		page.Mine = page.Round == 1 && isMine(ctx, sheet.Entries[0])
		written := sheet.Entries[page.Round].Written
		page.Covers, page.Cover = a.covers(ctx, *work.Booklet), written[paper.CoverField]
		page.Items = keyingItems(*work.Booklet, written)
	}
	return page
}

// nextSheet is the address of the next sheet on which there is something to
// do, after this one and then from the first.
func nextSheet(work assessment.PaperWork, sheet assessment.PaperSheet) string {
	at := slices.IndexFunc(work.Sheets, func(s assessment.PaperSheet) bool { return s.LearnerID == sheet.LearnerID })
	waiting := []assessment.PaperState{assessment.PaperNone, assessment.PaperBegun, assessment.PaperOnce, assessment.PaperDiffers}
	for _, s := range slices.Concat(work.Sheets[at+1:], work.Sheets[:at]) {
		if slices.Contains(waiting, s.State) {
			return sheetPath(s)
		}
	}
	return ""
}

func (a *App) covers(ctx context.Context, b paper.Booklet) []web.Choice {
	l := i18n.Locale(requestOf(ctx).locale)
	choices := []web.Choice{{Label: a.cfg.Web.Catalog().T(l, "paper.cover_choose")}}
	for _, cover := range b.Covers() {
		choices = append(choices, web.Choice{Value: cover, Label: a.coverName(l, cover)})
	}
	return choices
}

func (a *App) coverName(l i18n.Locale, cover string) string {
	version, in, ok := strings.Cut(cover, " ")
	if !ok {
		return cover
	}
	key := "paper.cover_name.zh-CN"
	if in == string(models.En) {
		key = "paper.cover_name.en"
	}
	return a.cfg.Web.Catalog().T(l, key, "version", version)
}

func keyingItems(b paper.Booklet, written map[string]string) []web.KeyingItem {
	items := make([]web.KeyingItem, len(b.Items))
	for _, f := range b.Fields() {
		field := web.KeyingField{
			Name: f.Name, Letter: f.Letter, Type: string(f.Part.Type), Options: len(f.Part.Options), Value: written[f.Name],
		}
		if n := len(f.Part.Targets); n > 0 {
			field.Targets = paper.Letter(n - 1)
		}
		if n := len(f.Part.Options); n > 0 {
			field.Last = paper.Letter(n - 1)
		}
		item := &items[f.Number-1]
		item.Number, item.Fields = f.Number, append(item.Fields, field)
	}
	return items
}

func (a *App) differences(ctx context.Context, work assessment.PaperWork, sheet assessment.PaperSheet) []web.KeyingDifference {
	l := i18n.Locale(requestOf(ctx).locale)
	var out []web.KeyingDifference
	for _, name := range sheet.Differences {
		d := web.KeyingDifference{Name: name, First: sheet.Entries[0].Written[name], Second: sheet.Entries[1].Written[name]}
		if d.Cover = name == paper.CoverField; d.Cover {
			d.First, d.Second = a.coverName(l, d.First), a.coverName(l, d.Second)
		}
		for _, f := range work.Booklet.Fields() {
			if f.Name == name {
				d.Number, d.Letter = f.Number, f.Letter
			}
		}
		out = append(out, d)
	}
	return out
}

// postKeying keeps what was keyed in. Htmx sends the form after every field;
// sent by a button it may be complete.
func (a *App) postKeying(c *fiber.Ctx) error {
	ctx := c.UserContext()
	work, sheet, class, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	keying, err := readKeying(c)
	if err != nil {
		return err
	}
	faults, err := a.cfg.Tests.KeyIn(ctx, currentPerson(ctx), sheet.AssignmentID, sheet.LearnerID, keying)
	switch {
	case err == nil && isHTMX(c):
		return a.fragment(c, keyingPage, "kept", keptField(*work.Booklet, c.Get("HX-Trigger-Name"), keying.Written))
	case models.CodeOf(err) == models.CodeConflict && !isHTMX(c):
		if err := a.flash(c, "warning", web.KeyingChanged); err != nil {
			return err
		}
		return goTo(c, sheetPath(sheet))
	case err != nil:
		return err
	case len(faults) > 0:
		return a.faultySheet(c, class, keyingFaults(*work.Booklet, faults, web.KeyingCover, web.KeyingFault))
	case !keying.Complete:
		return a.goSaying(c, sheetPath(sheet), "paper.kept_all")
	}
	return a.sayCompleted(c)
}

// readKeying reads a form of fields; a field that was sent empty is blank.
func readKeying(c *fiber.Ctx) (assessment.Keying, error) {
	sent, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return assessment.Keying{}, models.Invalid("form", "the form cannot be read")
	}
	k := assessment.Keying{Written: map[string]string{}, Complete: sent.Get("complete") != "" && !isHTMX(c)}
	for name := range sent {
		k.Written[name] = strings.TrimSpace(sent.Get(name))
	}
	if k.Round, err = strconv.Atoi(sent.Get("round")); err != nil {
		return k, models.Invalid("round", "say which entry this is, 0 or 1")
	}
	return k, nil
}

// keptField is what stands at a field after it was kept.
func keptField(b paper.Booklet, name string, written map[string]string) web.KeyingPage {
	page := web.KeyingPage{Kept: time.Now()}
	for _, f := range b.Fields() {
		if f.Name == name && f.Check(written[name]) != nil {
			page.KeptFault = &keyingFaults(b, []string{name}, web.KeyingCover, web.KeyingFault)[0]
		}
	}
	return page
}

// keyingFaults says for fields, by name, what is to be done: a message for the
// cover, and one for parts by their type.
func keyingFaults(b paper.Booklet, names []string, cover string, message func(partType string) string) web.FormErrors {
	var out web.FormErrors
	if slices.Contains(names, paper.CoverField) {
		out = append(out, web.FieldError{Field: paper.CoverField, Key: cover})
	}
	for _, f := range b.Fields() {
		if slices.Contains(names, f.Name) {
			out = append(out, web.FieldError{Field: f.Name, Key: message(string(f.Part.Type)), Args: []any{"n", f.Number, "part", f.Letter}})
		}
	}
	return out
}

// faultySheet shows the sheet as it is kept, with what is wrong.
func (a *App) faultySheet(c *fiber.Ctx, class web.TaughtClass, faults web.FormErrors) error {
	work, sheet, _, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	page := a.keyingPage(c.UserContext(), work, sheet, class)
	page.Errors = faults
	for i := range page.Differences {
		d := &page.Differences[i]
		d.Pick, d.Other = c.FormValue("pick-"+d.Name), c.FormValue("other-"+d.Name)
	}
	return a.invalid(c, keyingPage, page)
}

// sayCompleted goes on after an entry was completed: to the differences, if
// there are any.
func (a *App) sayCompleted(c *fiber.Ctx) error {
	_, sheet, _, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	switch sheet.State {
	case assessment.PaperDiffers:
		return a.goSaying(c, sheetPath(sheet), "paper.complete_differ", "n", len(sheet.Differences))
	case assessment.PaperDone:
		return a.goSaying(c, paperPath(sheet.AssignmentID), "paper.complete_same")
	}
	return a.goSaying(c, paperPath(sheet.AssignmentID), "paper.complete_first")
}

// postSettle decides the differences of two entries.
func (a *App) postSettle(c *fiber.Ctx) error {
	ctx := c.UserContext()
	work, sheet, class, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	faults, err := a.cfg.Tests.Settle(ctx, currentPerson(ctx), sheet.AssignmentID, sheet.LearnerID, decided(c, sheet))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return a.faultySheet(c, class, settleFaults(c, *work.Booklet, faults))
	}
	return a.goSaying(c, paperPath(sheet.AssignmentID), "paper.settled_done")
}

// decided reads what was chosen for each difference.
func decided(c *fiber.Ctx, sheet assessment.PaperSheet) map[string]string {
	out := map[string]string{}
	for _, name := range sheet.Differences {
		switch c.FormValue("pick-" + name) {
		case "first":
			out[name] = sheet.Entries[0].Written[name]
		case "second":
			out[name] = sheet.Entries[1].Written[name]
		case "other":
			out[name] = strings.TrimSpace(c.FormValue("other-" + name))
		}
	}
	return out
}

// settleFaults tells a difference that was not decided from one that was
// decided in a way that cannot be.
func settleFaults(c *fiber.Ctx, b paper.Booklet, names []string) web.FormErrors {
	faults := keyingFaults(b, names, web.KeyingUndoneCover, web.KeyingFault)
	for i, f := range faults {
		if f.Field != paper.CoverField && c.FormValue("pick-"+f.Field) == "" {
			faults[i].Key = web.KeyingUndone
		}
	}
	return faults
}

// postKeyAgain discards what was keyed in of a sheet.
func (a *App) postKeyAgain(c *fiber.Ctx) error {
	ctx := c.UserContext()
	_, sheet, _, err := a.answerSheet(c)
	if err != nil {
		return err
	}
	if err := a.cfg.Tests.KeyAgain(ctx, currentPerson(ctx), sheet.AssignmentID, sheet.LearnerID); err != nil {
		return err
	}
	return a.goSaying(c, sheetPath(sheet), "paper.again_done")
}
