package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"runtime"
	"time"
)

// client is one person's browser: a connection and its cookies.
type client struct {
	url  string
	http *http.Client
}

// newClient returns the client of the computer with a number. Where the system
// allows it each has an address of its own: pupils of a whole county do not sit
// behind one.
func newClient(url string, number int) *client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if runtime.GOOS == "linux" {
		dialer.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 0, 1+byte(number/250), 1+byte(number%250))}
	}
	jar, _ := cookiejar.New(nil) // never fails
	return &client{url: url, http: &http.Client{
		Jar: jar, Timeout: time.Minute,
		Transport: &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 1},
	}}
}

// call sends JSON and reads JSON; both may be nil.
func (c *client) call(ctx context.Context, method, path string, body, answer any) error {
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		in = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, in)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %s", method, path, response.Status, text)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}
