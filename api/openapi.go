package api

import (
	"context"
	"encoding/json"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"suyang/models"
)

// Version is that of the JSON API: the first number changes when a client has to.
const Version = "1.0.0"

const signInScheme = "session"

// addAPI registers the JSON API and the document that describes it.
func (a *App) addAPI() error {
	a.api = humafiber.NewV2WithGroup(a.fiber, a.routes, apiConfig())
	a.addMe()
	a.addTests()
	a.addSessions()
	a.addResources()
	a.addConversations()
	a.addClasses()
	a.addAssignments()
	a.addStudies()
	a.addPeople()
	a.addQuestionnaires()
	a.addImports()
	a.addBank()
	document, err := json.MarshalIndent(a.api.OpenAPI(), "", "  ")
	if err != nil {
		return err
	}
	a.routes.Get("/openapi.json", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "application/openapi+json")
		return c.Send(document)
	})
	return nil
}

func apiConfig() huma.Config {
	c := huma.DefaultConfig("Suyang", Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Info.Description = "Assessment of information literacy, and what follows from it. " +
		"Sign in first: the answer sets a cookie, which every other operation wants. Refusals are application/problem+json."
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		signInScheme: {Type: "apiKey", In: "cookie", Name: sessionCookie(true), Description: "set by signing in; named suyang where the service runs without HTTPS"},
	}
	return c
}

// schemaName keeps types of different packages apart: report.Class is
// ReportClass, while the records of package models have their bare names.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch pkg := path.Base(t.PkgPath()); pkg {
	case ".", "models", "api":
		return name
	default:
		return strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
}

// operation describes one operation of the JSON API; who may call it comes
// from the authorization table. Parameters in path are in braces.
func operation(id, method, path, summary string) huma.Operation {
	op := huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary}
	op.Tags = []string{strings.Split(strings.TrimPrefix(path, "/api/v1/"), "/")[0]}
	allowed := authorization[method+" "+fiberPath(path)]
	if allowed == public {
		op.Description = "Roles: everybody."
		return op
	}
	op.Security = []map[string][]string{{signInScheme: {}}}
	var roles []string
	for _, r := range allowed.roles() {
		roles = append(roles, string(r))
	}
	op.Description = "Roles: " + strings.Join(roles, ", ") + "."
	return op
}

// fiberPath turns {id} into :id.
func fiberPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

// handle registers an operation whose errors become problems.
func handle[I, O any](a *App, op huma.Operation, handler func(context.Context, *I) (*O, error)) {
	huma.Register(a.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			requestOf(ctx).fault = err
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

// handleStream registers a stream of server-sent events, which huma cannot
// serve, and describes it.
func (a *App) handleStream(op huma.Operation, events string, handler fiber.Handler) {
	a.routes.Add(op.Method, fiberPath(op.Path), handler)
	op.Parameters = append(op.Parameters, &huma.Param{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}})
	problem := a.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[*Problem](), true, "Problem")
	op.Responses = map[string]*huma.Response{
		"200":     {Description: "Events: " + events, Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}},
		"default": {Description: "Error", Content: map[string]*huma.MediaType{problemJSON: {Schema: problem}}},
	}
	a.api.OpenAPI().AddOperation(&op)
}

// body is an answer of one JSON value.
type body[T any] struct{ Body T }

// reply makes an answer of a service's result.
func reply[T any](value T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{Body: value}, nil
}

// replyList makes an answer of a list, which is empty rather than null.
func replyList[T any](list []T, err error) (*body[[]T], error) {
	if list == nil {
		list = []T{}
	}
	return reply(list, err)
}

// empty is an answer without content.
type empty struct{}

func done(err error) (*empty, error) { return nil, err }

// ByID is the input of an operation on one record of kind K.
type ByID[K any] struct {
	ID models.ID[K] `path:"id" doc:"identifier, a UUID"`
}

// idParam reads the identifier in the path of a plain fiber route.
func idParam[K any](c *fiber.Ctx) (models.ID[K], error) { return models.ParseID[K](c.Params("id")) }

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
)
