package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Behaviour writes the answer to one request.
type Behaviour func(w http.ResponseWriter, r *http.Request)

// Server is a running endpoint.
type Server struct {
	URL string // base URL, ends in /v1

	mu       sync.Mutex
	requests []map[string]any
}

// Serve starts an endpoint that answers the first request with the first
// behaviour, and so on; the last one stays. It stops with the test.
func Serve(t testing.TB, behaviours ...Behaviour) *Server {
	t.Helper()
	s := &Server{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/chat/completions" {
			http.NotFound(w, r)
			return
		}
		n := s.note(r)
		behaviours[min(n, len(behaviours)-1)](w, r)
	}))
	t.Cleanup(server.Close)
	s.URL = server.URL + "/v1"
	return s
}

// note keeps a request's body and returns how many came before.
func (s *Server) note(r *http.Request) int {
	var body map[string]any
	_ = json.NewDecoder(r.Body).Decode(&body) // a body that is not JSON is noted as nil
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, body)
	return len(s.requests) - 1
}

// Requests returns the bodies of the requests so far.
func (s *Server) Requests() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.requests)
}

// Say streams the pieces and ends as it should.
func Say(pieces ...string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		begin(w)
		write(w, pieces...)
		finish(w, "stop")
	}
}

// Finish streams the pieces and ends with another reason than stop, such as
// length or content_filter.
func Finish(reason string, pieces ...string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		begin(w)
		write(w, pieces...)
		finish(w, reason)
	}
}

// Fail streams the pieces, then an error frame, then [DONE].
func Fail(message string, pieces ...string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		begin(w)
		write(w, pieces...)
		fmt.Fprintf(w, "data: {\"error\":{\"message\":%q}}\n\ndata: [DONE]\n\n", message)
	}
}

// CutOff streams the pieces and ends the stream without [DONE].
func CutOff(pieces ...string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		begin(w)
		write(w, pieces...)
	}
}

// Break streams the pieces and breaks the connection.
func Break(pieces ...string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		begin(w)
		write(w, pieces...)
		panic(http.ErrAbortHandler)
	}
}

// Stall streams the pieces and then says nothing until the client goes.
func Stall(pieces ...string) Behaviour {
	return func(w http.ResponseWriter, r *http.Request) {
		begin(w)
		write(w, pieces...)
		<-r.Context().Done()
	}
}

// Slow says one piece every pause.
func Slow(pause time.Duration, pieces ...string) Behaviour {
	return func(w http.ResponseWriter, r *http.Request) {
		begin(w)
		for _, text := range pieces {
			select {
			case <-r.Context().Done():
				return
			case <-time.After(pause):
				write(w, text)
			}
		}
		finish(w, "stop")
	}
}

// Refuse answers with a status, and Retry-After if retry is not empty.
func Refuse(status int, retry, message string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retry != "" {
			w.Header().Set("Retry-After", retry)
		}
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":{"message":%q}}`, message)
	}
}

// Raw answers 200 with a content type and a body of its own.
func Raw(contentType, body string) Behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	}
}

// Unreachable returns a base URL at which nothing listens.
func Unreachable() string {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL + "/v1"
}

func begin(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	fmt.Fprint(w, ": hello\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n")
	flush(w)
}

func write(w http.ResponseWriter, pieces ...string) {
	for _, text := range pieces {
		fmt.Fprintf(w, "data: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", quoted(text))
		flush(w)
	}
}

func finish(w http.ResponseWriter, reason string) {
	lines := []string{
		fmt.Sprintf(`data: {"choices":[{"delta":{},"finish_reason":%q}]}`, reason),
		`data: {"choices":[],"usage":{"total_tokens":9}}`,
		"data: [DONE]", "",
	}
	fmt.Fprint(w, strings.Join(lines, "\n\n"))
}

func flush(w http.ResponseWriter) {
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
}

// quoted is text as a JSON string.
func quoted(text string) []byte {
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always encodes
	}
	return encoded
}
