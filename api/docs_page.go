package api

import (
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/web"
)

// addDocs serves a page that lists the operations of the JSON API. It is our
// own, since the usual viewers load themselves from elsewhere, which our
// content security policy forbids and a school's network may as well.
func (a *App) addDocs() {
	docs := apiDocs(a.api.OpenAPI())
	a.routes.Get("/docs", func(c *fiber.Ctx) error { return a.page(c, "api/docs", docs) })
}

// apiDocs arranges the operations by tag, in the order of their addresses.
func apiDocs(document *huma.OpenAPI) web.APIDocs {
	groups := map[string][]web.APIOperation{}
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		item := document.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put} {
			if op != nil {
				groups[op.Tags[0]] = append(groups[op.Tags[0]], apiOperation(document.Components.Schemas, op))
			}
		}
	}
	docs := web.APIDocs{Version: document.Info.Version}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		docs.Groups = append(docs.Groups, web.APIGroup{Name: name, Operations: groups[name]})
	}
	return docs
}

func apiOperation(types huma.Registry, op *huma.Operation) web.APIOperation {
	out := web.APIOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description}
	for _, p := range op.Parameters {
		if p.In == "query" {
			out.Input = append(out.Input, "?"+p.Name)
		}
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			out.Input = append(out.Input, fieldsOf(types, media.Schema)...)
		}
	}
	if answer := op.Responses["200"]; answer != nil {
		for mediaType, media := range answer.Content {
			out.Output = typeName(media.Schema, mediaType)
		}
	}
	return out
}

// fieldsOf lists the fields of an object, those that may be left out in brackets.
func fieldsOf(types huma.Registry, s *huma.Schema) []string {
	if s.Ref != "" {
		s = types.SchemaFromRef(s.Ref)
	}
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if !slices.Contains(s.Required, name) {
			name = "[" + name + "]"
		}
		fields = append(fields, name)
	}
	return fields
}

// typeName names the type of an answer, or its media type when it is no JSON.
func typeName(s *huma.Schema, mediaType string) string {
	switch {
	case s == nil || mediaType != fiber.MIMEApplicationJSON:
		return mediaType
	case s.Items != nil:
		return typeName(s.Items, mediaType) + "[]"
	}
	return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
}
