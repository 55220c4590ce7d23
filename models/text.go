package models

// Locale is a language a page can speak.
type Locale string

// Locales, the default first.
const (
	ZhCN Locale = "zh-CN"
	En   Locale = "en"
)

// Locales lists the languages of the product, the default first.
func Locales() []Locale { return []Locale{ZhCN, En} }

// ParseLocale accepts the exact names of [Locales].
func ParseLocale(s string) (Locale, error) {
	for _, l := range Locales() {
		if string(l) == s {
			return l, nil
		}
	}
	return "", Invalid("locale", "unknown language "+quote(s)+"; use zh-CN or en")
}

// Text is one text in both languages.
type Text struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// In returns the text in locale l, or in the other language when l's is empty.
func (t Text) In(l Locale) string {
	if l == En && t.EN != "" || t.ZH == "" {
		return t.EN
	}
	return t.ZH
}

// IsZero reports whether both languages are empty.
func (t Text) IsZero() bool { return t == Text{} }

// Complete reports whether both languages are there.
func (t Text) Complete() bool { return t.ZH != "" && t.EN != "" }
