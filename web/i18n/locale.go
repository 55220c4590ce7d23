package i18n

import (
	"golang.org/x/text/language"
)

// Locale is a language tag the service has messages for.
type Locale string

// The locales, in the order a switch shows them.
const (
	Chinese Locale = "zh-CN"
	English Locale = "en"
)

// Locales lists every locale; the first is the default.
var Locales = []Locale{Chinese, English}

var matcher = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// Parse returns the locale written exactly as s, or false.
func Parse(s string) (Locale, bool) {
	for _, l := range Locales {
		if string(l) == s {
			return l, true
		}
	}
	return "", false
}

// Negotiate chooses the locale of a request: the query parameter, then the cookie, then the best
// match of the Accept-Language header, then zh-CN. Values that name no locale are passed over.
func Negotiate(query, cookie, acceptLanguage string) Locale {
	for _, s := range []string{query, cookie} {
		if l, ok := Parse(s); ok {
			return l
		}
	}
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(wanted) == 0 {
		return Chinese
	}
	_, i, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return Chinese
	}
	return Locales[i]
}
