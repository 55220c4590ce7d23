package api

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/assembly"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

const (
	formsPath = "/forms"
	formsPage = "paper/forms"
)

// formsEntry leads teachers and researchers to the forms they assemble.
var formsEntry = web.NavItem{Key: "paper.forms.menu", URL: formsPath}

func (a *App) addFormPages() {
	a.routes.Get(formsPath, a.getForms)
	a.routes.Post(formsPath, a.postForm)
}

// getForms lists the forms that were assembled and offers to assemble one.
func (a *App) getForms(c *fiber.Ctx) error {
	page, err := a.formsPage(c.UserContext(), web.AssembleForm{Stage: string(models.StageJunior), Pool: string(models.PoolSecure), Items: "20"})
	if err != nil {
		return err
	}
	return a.page(c, formsPage, page)
}

// postForm assembles a form, or shows what was asked for again with what is
// wrong.
func (a *App) postForm(c *fiber.Ctx) error {
	ctx := c.UserContext()
	form := web.AssembleForm{
		Title: c.FormValue("title"), Stage: c.FormValue("stage"), Pool: c.FormValue("pool"), ByMinutes: c.FormValue("length") == "minutes",
		Items: strings.TrimSpace(c.FormValue("items")), Minutes: strings.TrimSpace(c.FormValue("minutes")), Seed: strings.TrimSpace(c.FormValue("seed")),
	}
	spec, faults := readSpec(form)
	if form.Errors = faults; faults == nil {
		made, err := a.cfg.Tests.Assemble(ctx, currentPerson(ctx), form.Title, spec)
		if err == nil {
			return a.goSaying(c, formsPath, "paper.forms.done", "title", made.Title.In(requestOf(ctx).locale), "n", len(made.Items))
		}
		if form.Errors = assembleFault(err); form.Errors == nil {
			return err
		}
	}
	page, err := a.formsPage(ctx, form)
	if err != nil {
		return err
	}
	return a.invalid(c, formsPage, page)
}

// readSpec reads what was entered, as far as it can be read.
func readSpec(form web.AssembleForm) (spec assembly.Spec, faults web.FormErrors) {
	spec.Stage, spec.Pool = models.Stage(form.Stage), models.Pool(form.Pool)
	var err error
	if form.ByMinutes {
		if spec.Minutes, err = strconv.Atoi(form.Minutes); err != nil || spec.Minutes == 0 {
			faults = append(faults, web.FieldError{Field: "minutes", Key: web.AssembleMinutes})
		}
	} else if spec.Items, err = strconv.Atoi(form.Items); err != nil || spec.Items == 0 {
		faults = append(faults, web.FieldError{Field: "items", Key: web.AssembleItems})
	}
	if form.Seed != "" {
		if spec.Seed, err = strconv.ParseUint(form.Seed, 10, 32); err != nil || spec.Seed == 0 {
			faults = append(faults, web.FieldError{Field: "seed", Key: web.AssembleSeed})
		}
	}
	return spec, faults
}

var assembleMessages = map[string]string{
	"title": web.AssembleTitle, "stage": web.AssembleStage, "pool": web.AssemblePool,
	"items": web.AssembleItems, "minutes": web.AssembleMinutes, "seed": web.AssembleSeed,
}

// assembleFault says on the form why it cannot be assembled so; nil when it is
// not the form's fault.
func assembleFault(err error) web.FormErrors {
	refusal, ok := errors.AsType[*models.Error](err)
	if !ok || refusal.Code != models.CodeInvalid || assembleMessages[refusal.Field] == "" {
		return nil
	}
	fault := web.FieldError{Field: refusal.Field, Key: assembleMessages[refusal.Field]}
	if errors.Is(err, assembly.ErrBank) {
		fault.Key, fault.Detail = web.AssembleBank, refusal.Message
	}
	return web.FormErrors{fault}
}

func (a *App) formsPage(ctx context.Context, form web.AssembleForm) (web.FormsPage, error) {
	me, l := currentPerson(ctx), requestOf(ctx).locale
	page := web.FormsPage{Form: form, ItemPages: me.Role == models.RoleResearcher}
	for _, s := range models.Stages() {
		page.Form.Stages = append(page.Form.Stages, web.Choice{Value: string(s), Label: a.cfg.Web.Catalog().T(i18n.Locale(l), "author.stage."+string(s))})
	}
	forms, err := a.cfg.Tests.OfferedForms(ctx, me)
	if err != nil {
		return page, err
	}
	for _, f := range forms {
		if f.MadeBy.IsZero() {
			continue
		}
		page.Forms = append(page.Forms, web.MadeForm{
			Title: f.Title.In(l), Code: f.Code, Stage: string(f.Stage), Pool: string(f.Pool),
			Items: f.Items, Minutes: f.Minutes, Mine: f.MadeBy == me.ID,
		})
	}
	return page, nil
}
