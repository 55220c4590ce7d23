package qti

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"suyang/models"
)

const (
	manifestFile   = "imsmanifest.xml"
	stylesheetFile = "style/suyang.css"
	itemResource   = "imsqti_item_xmlv3p0"
)

// Limits of a package that is read.
const (
	maxFiles    = 20_000
	maxFileSize = 8 << 20
)

// Write writes a package of the items, each in both languages. The first item
// whose ids cannot be names in XML is an error, and nothing is written.
func Write(w io.Writer, items []models.Item, c Config) error {
	for _, it := range items {
		if err := named(it); err != nil {
			return err
		}
	}
	archive := zip.NewWriter(w)
	resources := el("resources", nil)
	for _, it := range items {
		for _, l := range models.Locales() {
			resource, err := c.writeItem(archive, it, l)
			if err != nil {
				return err
			}
			resources.add(resource)
		}
	}
	if err := c.writeRest(archive, resources); err != nil {
		return err
	}
	return archive.Close()
}

// writeItem writes an item in one language with its drawings, and returns its
// entry of the manifest.
func (c Config) writeItem(archive *zip.Writer, it models.Item, l models.Locale) (*node, error) {
	name := fmt.Sprintf("items/%s.%s.xml", it.ID, l)
	images := map[string][]byte{}
	document := writer{Config: c, item: it, locale: l, images: images}.document()
	if err := writeFile(archive, name, document.write); err != nil {
		return nil, err
	}
	resource := el("resource", with("identifier", it.ID+"."+string(l), "type", itemResource, "href", name), el("file", with("href", name)))
	for _, image := range slices.Sorted(maps.Keys(images)) {
		if err := writeFile(archive, image, bytesOf(images[image])); err != nil {
			return nil, err
		}
		resource.add(el("file", with("href", image)))
	}
	return resource, nil
}

// writeRest writes the stylesheet and the manifest.
func (c Config) writeRest(archive *zip.Writer, resources *node) error {
	if len(c.Stylesheet) > 0 {
		if err := writeFile(archive, stylesheetFile, bytesOf(c.Stylesheet)); err != nil {
			return err
		}
		resources.add(el("resource", with("identifier", "stylesheet", "type", "css3", "href", stylesheetFile), el("file", with("href", stylesheetFile))))
	}
	manifest := el("manifest", with("xmlns", "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "identifier", "suyang-items"),
		el("metadata", nil, el("schema", nil, text("QTI Package")), el("schemaversion", nil, text("3.0.0"))),
		el("organizations", nil), resources)
	return writeFile(archive, manifestFile, manifest.write)
}

func writeFile(archive *zip.Writer, name string, write func(io.Writer) error) error {
	f, err := archive.Create(name)
	if err != nil {
		return err
	}
	return write(f)
}

func bytesOf(data []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(data); return err }
}

// Imported is one item of a package.
type Imported struct {
	Item     models.Item
	Files    []string // of the package, one a language
	Warnings []string // what could not be taken over
	Err      error    // why the item could not be read; then Item holds its id at most
}

// Read reads a package: every item of it, in the order of the manifest. An
// item that cannot be read is reported in its place and does not stop the
// rest. The error is about the package as a whole.
func Read(r io.ReaderAt, size int64) ([]Imported, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, models.Errorf(models.CodeInvalid, "the file is no ZIP archive, which a QTI package is: %w", err)
	}
	if len(archive.File) > maxFiles {
		return nil, models.Errorf(models.CodeInvalid, "the package holds %d files, more than %d; split it", len(archive.File), maxFiles)
	}
	names, err := itemFiles(archive)
	if err != nil {
		return nil, err
	}
	var items []Imported
	for _, name := range names {
		items = gather(items, readFile(archive, name))
	}
	return items, nil
}

// itemFiles lists the items by the manifest.
func itemFiles(archive *zip.Reader) ([]string, error) {
	manifest, err := document(archive, manifestFile)
	if err != nil {
		return nil, models.Errorf(models.CodeInvalid, "%s: %w", manifestFile, err)
	}
	var names []string
	for _, resource := range manifest.all("resource") {
		if resource.attr("type") == itemResource {
			names = append(names, path.Clean(resource.attr("href")))
		}
	}
	if len(names) == 0 {
		return nil, models.Errorf(models.CodeInvalid, "%s names no resource of the type %s; export the items as QTI 3.0", manifestFile, itemResource)
	}
	return names, nil
}

// document parses one file of the archive.
func document(archive *zip.Reader, name string) (*node, error) {
	f, err := archive.Open(name)
	if err != nil {
		return nil, errors.New("the file is missing")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFileSize {
		return nil, fmt.Errorf("the file is larger than %d MB", maxFileSize>>20)
	}
	return parse(bytes.NewReader(data))
}

func readFile(archive *zip.Reader, name string) Imported {
	imported := Imported{Files: []string{name}}
	root, err := document(archive, name)
	if err == nil {
		imported.Item, _, imported.Warnings, err = readItem(root)
	}
	if err != nil {
		imported.Err = models.Errorf(models.CodeInvalid, "%s: %w", name, err)
	}
	return imported
}

// gather adds an item, or its texts to the item of the same id that is there
// already in the other language.
func gather(items []Imported, next Imported) []Imported {
	i := slices.IndexFunc(items, func(it Imported) bool { return it.Item.ID != "" && it.Item.ID == next.Item.ID })
	if i < 0 || next.Err != nil || items[i].Err != nil {
		return append(items, next)
	}
	there := &items[i]
	there.Files = append(there.Files, next.Files...)
	for _, w := range next.Warnings {
		if !slices.Contains(there.Warnings, w) {
			there.Warnings = append(there.Warnings, w)
		}
	}
	if err := merge(&there.Item, next.Item); err != nil {
		there.Err = models.Errorf(models.CodeInvalid, "%s differ: %w", strings.Join(there.Files, " and "), err)
	}
	return items
}
