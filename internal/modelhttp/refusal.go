package modelhttp

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Refusal is an endpoint's answer other than 200.
type Refusal struct {
	Status     int
	Message    string        // what the endpoint says, at most 200 characters
	RetryAfter time.Duration // how long it asks to wait; 0: it does not say
}

// Error implements error.
func (r *Refusal) Error() string {
	return fmt.Sprintf("the endpoint answered %d %s: %s", r.Status, http.StatusText(r.Status), r.Message)
}

// Temporary reports whether the same request may succeed later.
func (r *Refusal) Temporary() bool {
	return r.Status == http.StatusTooManyRequests || r.Status >= http.StatusInternalServerError
}

// Check returns nil for an answer 200. Otherwise it reads and closes the body
// and returns a *Refusal.
func Check(res *http.Response) error {
	if res.StatusCode == http.StatusOK {
		return nil
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10)) // a body cut off still says something
	return &Refusal{
		Status:     res.StatusCode,
		Message:    message(body),
		RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now()),
	}
}

// message finds the sentence in an error body of the OpenAI shape, or takes
// the body as it is.
func message(body []byte) string {
	var shaped struct {
		Error struct{ Message string }
	}
	text := string(body)
	if json.Unmarshal(body, &shaped) == nil && shaped.Error.Message != "" {
		text = shaped.Error.Message
	}
	return Excerpt(text)
}

// Excerpt returns the first 200 characters of text on one line, for messages.
func Excerpt(text string) string {
	runes := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " "))
	if len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return string(runes)
}

// retryAfter reads both forms of RFC 9110, section 10.2.3: seconds or a date.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
