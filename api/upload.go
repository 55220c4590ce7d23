package api

import (
	"bytes"
	"context"
	"time"

	"github.com/valyala/fasthttp"
)

// uploadLimits are the largest bodies, in bytes, of routes that take files.
var uploadLimits = map[string]int{
	"POST /api/v1/studies":     64 << 20,
	"POST /api/v1/rosters":     16 << 20,
	"POST /researcher/studies": 64 << 20,
	"POST /operator/rosters":   16 << 20,
	"POST /operator/resources": 64 << 20,
	"POST /api/v1/imports":     64 << 20,
}

// limitBody lets a large body in only on a route that takes files and from a
// caller who may use it. It decides before the body is read, so that strangers
// cannot fill the memory.
func (a *App) limitBody(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(h.RequestURI(), []byte("?"))
	route := string(h.Method()) + " " + string(path)
	limit, ok := uploadLimits[route]
	if !ok || !a.mayUpload(route, h) {
		return fasthttp.RequestConfig{MaxRequestBodySize: bodyLimit, ReadTimeout: a.cfg.RequestTimeout}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: limit, ReadTimeout: a.cfg.UploadTimeout}
}

func (a *App) mayUpload(route string, h *fasthttp.RequestHeader) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, secure := range []bool{true, false} {
		if p, err := a.cfg.Auth.Person(ctx, string(h.Cookie(sessionCookie(secure)))); err == nil {
			return authorization[route].includes(p.Role)
		}
	}
	return false
}
