package api_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/models"
)

type emit = func(event string, data any) error

// streaming returns a site with one stream, open to pupils.
func streaming(t *testing.T, before func(*api.Config), produce func(ctx context.Context, emit emit) error) *site {
	t.Helper()
	return newSite(t, before, func(a *api.App) {
		a.Handle("GET", "/stream", models.RolePupil, func(c *fiber.Ctx) error { return a.Stream(c, produce) })
	})
}

// frames reads a stream, one element an event or comment, until it ends.
func frames(t *testing.T, res *http.Response) []string {
	t.Helper()
	defer res.Body.Close()
	require.Equal(t, "text/event-stream; charset=utf-8", res.Header.Get("Content-Type"))
	var all []string
	lines := bufio.NewScanner(res.Body)
	var frame []string
	for lines.Scan() {
		if lines.Text() != "" {
			frame = append(frame, lines.Text())
			continue
		}
		all = append(all, strings.Join(frame, "\n"))
		frame = nil
	}
	require.NoError(t, lines.Err())
	require.Empty(t, frame, "the last event is whole")
	return all
}

// open begins to read a stream as a browser that would take it compressed.
func (b *browser) open(ctx context.Context, path string) *http.Response {
	b.with("Accept-Encoding", "gzip")
	defer delete(b.headers, "Accept-Encoding")
	return b.send(ctx, "GET", path, "", "")
}

func TestStream(t *testing.T) {
	t.Parallel()
	say := func(_ context.Context, emit emit) error {
		return emit("chunk", map[string]string{"text": "line one\nline two"})
	}
	tests := map[string]struct {
		produce func(context.Context, emit) error
		want    []string
	}{
		"ends well": {say, []string{
			"event: chunk\ndata: {\"text\":\"line one\\nline two\"}",
			"event: done\ndata: {}",
		}},
		"refusal": {func(context.Context, emit) error { return models.NotFound("conversation") }, []string{
			`event: error` + "\n" + `data: {"status":404,"title":"Not Found","code":"not_found","message":"no such conversation","request_id":"ID"}`,
		}},
		"failure after a word": {func(ctx context.Context, emit emit) error {
			return errors.Join(say(ctx, emit), errors.New("the key is hunter2"))
		}, []string{
			"event: chunk\ndata: {\"text\":\"line one\\nline two\"}",
			`event: error` + "\n" + `data: {"status":500,"title":"Internal Server Error","code":"internal","message":"something went wrong on our side; try again later","request_id":"ID"}`,
		}},
		"panic": {func(context.Context, emit) error { panic("the key is hunter2") }, []string{
			`event: error` + "\n" + `data: {"status":500,"title":"Internal Server Error","code":"internal","message":"something went wrong on our side; try again later","request_id":"ID"}`,
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := streaming(t, nil, tt.produce)
			res := s.as(models.RolePupil).open(t.Context(), "/stream")
			require.Empty(t, res.Header.Get("Content-Encoding"))
			id := res.Header.Get("X-Request-Id")
			var got []string
			for _, f := range frames(t, res) {
				got = append(got, strings.ReplaceAll(f, id, "ID"))
			}
			require.Equal(t, tt.want, got)
			if strings.Contains(name, "panic") {
				require.Contains(t, s.log.String(), "stream_test.go", "the log says where")
			}
		})
	}
}

func TestStreamBeatsAndNoticesThatTheBrowserHasGone(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	s := streaming(t, func(c *api.Config) { c.Heartbeat = 5 * time.Millisecond }, func(ctx context.Context, _ emit) error {
		<-ctx.Done()
		close(ended)
		return ctx.Err()
	})
	ctx, leave := context.WithCancel(t.Context())
	res := s.as(models.RolePupil).open(ctx, "/stream")
	line, err := bufio.NewReader(res.Body).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, ": alive\n", line)
	leave()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the stream goes on for nobody")
	}
}

