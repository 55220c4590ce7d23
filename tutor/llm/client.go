package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"suyang/internal/modelhttp"
	"suyang/models"
)

// Config says which OpenAI-compatible endpoint words replies. BaseURL and
// Model are needed.
type Config struct {
	BaseURL string // such as https://api.deepseek.com/v1
	Model   string // such as deepseek-chat
	APIKey  string // empty for servers that ask for none
	Dialect string // name of a Dialect; default by the host of BaseURL

	MaxTokens   int           // of a reply; default 600
	Temperature float64       // default 0.6
	FirstText   time.Duration // to the first text; default 20 s
	Idle        time.Duration // between two texts; default 15 s
	Total       time.Duration // for a whole reply; default 2 min
	MaxWait     time.Duration // longest Retry-After that is waited for, once; default 5 s
	HTTP        *http.Client  // default http.DefaultClient; its Timeout must be 0
}

// client is a Model behind an OpenAI-compatible endpoint.
type client struct {
	config Config
	llm    *openai.LLM
}

// New reports a setting that is missing or unknown; it does not call the
// endpoint.
func New(c Config) (Model, error) {
	if c.BaseURL == "" {
		return nil, models.Invalid("base_url", "the address of the language model is missing")
	}
	if c.Model == "" {
		return nil, models.Invalid("model", "the name of the language model is missing")
	}
	dialect, ok := dialectFor(c.Dialect, c.BaseURL)
	if !ok {
		return nil, models.Invalid("dialect", fmt.Sprintf("%q is not a known dialect; leave it empty to choose by address", c.Dialect))
	}
	c = c.withDefaults()
	chat, err := openai.New(
		openai.WithBaseURL(c.BaseURL), openai.WithModel(c.Model), openai.WithOrganization(""),
		openai.WithToken(cmp.Or(c.APIKey, "none")), openai.WithHTTPClient(transport{c.HTTP, dialect}),
	)
	if err != nil {
		return nil, models.Invalid("model", err.Error())
	}
	return &client{config: c, llm: chat}, nil
}

func (c Config) withDefaults() Config {
	c.MaxTokens = cmp.Or(c.MaxTokens, 600)
	c.Temperature = cmp.Or(c.Temperature, 0.6)
	c.FirstText = cmp.Or(c.FirstText, 20*time.Second)
	c.Idle = cmp.Or(c.Idle, 15*time.Second)
	c.Total = cmp.Or(c.Total, 2*time.Minute)
	c.MaxWait = cmp.Or(c.MaxWait, 5*time.Second)
	c.HTTP = cmp.Or(c.HTTP, http.DefaultClient)
	return c
}

// Name implements Model.
func (c *client) Name() string { return c.config.Model }

// Stream implements Model. A refusal that asks for a short wait is tried once
// more.
func (c *client) Stream(ctx context.Context, p Prompt, emit func(string) error) error {
	err := c.try(ctx, p, emit)
	if refusal, ok := errors.AsType[*modelhttp.Refusal](err); ok && refusal.Temporary() && refusal.RetryAfter > 0 && refusal.RetryAfter <= c.config.MaxWait {
		if err := sleep(ctx, refusal.RetryAfter); err != nil {
			return err
		}
		err = c.try(ctx, p, emit)
	}
	return c.classed(ctx, err)
}

// Causes of a reply that is given up.
var (
	errNoText = errors.New("no text came in time")
	errTotal  = errors.New("the reply took too long")
)

// emitError is an error of the receiver, to be told from the endpoint's.
type emitError struct{ error }

func (e emitError) Unwrap() error { return e.error }

// try asks once.
func (c *client) try(ctx context.Context, p Prompt, emit func(string) error) error {
	ctx, cancelTotal := context.WithTimeoutCause(ctx, c.config.Total, errTotal)
	defer cancelTotal()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	quiet := time.AfterFunc(c.config.FirstText, func() { cancel(errNoText) })
	defer quiet.Stop()

	ctx, state := withReply(ctx)
	var refused error // by the receiver
	pass := func(ctx context.Context, text []byte) error {
		if len(text) == 0 || ctx.Err() != nil {
			return context.Cause(ctx)
		}
		quiet.Stop() // the time the receiver takes is not the endpoint's
		if err := emit(string(text)); err != nil {
			refused = emitError{err}
			return refused
		}
		quiet.Reset(c.config.Idle)
		return nil
	}
	_, err := c.llm.GenerateContent(ctx, messages(p), llms.WithStreamingFunc(pass),
		llms.WithMaxTokens(c.config.MaxTokens), llms.WithTemperature(c.config.Temperature))
	if refused != nil { // langchaingo may still be reading: state is not asked
		return refused
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return state.verdict(err)
}

func messages(p Prompt) []llms.MessageContent {
	out := []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeSystem, p.System)}
	for _, m := range p.Messages {
		role := llms.ChatMessageTypeHuman
		if m.FromModel {
			role = llms.ChatMessageTypeAI
		}
		out = append(out, llms.TextParts(role, m.Text))
	}
	return out
}

// classed gives an error its code.
func (c *client) classed(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return cmp.Or(ctx.Err(), err)
	}
	if own, ok := errors.AsType[emitError](err); ok {
		return own.error
	}
	code := models.CodeUnavailable
	if refusal, ok := errors.AsType[*modelhttp.Refusal](err); ok && refusal.Status == http.StatusTooManyRequests {
		code = models.CodeRateLimited
	}
	return models.Errorf(code, "language model %s: %w", c.config.Model, err)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
