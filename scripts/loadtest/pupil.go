package main

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"time"
)

// pupil is one pupil with her card.
type pupil struct {
	*client
	card string
	rng  *mathrand.Rand
}

func newPupil(url string, number int, card string) *pupil {
	return &pupil{client: newClient(url, number), card: card, rng: mathrand.New(mathrand.NewPCG(uint64(number), 1))}
}

// task is what the service says of a pupil's test.
type task struct {
	Session struct{ ID string }
	Item    *item
	Done    bool
}

type item struct {
	ItemID string `json:"item_id"`
	Parts  []part
}

type part struct {
	ID, Type         string
	Options, Targets []struct{ ID string }
}

func (p *pupil) signIn(ctx context.Context) error {
	return p.call(ctx, http.MethodPost, "/api/v1/signin/card", map[string]string{"code": p.card}, nil)
}

// offers lists the tests that are open, by the identifiers of their
// assignments.
func (p *pupil) offers(ctx context.Context) (ids []string, err error) {
	var offers []struct{ Assignment struct{ ID string } }
	err = p.call(ctx, http.MethodGet, "/api/v1/tests", nil, &offers)
	for _, o := range offers {
		ids = append(ids, o.Assignment.ID)
	}
	return ids, err
}

func (p *pupil) start(ctx context.Context, assignment string) (t task, err error) {
	err = p.call(ctx, http.MethodPost, "/api/v1/tests/"+assignment+"/start", map[string]string{}, &t)
	return t, err
}

func (p *pupil) answer(ctx context.Context, t task) (next task, err error) {
	parts := map[string]any{}
	for _, q := range t.Item.Parts {
		parts[q.ID] = p.guess(q)
	}
	err = p.call(ctx, http.MethodPost, "/api/v1/sessions/"+t.Session.ID+"/answers", map[string]any{
		"answer_id": newUUID(), "item_id": t.Item.ItemID, "answer": map[string]any{"parts": parts},
	}, &next)
	return next, err
}

// guess answers a part by chance.
func (p *pupil) guess(q part) map[string]any {
	switch q.Type {
	case "single", "multiple":
		return map[string]any{"choices": []string{q.Options[p.rng.IntN(len(q.Options))].ID}}
	case "ordering":
		var order []string
		for _, i := range p.rng.Perm(len(q.Options)) {
			order = append(order, q.Options[i].ID)
		}
		return map[string]any{"order": order}
	case "matching":
		pairs := map[string]string{}
		for _, o := range q.Options {
			pairs[o.ID] = q.Targets[p.rng.IntN(len(q.Targets))].ID
		}
		return map[string]any{"pairs": pairs}
	case "numeric":
		return map[string]any{"number": fmt.Sprint(p.rng.IntN(100))}
	}
	return map[string]any{"text": "先看发布者，再查原始出处。"}
}

// think waits from half to one and a half times the mean.
func (p *pupil) think(ctx context.Context, mean time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration((0.5 + p.rng.Float64()) * float64(mean))):
	}
}

// newUUID returns a random UUID of version 4 (RFC 9562).
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
