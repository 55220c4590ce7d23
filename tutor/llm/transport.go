package llm

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"

	"suyang/internal/modelhttp"
)

// transport stands between langchaingo and the endpoint.
type transport struct {
	client  *http.Client
	dialect Dialect
}

// replyKey is the context key of the *reply that a request belongs to.
type replyKey struct{}

// reply is what the transport knows of one reply; langchaingo loses it.
type reply struct {
	frames  *frames
	refused error
}

// Do implements the client interface of langchaingo.
func (t transport) Do(req *http.Request) (*http.Response, error) {
	state, _ := req.Context().Value(replyKey{}).(*reply)
	res, err := t.send(req)
	if err != nil {
		state.refused = err
		return nil, err
	}
	state.frames = newFrames(res.Body)
	res.Body = state.frames
	return res, nil
}

func (t transport) send(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if body, err = t.dialect.translate(body); err != nil {
		return nil, err
	}
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Header.Set("Accept", "text/event-stream")
	res, err := t.client.Do(req)
	if err != nil {
		return nil, err
	}
	if err := modelhttp.Check(res); err != nil {
		return nil, err
	}
	return res, isStream(res)
}

// isStream refuses an answer 200 that is not an event stream, such as a login
// page or an error in JSON.
func isStream(res *http.Response) error {
	kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err == nil && kind == "text/event-stream" {
		return nil
	}
	defer res.Body.Close()
	head, _ := io.ReadAll(io.LimitReader(res.Body, 1<<10)) // for the message only
	return fmt.Errorf("the answer is %q, not an event stream: %s", kind, modelhttp.Excerpt(string(head)))
}

// withReply prepares a context for one request.
func withReply(ctx context.Context) (context.Context, *reply) {
	state := &reply{}
	return context.WithValue(ctx, replyKey{}, state), state
}

// verdict returns why the reply is not whole, nil if it is. came is what
// langchaingo says.
func (r *reply) verdict(came error) error {
	switch {
	case r.refused != nil:
		return r.refused
	case r.frames != nil && r.frames.whole() != nil:
		return r.frames.whole()
	}
	return came
}
