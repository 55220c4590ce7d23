package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"suyang/models"
	"suyang/platform"
)

func (a *App) addPeople() {
	handle(a, operation("issue-card", post, "/api/v1/pupils/{id}/card", "A new login card for a pupil; the old one ends, and so do her sign-ins"), a.issueCard)
	handle(a, operation("record-consent", put, "/api/v1/pupils/{id}/consent", "Note that a guardian has given or withdrawn consent"), a.recordConsent)
	handle(a, operation("create-account", post, "/api/v1/accounts", "An account for a teacher, researcher or operator"), a.createAccount)
	handle(a, operation("reset-password", post, "/api/v1/accounts/{id}/password", "A new first password; all sign-ins of the account end"), a.resetPassword)
	handle(a, operation("list-regions", get, "/api/v1/regions", "The regions"), a.listRegions)
	handle(a, operation("import-roster", post, "/api/v1/rosters", "Import a CSV of schools, classes, pupils and teachers, at most 16 MB"), a.importRoster)
}

type card struct {
	Code string `json:"code" doc:"shown this once; hand it to the pupil"`
}

func (a *App) issueCard(ctx context.Context, in *ByID[models.Account]) (*body[card], error) {
	code, err := a.cfg.People.IssueCard(ctx, currentPerson(ctx), in.ID)
	return reply(card{Code: code}, err)
}

type consentIn struct {
	ByID[models.Account]
	Body struct {
		Given bool `json:"given"`
	}
}

func (a *App) recordConsent(ctx context.Context, in *consentIn) (*empty, error) {
	return done(a.cfg.People.RecordConsent(ctx, currentPerson(ctx), in.ID, in.Body.Given))
}

type accountIn struct {
	Body struct {
		Role     models.Role     `json:"role" enum:"teacher,researcher,operator"`
		Name     string          `json:"name" maxLength:"80"`
		Username string          `json:"username" maxLength:"40"`
		RegionID models.RegionID `json:"region_id"`
		SchoolID models.SchoolID `json:"school_id,omitempty" doc:"of a teacher"`
		Locale   models.Locale   `json:"locale,omitempty" enum:"zh-CN,en"`
	}
}

func (a *App) createAccount(ctx context.Context, in *accountIn) (*body[platform.Login], error) {
	b := in.Body
	return reply(a.cfg.People.CreateStaff(ctx, models.Account{
		Role: b.Role, Name: b.Name, Username: b.Username, RegionID: b.RegionID, SchoolID: b.SchoolID, Locale: b.Locale,
	}))
}

func (a *App) resetPassword(ctx context.Context, in *ByID[models.Account]) (*body[platform.Login], error) {
	return reply(a.cfg.People.ResetPassword(ctx, currentPerson(ctx), in.ID))
}

func (a *App) listRegions(ctx context.Context, _ *struct{}) (*body[[]models.Region], error) {
	return replyList(a.cfg.Directory.Regions(ctx))
}

type rosterIn struct {
	Preview bool `query:"preview" doc:"only read the file and say what it holds and what is wrong in it"`
	RawBody huma.MultipartFormFiles[struct {
		File       huma.FormFile `form:"file" required:"true" doc:"CSV with the columns role, school_code, school_name, class, grade, number, name"`
		RegionCode string        `form:"region_code" required:"true" minLength:"1" maxLength:"40"`
		RegionName string        `form:"region_name" required:"true" minLength:"1" maxLength:"80"`
		Zone       models.Zone   `form:"zone" required:"true" enum:"east,central,west"`
		Year       int           `form:"year" required:"true" minimum:"2000" maximum:"2100" doc:"in which the school year begins"`
	}]
}

// rosterOut says what a roster holds and what the import made of it.
type rosterOut struct {
	Imported bool                `json:"imported" doc:"false for a preview"`
	Schools  int                 `json:"schools"`
	Classes  int                 `json:"classes"`
	Pupils   int                 `json:"pupils"`
	Teachers int                 `json:"teachers"`
	Issued   []platform.Issued   `json:"issued" doc:"cards and passwords of new people, shown this once"`
	Errors   []platform.RowError `json:"errors" doc:"lines that were left out, and why"`
}

func (a *App) importRoster(ctx context.Context, in *rosterIn) (*body[rosterOut], error) {
	form := in.RawBody.Data()
	region := models.Region{Code: form.RegionCode, Name: form.RegionName, Zone: form.Zone}
	roster, errors, err := platform.ReadRoster(form.File, region, form.Year)
	if err != nil {
		return nil, err
	}
	out := rosterOut{
		Schools: len(roster.Schools), Classes: len(roster.Classes), Pupils: len(roster.Pupils), Teachers: len(roster.Teachers),
		Issued: []platform.Issued{}, Errors: append([]platform.RowError{}, errors...),
	}
	if in.Preview {
		return reply(out, nil)
	}
	_, issued, err := a.cfg.People.Import(ctx, roster)
	out.Imported, out.Issued = true, append(out.Issued, issued...)
	return reply(out, err)
}
