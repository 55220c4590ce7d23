package api

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/internal/auth"
	"suyang/models"
	"suyang/web"
)

const problemJSON = "application/problem+json"

// Problem is a refusal as clients see it (RFC 9457, application/problem+json).
type Problem struct {
	Status    int         `json:"status" doc:"HTTP status" example:"422"`
	Title     string      `json:"title" doc:"the status in words" example:"Unprocessable Entity"`
	Code      models.Code `json:"code" doc:"class of the refusal" example:"invalid"`
	Message   string      `json:"message" doc:"what is wrong and how to mend it, in English"`
	Field     string      `json:"field,omitempty" doc:"where in the input, when it is about one field"`
	RequestID string      `json:"request_id" doc:"to quote when reporting the problem"`

	wait time.Duration
}

// Error implements error.
func (p *Problem) Error() string { return p.Message }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return problemJSON }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.wait > 0 {
		h.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(p.wait.Seconds()))))
	}
	return h
}

// statuses is the one mapping of error codes to HTTP.
var statuses = map[models.Code]int{
	models.CodeInvalid:         http.StatusUnprocessableEntity,
	models.CodeUnauthenticated: http.StatusUnauthorized,
	models.CodeForbidden:       http.StatusForbidden,
	models.CodeNotFound:        http.StatusNotFound,
	models.CodeConflict:        http.StatusConflict,
	models.CodeExpired:         http.StatusGone,
	models.CodeTooLarge:        http.StatusRequestEntityTooLarge,
	models.CodeRateLimited:     http.StatusTooManyRequests,
	models.CodeUnavailable:     http.StatusServiceUnavailable,
	models.CodeInternal:        http.StatusInternalServerError,
}

// problemOf turns any error into what a client may know of it: nothing about
// faults of our own but that there is one.
func problemOf(ctx context.Context, err error) *Problem {
	p := &Problem{Code: models.CodeInternal, Message: "something went wrong on our side; try again later"}
	if already, ok := errors.AsType[*Problem](err); ok {
		p = already
	} else if refusal, ok := errors.AsType[*models.Error](err); ok && refusal.Code != models.CodeInternal {
		p = &Problem{Code: refusal.Code, Message: refusal.Message, Field: refusal.Field}
	} else if transport, ok := errors.AsType[*fiber.Error](err); ok {
		p = problemOfStatus(transport.Code, http.StatusText(transport.Code))
	} else if errors.Is(err, context.DeadlineExceeded) {
		p = &Problem{Code: models.CodeUnavailable, Message: "this took too long; try again later"}
	}
	if limited, ok := errors.AsType[auth.TooManyTries](err); ok {
		p.wait = limited.Wait
	}
	if p.Status == 0 {
		p.Status = statuses[p.Code]
	}
	p.Title = http.StatusText(p.Status)
	p.RequestID = requestOf(ctx).id
	return p
}

// problemOfStatus is for refusals of HTTP itself, which come with a status.
func problemOfStatus(status int, message string) *Problem {
	p := &Problem{Status: status, Code: models.CodeInvalid, Message: message}
	for code, s := range statuses {
		if s == status {
			p.Code = code
		}
	}
	if p.Code == models.CodeInternal || status > 500 {
		p.Code, p.Message = models.CodeInternal, http.StatusText(status)
	}
	return p
}

// huma asks these package variables for every error of its own, such as a body
// that does not fit its schema; the first detail says where.
func init() { //nolint:gochecknoinits // huma has no other place for it
	huma.NewError = func(status int, message string, details ...error) huma.StatusError {
		p := problemOfStatus(status, message)
		if len(details) > 0 && p.Code != models.CodeInternal {
			p.Message = details[0].Error()
			if d, ok := errors.AsType[*huma.ErrorDetail](details[0]); ok {
				p.Message, p.Field = d.Message, fieldOf(d.Location)
			}
		}
		return p
	}
	huma.NewErrorWithContext = func(c huma.Context, status int, message string, details ...error) huma.StatusError {
		p := huma.NewError(status, message, details...)
		if c == nil {
			return p
		}
		return problemOf(c.Context(), p)
	}
}

// fieldOf turns huma's location, such as body.answer, query.limit or just the
// name of a file, into the name of the field; it is empty for the whole body.
func fieldOf(location string) string {
	if _, field, ok := strings.Cut(location, "."); ok || location == "body" {
		return field
	}
	return location
}

// fail answers with a refusal: a page for readers, a toast for htmx, otherwise
// problem+json.
func (a *App) fail(c *fiber.Ctx, err error) error {
	ctx := c.UserContext()
	requestOf(ctx).fault = err
	p := problemOf(ctx, err)
	c.Status(p.Status)
	for name, values := range p.GetHeaders() {
		c.Set(name, values[0])
	}
	shown := web.Problem{Code: string(p.Code), ID: p.RequestID}
	switch {
	case !wantsHTML(c):
		return c.JSON(p, problemJSON)
	case p.Code == models.CodeUnauthenticated:
		return toSignIn(c)
	case isHTMX(c):
		return a.fragment(c, "common/problem", "problem-toast", shown)
	}
	return a.titledPage(c, "common/problem", shown, "errors."+shown.Text()+".title")
}

func wantsHTML(c *fiber.Ctx) bool {
	if strings.HasPrefix(c.Path(), "/api/") {
		return false
	}
	return isHTMX(c) || strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMETextHTML)
}

func isHTMX(c *fiber.Ctx) bool { return c.Get("HX-Request") == "true" }
