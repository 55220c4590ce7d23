package api

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/platform"
	"suyang/web"
)

const rosterPage = "operator/roster"

// getRosters shows the form, with the region filled in that the address names.
func (a *App) getRosters(c *fiber.Ctx) error {
	form, err := a.rosterForm(c)
	if err != nil {
		return err
	}
	form.Year = strconv.Itoa(schoolYear(time.Now()))
	for _, r := range form.Regions {
		if r.Code == c.Query("region") {
			form.Code, form.Name, form.Zone = r.Code, r.Name, r.Zone
		}
	}
	return a.page(c, rosterPage, form)
}

// schoolYear is the calendar year in which the school year of t began: it
// turns in September.
func schoolYear(t time.Time) int {
	if t.Month() < time.September {
		return t.Year() - 1
	}
	return t.Year()
}

// rosterForm is the form as it was filled.
func (a *App) rosterForm(c *fiber.Ctx) (web.RosterUpload, error) {
	regions, err := a.cfg.Directory.Regions(c.UserContext())
	return web.RosterUpload{
		Regions: regions, Code: strings.TrimSpace(c.FormValue("region_code")), Name: strings.TrimSpace(c.FormValue("region_name")),
		Zone: models.Zone(c.FormValue("zone")), Year: c.FormValue("year"), SkipRows: c.FormValue("skip") != "",
	}, err
}

// postRoster reads a roster and imports it when all its rows are right, or when
// those that are wrong may be skipped.
func (a *App) postRoster(c *fiber.Ctx) error {
	form, err := a.rosterForm(c)
	if err != nil {
		return err
	}
	name, content, err := uploaded(c, "file")
	if err != nil {
		return err
	}
	year, wrong := checkRosterForm(form)
	if name == "" {
		wrong = append(web.FormErrors{{Field: "file", Key: web.RosterNoFile}}, wrong...)
	}
	if wrong != nil {
		return a.rosterAgain(c, form, wrong...)
	}
	region := models.Region{Code: form.Code, Name: form.Name, Zone: form.Zone}
	roster, faults, err := platform.ReadRoster(bytes.NewReader(content), region, year)
	if err != nil {
		return a.rosterAgain(c, form, refusalAt("file", web.RosterHeader, err))
	}
	return a.rosterRead(c, form, roster, faults)
}

// rosterRead goes on with a file whose rows were read.
func (a *App) rosterRead(c *fiber.Ctx, form web.RosterUpload, roster models.Roster, faults []platform.RowError) error {
	for _, f := range faults {
		form.Wrong = append(form.Wrong, web.RosterFault{Line: f.Line, Column: f.Field, Detail: f.Message})
	}
	held := models.RosterCount{Schools: len(roster.Schools), Classes: len(roster.Classes), Pupils: len(roster.Pupils), Teachers: len(roster.Teachers)}
	switch {
	case c.FormValue("preview") != "":
		form.Preview = &held
		return a.page(c, rosterPage, form)
	case len(faults) > 0 && !form.SkipRows:
		return a.rosterAgain(c, form, web.FieldError{Key: web.RosterRows, Args: []any{"n", len(faults)}})
	case held.Pupils+held.Teachers == 0:
		return a.rosterAgain(c, form, web.FieldError{Field: "file", Key: web.RosterEmpty})
	}
	count, issued, err := a.cfg.People.Import(c.UserContext(), roster)
	if code := models.CodeOf(err); len(issued) == 0 && (code == models.CodeInvalid || code == models.CodeConflict) {
		return a.rosterAgain(c, form, refusalAt("", web.RosterRefused, err))
	}
	if err != nil {
		return err
	}
	file, err := secretsFile(issued)
	if err != nil {
		return err
	}
	return a.page(c, "operator/imported", web.RosterImported{RosterCount: count, Issued: len(issued), LeftOut: len(faults), File: file})
}

func (a *App) rosterAgain(c *fiber.Ctx, form web.RosterUpload, wrong ...web.FieldError) error {
	form.Errors = wrong
	return a.invalid(c, rosterPage, form)
}

// checkRosterForm returns the school year, and what is wrong with the fields
// beside the file.
func checkRosterForm(form web.RosterUpload) (year int, wrong web.FormErrors) {
	refuse := func(field, key string) { wrong = append(wrong, web.FieldError{Field: field, Key: key}) }
	if n := utf8.RuneCountInString(form.Code); n < 1 || n > 40 {
		refuse("region_code", web.RosterRegionCode)
	}
	if n := utf8.RuneCountInString(form.Name); n < 1 || n > 80 {
		refuse("region_name", web.RosterRegionName)
	}
	if _, err := models.ParseZone(string(form.Zone)); err != nil {
		refuse("zone", web.RosterZone)
	}
	year, err := strconv.Atoi(strings.TrimSpace(form.Year))
	if err != nil || year < 2000 || year > 2100 {
		refuse("year", web.RosterYear)
	}
	return year, wrong
}

// refusalAt shows a refusal at a field, its English beside our words.
func refusalAt(field, key string, err error) web.FieldError {
	wrong := web.FieldError{Field: field, Key: key}
	if refusal, ok := errors.AsType[*models.Error](err); ok {
		wrong.Detail = refusal.Message
	}
	return wrong
}

// secretsFile is a CSV of first cards and passwords that the browser saves by
// itself: they are kept nowhere, so that no second request could have them.
func secretsFile(issued []platform.Issued) (template.URL, error) {
	var text bytes.Buffer
	text.WriteString("\ufeff") // tells Excel that this is UTF-8
	if err := writeSecrets(&text, issued); err != nil {
		return "", err
	}
	return template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(text.Bytes())), nil //nolint:gosec // base64 of ours
}

func writeSecrets(w io.Writer, issued []platform.Issued) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"role", "school_code", "class", "number", "name", "username", "card_or_password"})
	for _, one := range issued {
		_ = out.Write([]string{
			string(one.Person.Role), plain(one.School), plain(one.Class), plain(one.Number), plain(one.Person.Name), one.Person.Username, one.Secret,
		})
	}
	out.Flush()
	return out.Error()
}

// plain keeps a cell from being read as a formula.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
