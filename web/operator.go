package web

import (
	"html/template"
	"slices"

	"suyang/models"
)

// operatorPages are the pages of operators.
var operatorPages = slices.Concat([]Spec{
	{Name: "operator/system", Title: "operator.system.title", Layout: LayoutApp, Sample: System{Overview: models.Overview{Jobs: models.JobCount{Failed: 1}}}},
	{Name: "operator/accounts", Title: "operator.accounts.title", Layout: LayoutApp, Sample: Accounts{
		Staff: []models.StaffMember{{Account: models.Account{Role: models.RoleTeacher, Disabled: true}, Region: "-", School: "-"}}, More: true,
	}},
	{Name: "operator/account", Title: "operator.account.title", Layout: LayoutApp, Sample: NewAccount{Schools: []Choice{{}}}},
	{Name: "operator/password", Title: "operator.password.title", Layout: LayoutApp, Sample: FirstPassword{}},
	{Name: "operator/roster", Title: "operator.roster.title", Layout: LayoutApp, Sample: RosterUpload{
		Regions: []models.Region{{}}, Wrong: []RosterFault{{Column: "grade"}}, Preview: &models.RosterCount{},
	}},
	{Name: "operator/imported", Title: "operator.imported.title", Layout: LayoutApp, Sample: RosterImported{Issued: 1, LeftOut: 1}},
}, operatorImportPages)

// System is the data of the page "operator/system".
type System struct {
	Version string // of the program
	models.Overview
}

// Megabytes is the size of the database.
func (s System) Megabytes() float64 { return float64(s.Size) / 1e6 }

// Accounts is the data of the page "operator/accounts". Its search form sends "q" and "role"; the
// buttons of a row post to /operator/accounts/<id>/password and, with "disabled", to
// /operator/accounts/<id>/disabled.
type Accounts struct {
	Staff []models.StaffMember
	More  bool // there are more than are shown
	Query string
	Role  models.Role
	Me    models.AccountID // whose page this is
}

// Roles are the roles to choose from.
func (Accounts) Roles() []models.Role { return staffRoles }

var staffRoles = []models.Role{models.RoleTeacher, models.RoleResearcher, models.RoleAuthor, models.RoleOperator}

// NewAccount is the data of the page "operator/account". Its form posts "role", "name", "username"
// and "school" to /operator/accounts.
type NewAccount struct {
	Role     models.Role
	Name     string
	Username string
	School   string
	Schools  []Choice // of all regions
	Errors   FormErrors
}

// Roles are the roles to choose from.
func (NewAccount) Roles() []models.Role { return staffRoles }

// Messages for NewAccount.Errors, with the field each belongs to.
const (
	AccountRole     = "operator.error.role"     // none
	AccountName     = "operator.error.name"     // name
	AccountUsername = "operator.error.username" // username
	AccountTaken    = "operator.error.taken"    // username
	AccountSchool   = "operator.error.school"   // school
)

// Messages for the page after an account was let in again or kept out, with the placeholder name.
const (
	AccountDisabled = "operator.accounts.disabled"
	AccountEnabled  = "operator.accounts.enabled"
)

// FirstPassword is the data of the page "operator/password": what a member of staff signs in with
// the first time. It is shown this once.
type FirstPassword struct {
	Name     string
	Username string
	Password string
}

// RosterUpload is the data of the page "operator/roster". Its form posts "file", "region_code",
// "region_name", "zone", "year", "skip" and, to only read the file, "preview" to /operator/rosters.
type RosterUpload struct {
	Regions  []models.Region // that have a roster already
	Code     string
	Name     string
	Zone     models.Zone
	Year     string
	SkipRows bool
	Errors   FormErrors

	Wrong   []RosterFault
	Preview *models.RosterCount // what the file holds; nil: none was read
}

// Zones are the zones to choose from.
func (RosterUpload) Zones() []models.Zone { return models.Zones() }

// RosterFault is what is wrong with one line of a roster.
type RosterFault struct {
	Line   int
	Column string // empty: the line as a whole
	Detail string // English
}

// Rule names the message that says how to fill the column.
func (f RosterFault) Rule() string {
	if f.Column == "" {
		return "line"
	}
	return f.Column
}

// Messages for RosterUpload.Errors, with the field each belongs to.
const (
	RosterNoFile     = "operator.error.no_file"     // file
	RosterHeader     = "operator.error.header"      // file
	RosterRows       = "operator.error.rows"        // none; placeholder n
	RosterRefused    = "operator.error.refused"     // none
	RosterEmpty      = "operator.error.empty"       // file
	RosterRegionCode = "operator.error.region_code" // region_code
	RosterRegionName = "operator.error.region_name" // region_name
	RosterZone       = "operator.error.zone"        // zone
	RosterYear       = "operator.error.year"        // year
)

// RosterImported is the data of the page "operator/imported".
type RosterImported struct {
	models.RosterCount
	Issued  int          // people who have got a card or a password
	LeftOut int          // rows that were wrong
	File    template.URL // CSV of the cards and passwords; they are shown this once
}
