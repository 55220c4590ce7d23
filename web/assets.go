package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"regexp"
	"slices"
	"strings"
)

// AssetCacheControl is the header for static files: their address changes with their content.
const AssetCacheControl = "public, max-age=31536000, immutable"

const (
	staticPrefix = "/static/"
	cssBundle    = "app.css"
)

// Asset is one static file, ready to be sent.
type Asset struct {
	ContentType string
	Body        []byte
	Gzip        []byte // Body compressed; nil where that saves nothing
}

type assets struct {
	byURL map[string]Asset
	urls  map[string]string // file name under static/ -> URL
}

// AssetURL returns the address of a file of static/, such as "js/app.js". All style sheets of
// static/css are one file, "app.css".
func (r *Renderer) AssetURL(name string) (string, error) {
	url, ok := r.assets.urls[name]
	if !ok {
		return "", fmt.Errorf("there is no static file %q", name)
	}
	return url, nil
}

// Asset returns the file at a request path, such as "/static/app.0f3b9c21.css".
func (r *Renderer) Asset(requestPath string) (Asset, bool) {
	a, ok := r.assets.byURL[requestPath]
	return a, ok
}

// loadAssets reads every static file, joins the style sheets in the order of their names, and
// gives each file an address with the hash of its content.
func loadAssets(files fs.FS) (*assets, error) {
	bodies := make(map[string][]byte)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if path.Dir(name) == "css" {
			bodies[cssBundle] = append(bodies[cssBundle], body...)
		} else {
			bodies[name] = body
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	a := &assets{byURL: make(map[string]Asset), urls: make(map[string]string)}
	for name := range bodies {
		if _, err := a.add(name, bodies, nil); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// moduleImport matches the file name in a static import from the same folder.
var moduleImport = regexp.MustCompile(`(?m)^(import\b[^"\n]*")\./([^"]+)(")`)

// add stores one file and returns its address. The files a module imports come first, since their
// addresses stand in its text and so in its hash.
func (a *assets) add(name string, bodies map[string][]byte, importers []string) (string, error) {
	if url, ok := a.urls[name]; ok {
		return url, nil
	}
	body, ok := bodies[name]
	if !ok {
		return "", fmt.Errorf("%s imports %s, which is not there", importers[len(importers)-1], name)
	}
	if slices.Contains(importers, name) {
		return "", fmt.Errorf("modules import each other in a circle: %s", strings.Join(append(importers, name), " -> "))
	}
	var fault error
	if path.Ext(name) == ".js" {
		body = moduleImport.ReplaceAllFunc(body, func(found []byte) []byte {
			part := moduleImport.FindSubmatch(found)
			url, err := a.add(path.Join(path.Dir(name), string(part[2])), bodies, append(importers, name))
			if err != nil {
				fault = err
			}
			return []byte(string(part[1]) + url + string(part[3]))
		})
	}
	if fault != nil {
		return "", fault
	}
	return a.store(name, body)
}

func (a *assets) store(name string, body []byte) (string, error) {
	compressed, err := compress(body)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	url := staticPrefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	a.urls[name] = url
	a.byURL[url] = Asset{ContentType: contentType(ext), Body: body, Gzip: compressed}
	return url, nil
}

func compress(body []byte) ([]byte, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if buf.Len() >= len(body) {
		return nil, nil
	}
	return buf.Bytes(), nil
}

// contentType does not ask the machine's own table where the type matters to a browser.
func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
