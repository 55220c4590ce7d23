package i18n

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Catalog holds every message of every locale. It is read-only after Load and safe for
// concurrent use.
type Catalog struct {
	messages map[Locale]map[string]message
}

// Load reads <locale>/<area>.json for every locale from files. It fails, naming each fault, when a
// file is not a flat JSON object of strings, a key stands twice or in the wrong file, or the
// locales differ in keys or placeholders.
func Load(files fs.FS) (*Catalog, error) {
	c := &Catalog{messages: make(map[Locale]map[string]message)}
	var faults []error
	for _, l := range Locales {
		names, err := fs.Glob(files, string(l)+"/*.json")
		if err != nil {
			return nil, err
		}
		texts := make(map[string]string)
		for _, name := range names {
			if err := readArea(files, name, texts); err != nil {
				faults = append(faults, err)
			}
		}
		messages, err := group(l, texts)
		faults = append(faults, err)
		c.messages[l] = messages
	}
	faults = append(faults, c.compare())
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return c, nil
}

// readArea adds the texts of one file.
func readArea(files fs.FS, name string, texts map[string]string) error {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	area := strings.TrimSuffix(path.Base(name), ".json")
	return eachPair(raw, func(key, text string) error {
		if _, twice := texts[key]; twice {
			return fmt.Errorf("%s: key %q stands twice", name, key)
		}
		if !strings.HasPrefix(key, area+".") {
			return fmt.Errorf("%s: key %q must begin with %q", name, key, area+".")
		}
		if strings.TrimSpace(text) == "" {
			return fmt.Errorf("%s: key %q has no text", name, key)
		}
		texts[key] = text
		return nil
	}, name)
}

// eachPair walks a flat JSON object token by token, so that a key written twice is seen.
func eachPair(raw []byte, visit func(key, text string) error, name string) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return fmt.Errorf("%s: want a JSON object of strings", name)
	}
	var faults []error
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		value, err := dec.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		key, isKey := token.(string)
		text, isText := value.(string)
		if !isKey || !isText {
			return fmt.Errorf("%s: the value of %q is not a string", name, token)
		}
		faults = append(faults, visit(key, text))
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: text after the JSON object", name)
	}
	return errors.Join(faults...)
}

// group joins the forms .one and .other of a key into one message.
func group(l Locale, texts map[string]string) (map[string]message, error) {
	messages := make(map[string]message, len(texts))
	var faults []error
	for key, text := range texts {
		if base, ok := strings.CutSuffix(key, ".one"); ok {
			if texts[base+".other"] == "" {
				faults = append(faults, fmt.Errorf("%s: %q has no form .other", l, base))
			}
			continue
		}
		base, counted := strings.CutSuffix(key, ".other")
		one := texts[base+".one"]
		if counted && one == "" {
			faults = append(faults, fmt.Errorf("%s: %q has no form .one", l, base))
		}
		messages[base] = message{other: text, one: one}
	}
	return messages, errors.Join(faults...)
}

// compare reports keys that one locale lacks and placeholders that differ.
func (c *Catalog) compare() error {
	var faults []error
	for _, l := range Locales[1:] {
		first, other := c.messages[Locales[0]], c.messages[l]
		for _, key := range unionKeys(first, other) {
			a, inFirst := first[key]
			b, inOther := other[key]
			switch {
			case !inFirst:
				faults = append(faults, fmt.Errorf("key %q is missing in %s", key, Locales[0]))
			case !inOther:
				faults = append(faults, fmt.Errorf("key %q is missing in %s", key, l))
			case !slices.Equal(a.placeholders(), b.placeholders()):
				faults = append(faults, fmt.Errorf("key %q: placeholders %v in %s, %v in %s",
					key, a.placeholders(), Locales[0], b.placeholders(), l))
			}
		}
	}
	return errors.Join(faults...)
}

func unionKeys(a, b map[string]message) []string {
	var keys []string
	for key := range a {
		keys = append(keys, key)
	}
	for key := range b {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// T returns the message of key in locale l with its placeholders filled from args, which are pairs
// of a name and a value: T(English, "common.greeting", "name", "Mei"). Where the message counts,
// the argument "n" chooses the form. A key without a message comes back as it is.
func (c *Catalog) T(l Locale, key string, args ...any) string {
	m, ok := c.messages[l][key]
	if !ok {
		return key
	}
	return m.format(args)
}

// Has reports whether there is a message for key.
func (c *Catalog) Has(key string) bool {
	_, ok := c.messages[Locales[0]][key]
	return ok
}

// Keys lists every key, sorted; of counted messages the key without its ending.
func (c *Catalog) Keys() []string { return unionKeys(c.messages[Locales[0]], nil) }

// Placeholders lists the names that the message of key wants, sorted.
func (c *Catalog) Placeholders(key string) []string {
	return c.messages[Locales[0]][key].placeholders()
}
