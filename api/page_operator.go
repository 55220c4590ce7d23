package api

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

// operatorMenu is the main navigation of operators.
var operatorMenu = []web.NavItem{
	{Key: "operator.system.title", URL: "/operator"},
	{Key: "operator.accounts.title", URL: "/operator/accounts"},
	{Key: "operator.roster.title", URL: "/operator/rosters"},
	{Key: "operator.resources.title", URL: "/operator/resources"},
}

// shownStaff is how many accounts are listed at most.
const shownStaff = 50

func (a *App) addOperatorPages() {
	a.routes.Get("/operator", a.getSystem)
	a.routes.Get("/operator/accounts", a.getAccounts)
	a.routes.Post("/operator/accounts", a.postAccount)
	a.routes.Get("/operator/accounts/new", a.getNewAccount)
	a.routes.Post("/operator/accounts/:id/password", a.postResetPassword)
	a.routes.Post("/operator/accounts/:id/disabled", a.postDisabled)
	a.routes.Get("/operator/rosters", a.getRosters)
	a.routes.Post("/operator/rosters", a.postRoster)
	a.addImportPages()
}

func (a *App) getSystem(c *fiber.Ctx) error {
	overview, err := a.cfg.Oversight.Overview(c.UserContext())
	if err != nil {
		return err
	}
	return a.page(c, "operator/system", web.System{Version: a.cfg.Version, Overview: overview})
}

func (a *App) getAccounts(c *fiber.Ctx) error {
	page := web.Accounts{Query: c.Query("q"), Role: models.Role(c.Query("role")), Me: currentPerson(c.UserContext()).ID}
	found, err := a.cfg.Oversight.Staff(c.UserContext(), models.StaffFilter{Query: page.Query, Role: page.Role, Limit: shownStaff + 1})
	if err != nil {
		return err
	}
	page.More = len(found) > shownStaff
	page.Staff = found[:min(len(found), shownStaff)]
	return a.page(c, "operator/accounts", page)
}

func (a *App) getNewAccount(c *fiber.Ctx) error {
	return a.newAccount(c, web.NewAccount{Role: models.RoleTeacher})
}

// newAccount shows the form, filled as it was.
func (a *App) newAccount(c *fiber.Ctx, form web.NewAccount) error {
	schools, err := a.cfg.Oversight.Schools(c.UserContext())
	if err != nil {
		return err
	}
	for _, s := range schools {
		form.Schools = append(form.Schools, web.Choice{Value: s.ID.String(), Label: s.Name + " (" + s.Code + ")"})
	}
	if form.Errors != nil {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return a.page(c, "operator/account", form)
}

// postAccount makes an account and shows its first password.
func (a *App) postAccount(c *fiber.Ctx) error {
	form := web.NewAccount{
		Role: models.Role(c.FormValue("role")), Name: c.FormValue("name"), Username: c.FormValue("username"), School: c.FormValue("school"),
	}
	account := models.Account{Role: form.Role, Name: form.Name, Username: form.Username, Locale: requestOf(c.UserContext()).locale}
	if form.Role == models.RoleTeacher {
		school, err := a.school(c, form.School)
		if err != nil {
			return err
		}
		if school.ID.IsZero() {
			form.Errors = web.FormErrors{{Field: "school", Key: web.AccountSchool}}
			return a.newAccount(c, form)
		}
		account.RegionID, account.SchoolID = school.RegionID, school.ID
	}
	login, err := a.cfg.People.CreateStaff(c.UserContext(), account)
	if wrong, ok := accountFault(err); ok {
		form.Errors = web.FormErrors{wrong}
		return a.newAccount(c, form)
	}
	if err != nil {
		return err
	}
	return a.page(c, "operator/password", web.FirstPassword{Name: login.Account.Name, Username: login.Account.Username, Password: login.Password})
}

// school finds the school that was chosen from the list; it is zero when none was.
func (a *App) school(c *fiber.Ctx, id string) (models.School, error) {
	schools, err := a.cfg.Oversight.Schools(c.UserContext())
	i := slices.IndexFunc(schools, func(s models.School) bool { return s.ID.String() == id })
	if err != nil || i < 0 {
		return models.School{}, err
	}
	return schools[i], nil
}

// accountFault puts a refusal into the words of the form.
func accountFault(err error) (wrong web.FieldError, ok bool) {
	switch models.CodeOf(err) {
	case models.CodeConflict:
		return web.FieldError{Field: "username", Key: web.AccountTaken}, true
	case models.CodeInvalid:
	default:
		return wrong, false
	}
	switch fieldOfRefusal(err) {
	case "name":
		return web.FieldError{Field: "name", Key: web.AccountName}, true
	case "username":
		return web.FieldError{Field: "username", Key: web.AccountUsername}, true
	case "role":
		return web.FieldError{Key: web.AccountRole}, true
	}
	return wrong, false
}

// fieldOfRefusal is the field a refusal is about.
func fieldOfRefusal(err error) string {
	if refusal, ok := errors.AsType[*models.Error](err); ok {
		return refusal.Field
	}
	return ""
}

// postResetPassword shows a new password of somebody.
func (a *App) postResetPassword(c *fiber.Ctx) error {
	id, err := recordID[models.Account](c, "account")
	if err != nil {
		return err
	}
	login, err := a.cfg.People.ResetPassword(c.UserContext(), currentPerson(c.UserContext()), id)
	if err != nil {
		return err
	}
	return a.page(c, "operator/password", web.FirstPassword{Name: login.Account.Name, Username: login.Account.Username, Password: login.Password})
}

// postDisabled keeps somebody out, or lets her in again.
func (a *App) postDisabled(c *fiber.Ctx) error {
	id, err := recordID[models.Account](c, "account")
	if err != nil {
		return err
	}
	disabled, said := c.FormValue("disabled") == "true", web.AccountEnabled
	if disabled {
		said = web.AccountDisabled
	}
	p, err := a.cfg.People.SetDisabled(c.UserContext(), currentPerson(c.UserContext()), id, disabled)
	if err != nil {
		return err
	}
	return a.goSaying(c, "/operator/accounts", said, "name", p.Name)
}