func TestStreamsPerPersonAreBounded(t *testing.T) {
	t.Parallel()
	s := streaming(t, func(c *api.Config) { c.DrainTimeout = time.Millisecond }, func(ctx context.Context, emit emit) error {
		if err := emit("open", nil); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	})
	b := s.as(models.RolePupil)
	for range 6 {
		res := b.open(t.Context(), "/stream")
		defer res.Body.Close()
		require.Equal(t, http.StatusOK, res.StatusCode)
	}
	require.Equal(t, models.CodeRateLimited, b.get("/stream").problem(t).Code)
}

func TestWatchSendsChangesOnly(t *testing.T) {
	t.Parallel()
	var looks atomic.Int32
	s := newSite(t, nil, func(a *api.App) {
		a.Handle("GET", "/watch", models.RoleTeacher, func(c *fiber.Ctx) error {
			return a.Watch(c, "progress", func(context.Context) (any, bool, error) {
				n := looks.Add(1)
				return map[string]int32{"percent": n / 3 * 50}, n == 7, nil
			})
		})
	})
	res := s.as(models.RoleTeacher).open(t.Context(), "/watch")
	require.Equal(t, []string{
		"event: progress\ndata: {\"percent\":0}",
		"event: progress\ndata: {\"percent\":50}",
		"event: progress\ndata: {\"percent\":100}",
		"event: done\ndata: {}",
	}, frames(t, res))
}

func TestWatchEndsWithTheSignIn(t *testing.T) {
	t.Parallel()
	looked := make(chan struct{}, 100)
	s := newSite(t, nil, func(a *api.App) {
		a.Handle("GET", "/watch", models.RoleTeacher, func(c *fiber.Ctx) error {
			return a.Watch(c, "state", func(context.Context) (any, bool, error) {
				looked <- struct{}{}
				return 1, false, nil
			})
		})
	})
	b := s.as(models.RoleTeacher)
	res := b.open(t.Context(), "/watch")
	<-looked
	b.form("/signout", nil)
	watched := frames(t, res)
	require.Contains(t, watched[len(watched)-1], `"code":"unauthenticated"`)
}

func TestShutdownDrainsStreams(t *testing.T) {
	t.Parallel()
	speaking := make(chan struct{})
	s := newSite(t, func(c *api.Config) { c.DrainTimeout = 5 * time.Second }, func(a *api.App) {
		a.Handle("GET", "/say", models.RolePupil, func(c *fiber.Ctx) error {
			return a.Stream(c, func(ctx context.Context, emit emit) error {
				if err := emit("chunk", "one"); err != nil {
					return err
				}
				close(speaking)
				select {
				case <-time.After(300 * time.Millisecond):
					return emit("chunk", "two")
				case <-ctx.Done():
					return ctx.Err()
				}
			})
		})
		a.Handle("GET", "/watch", models.RolePupil, func(c *fiber.Ctx) error {
			return a.Watch(c, "state", func(context.Context) (any, bool, error) { return 1, false, nil })
		})
	})
	b := s.as(models.RolePupil)
	say, watch := b.open(t.Context(), "/say"), b.open(t.Context(), "/watch")
	<-speaking
	stopped := make(chan error)
	go func() { stopped <- s.app.Shutdown(context.Background()) }()
	require.Equal(t, []string{"event: chunk\ndata: \"one\"", "event: chunk\ndata: \"two\"", "event: done\ndata: {}"}, frames(t, say),
		"who speaks may finish")
	watched := frames(t, watch)
	require.Contains(t, watched[len(watched)-1], `"code":"unavailable"`, "who watches is sent elsewhere")
	require.NoError(t, <-stopped)
	_, err := b.client.Get(s.url + "/healthz")
	require.Error(t, err)
}

func TestShutdownCutsStreamsThatDoNotEnd(t *testing.T) {
	t.Parallel()
	s := streaming(t, func(c *api.Config) { c.DrainTimeout = 20 * time.Millisecond }, func(ctx context.Context, emit emit) error {
		if err := emit("chunk", "one"); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	})
	res := s.as(models.RolePupil).open(t.Context(), "/stream")
	start := time.Now()
	require.NoError(t, s.app.Shutdown(t.Context()))
	require.Less(t, time.Since(start), 3*time.Second)
	require.Equal(t, "event: chunk\ndata: \"one\"", frames(t, res)[0])
}
