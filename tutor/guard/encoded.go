package guard

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"suyang/models"
)

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{2,}={1,2}|[A-Za-z0-9+/_-]{8,}`)
	hexRun    = regexp.MustCompile(`(?:[0-9a-fA-F]{2}[ :]?){2,}`)
	binaryRun = regexp.MustCompile(`[01]{7,8}(?:\s+[01]{7,8})*`)
	morseRun  = regexp.MustCompile(`(?:[.·\-−–]{1,5}[ /]+){2,}[.·\-−–]{1,5}`)
	percent   = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2}){2,}`)
	escapes   = regexp.MustCompile(`(?:\\u[0-9a-fA-F]{4}){1,}|(?:&#\d{2,6};){1,}`)
)

// encoded finds texts in another writing: what decodes to letters has no place
// in a companion's reply unless it is in the item itself.
func encoded(it models.Item) rule {
	var known strings.Builder
	known.WriteString(strings.Join(stimulus(it), "\n"))
	var words []secret
	for _, p := range it.Parts {
		known.WriteString(p.Prompt.ZH + p.Prompt.EN)
		for _, o := range p.Options {
			known.WriteString(o.Text.ZH + o.Text.EN)
			if s := squeeze(o.Text.EN); rot13(s) != s {
				words = append(words, secret{squeezed: s})
			}
		}
	}
	return func(r reply) string {
		for _, s := range words {
			if s.quotedIn(rot13(r.whole)) {
				return "an option in another alphabet"
			}
		}
		for _, run := range writings(r.sentence) {
			if !strings.Contains(known.String(), run) {
				return "a text in code"
			}
		}
		return ""
	}
}

// writings returns the runs of a text that are letters in code.
func writings(text string) []string {
	var found []string
	keep := func(runs []string, decode func(string) (string, bool)) {
		for _, run := range runs {
			if plain, ok := decode(run); ok && readable(plain) {
				found = append(found, run)
			}
		}
	}
	keep(base64Run.FindAllString(text, -1), fromBase64)
	keep(hexRun.FindAllString(text, -1), fromHex)
	keep(percent.FindAllString(text, -1), func(s string) (string, bool) { p, err := url.PathUnescape(s); return p, err == nil })
	for _, runs := range []*regexp.Regexp{binaryRun, morseRun, escapes} {
		found = append(found, runs.FindAllString(text, -1)...)
	}
	return found
}

func fromBase64(s string) (string, bool) {
	if strings.ToLower(s) == s || strings.ToUpper(s) == s && !strings.Contains(s, "=") {
		return "", false // a plain word
	}
	trimmed := strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(s), "=")
	plain, err := base64.RawStdEncoding.DecodeString(trimmed)
	return string(plain), err == nil
}

func fromHex(s string) (string, bool) {
	plain, err := hex.DecodeString(strings.NewReplacer(" ", "", ":", "").Replace(s))
	return string(plain), err == nil
}

// readable reports whether a decoded text can be read: printable, half of it
// letters, or letters and digits where it is long.
func readable(text string) bool {
	if text == "" || !utf8.ValidString(text) {
		return false
	}
	const long = 4
	letters, digits, all := 0, 0, 0
	for _, c := range text {
		if !unicode.IsPrint(c) {
			return false
		}
		all++
		if unicode.IsLetter(c) || c == ' ' {
			letters++
		} else if unicode.IsDigit(c) {
			digits++
		}
	}
	return letters*2 >= all || all >= long && (letters+digits)*2 >= all
}

func rot13(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z':
			return 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			return 'A' + (c-'A'+13)%26
		}
		return c
	}, text)
}
