package embed

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/tmc/langchaingo/llms/openai"

	"suyang/models"
)

// RemoteConfig says which OpenAI-compatible endpoint embeds. BaseURL, Model
// and Dim are needed.
type RemoteConfig struct {
	BaseURL string        // such as https://dashscope.aliyuncs.com/compatible-mode/v1
	Model   string        // such as text-embedding-v4
	APIKey  string        // empty for servers that ask for none
	Dim     int           // dimensions the model answers with
	Shorten bool          // ask the endpoint for Dim dimensions; not every model can
	Batch   int           // texts a request; default 10, the least that known providers allow
	MaxText int           // characters sent of one text; default 6000
	Timeout time.Duration // for one request; default 30 s
	HTTP    *http.Client  // default http.DefaultClient
}

// Remote asks an OpenAI-compatible endpoint for embeddings.
type Remote struct {
	config RemoteConfig
	client *openai.LLM
}

// NewRemote reports a setting that is missing; it does not call the endpoint.
func NewRemote(c RemoteConfig) (*Remote, error) {
	switch {
	case c.BaseURL == "":
		return nil, models.Invalid("base_url", "the address of the embedding endpoint is missing")
	case c.Model == "":
		return nil, models.Invalid("model", "the name of the embedding model is missing")
	case c.Dim <= 0:
		return nil, models.Invalid("dim", "say how many dimensions the embedding model has")
	}
	c.Batch = cmp.Or(c.Batch, 10)
	c.MaxText = cmp.Or(c.MaxText, 6000)
	c.Timeout = cmp.Or(c.Timeout, 30*time.Second)
	c.HTTP = cmp.Or(c.HTTP, http.DefaultClient)
	options := []openai.Option{
		openai.WithBaseURL(c.BaseURL), openai.WithEmbeddingModel(c.Model), openai.WithOrganization(""),
		openai.WithToken(cmp.Or(c.APIKey, "none")), openai.WithHTTPClient(checkedDoer{c.HTTP, c.Dim}),
	}
	if c.Shorten {
		options = append(options, openai.WithEmbeddingDimensions(c.Dim))
	}
	client, err := openai.New(options...)
	if err != nil {
		return nil, models.Invalid("embedding", err.Error())
	}
	return &Remote{config: c, client: client}, nil
}

// Name returns the model's name.
func (r *Remote) Name() string { return r.config.Model }

// Dim returns the dimensions the model is expected to answer with.
func (r *Remote) Dim() int { return r.config.Dim }

// Embed returns a vector of length 1 for each text. An endpoint that cannot be
// reached, is late, refuses, or answers with something else than one finite
// vector of Dim numbers for each text is a CodeUnavailable error.
func (r *Remote) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for batch := range slices.Chunk(texts, r.config.Batch) {
		answered, err := r.embedBatch(ctx, batch)
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, answered...)
	}
	return vectors, nil
}

func (r *Remote) embedBatch(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.config.Timeout, errLate)
	defer cancel()
	short := make([]string, len(texts))
	for i, text := range texts {
		short[i] = firstRunes(text, r.config.MaxText)
	}
	vectors, err := r.client.CreateEmbedding(ctx, short)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if err != nil {
		return nil, models.Errorf(models.CodeUnavailable, "embedding model %s: %w", r.config.Model, err)
	}
	for _, v := range vectors {
		normalize(v)
	}
	return vectors, nil
}

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
