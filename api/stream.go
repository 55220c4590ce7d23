package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// send writes one event to the browser. It fails when the browser has gone.
type send func(event string, data any) error

// stream answers with server-sent events: whatever produce sends, then "done",
// or "error" with a problem. A browser that has gone is noticed by writing to
// it, at the latest by the next heartbeat, and ends produce's context.
//
// Produce runs when the handler has returned: it must not use c, so copy what
// it needs before.
func (a *App) stream(c *fiber.Ctx, produce func(ctx context.Context, emit send) error) error {
	r := requestOf(c.UserContext())
	leave, err := a.hub.join(r.person.ID)
	if err != nil {
		return err
	}
	closed := a.cfg.Metrics.StreamOpened()
	c.Set(fiber.HeaderContentType, "text/event-stream; charset=utf-8")
	c.Set("X-Accel-Buffering", "no") // asks nginx to pass events on at once
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer leave()
		defer closed()
		ctx, cancel := context.WithCancel(context.WithValue(a.hub.base, requestKey{}, r))
		defer cancel()
		s := &sink{w: w, gone: cancel}
		stop := s.beat(a.cfg.Heartbeat)
		defer stop()
		// A panic here would end the whole process: the stream runs outside the request.
		if err := recovered(func() error { return produce(ctx, s.send) }); err != nil {
			a.streamFailed(ctx, s, err)
			return
		}
		_ = s.send("done", struct{}{})
	})
	return nil
}

// streamFailed tells the browser, if it is still there, and the log.
func (a *App) streamFailed(ctx context.Context, s *sink, err error) {
	p := problemOf(ctx, err)
	if p.Status >= 500 && ctx.Err() == nil {
		a.cfg.Logger.Error("stream", "request_id", p.RequestID, "route", requestOf(ctx).route, "error", err)
	}
	_ = s.send("error", p)
}

// sink serializes what goes to one browser.
type sink struct {
	mu   sync.Mutex
	w    *bufio.Writer
	gone context.CancelFunc // called when the browser has gone
}

func (s *sink) send(event string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return s.write(fmt.Sprintf("event: %s\ndata: %s\n\n", event, text))
}

func (s *sink) write(frame string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.w.WriteString(frame); err != nil {
		s.gone()
		return err
	}
	if err := s.w.Flush(); err != nil {
		s.gone()
		return err
	}
	return nil
}

// beat writes a comment now and then until the returned function is called,
// which waits for the last one.
func (s *sink) beat(every time.Duration) (stop func()) {
	ticker, done, ended := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				if s.write(": alive\n\n") != nil {
					return
				}
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(done)
		<-ended
	}
}

// look reads what a stream watches, and whether it will change no more.
type look func(ctx context.Context) (data any, last bool, err error)

// watch sends what look returns as events of the given name, at once and then
// whenever it has changed, until it will change no more.
func (a *App) watch(c *fiber.Ctx, event string, look look) error {
	return a.stream(c, func(ctx context.Context, emit send) error {
		var sent []byte
		for {
			data, last, err := look(ctx)
			if err != nil {
				return err
			}
			text, err := json.Marshal(data)
			if err != nil {
				return err
			}
			if !bytes.Equal(text, sent) {
				if err := emit(event, json.RawMessage(text)); err != nil {
					return err
				}
				sent = text
			}
			if last {
				return nil
			}
			if err := a.pause(ctx); err != nil {
				return err
			}
		}
	})
}

// pause waits until it is time to look again. It fails when the stream has to
// end: the browser has gone, the service shuts down and the browser will connect
// to another process, or the watcher is not signed in any more.
func (a *App) pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-a.hub.closing:
		return errRestarting()
	case <-time.After(a.cfg.PollEvery):
		_, err := a.cfg.Auth.Person(ctx, requestOf(ctx).token)
		return err
	}
}
