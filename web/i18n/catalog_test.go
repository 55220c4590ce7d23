package i18n_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"suyang/web/i18n"
)

// files builds a tree with one area, "test".
func files(zh, en string) fstest.MapFS {
	return fstest.MapFS{
		"zh-CN/test.json": {Data: []byte(zh)},
		"en/test.json":    {Data: []byte(en)},
	}
}

func TestT(t *testing.T) {
	t.Parallel()
	c, err := i18n.Load(files(
		`{"test.hello": "{name}，你好", "test.pupils": "{n} 名学生", "test.plain": "好"}`,
		`{"test.hello": "Hello {name}", "test.pupils.one": "{n} pupil", "test.pupils.other": "{n} pupils", "test.plain": "Good"}`,
	))
	require.NoError(t, err)
	cases := []struct {
		name   string
		locale i18n.Locale
		key    string
		args   []any
		want   string
	}{
		{"placeholder", i18n.Chinese, "test.hello", []any{"name", "小梅"}, "小梅，你好"},
		{"other locale", i18n.English, "test.hello", []any{"name", "Mei"}, "Hello Mei"},
		{"value with braces is text", i18n.English, "test.hello", []any{"name", "{name}"}, "Hello {name}"},
		{"one", i18n.English, "test.pupils", []any{"n", 1}, "1 pupil"},
		{"none", i18n.English, "test.pupils", []any{"n", 0}, "0 pupils"},
		{"many", i18n.English, "test.pupils", []any{"n", 21}, "21 pupils"},
		{"chinese does not count", i18n.Chinese, "test.pupils", []any{"n", 1}, "1 名学生"},
		{"no placeholder", i18n.English, "test.plain", nil, "Good"},
		{"no message", i18n.English, "test.none", nil, "test.none"},
		{"unknown locale", "fr", "test.plain", nil, "test.plain"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, c.T(tc.locale, tc.key, tc.args...))
		})
	}
	require.Equal(t, []string{"test.hello", "test.plain", "test.pupils"}, c.Keys())
	require.Equal(t, []string{"n"}, c.Placeholders("test.pupils"))
	require.True(t, c.Has("test.plain"))
	require.False(t, c.Has("test.pupils.one"), "a form is no message")
}

func TestLoadFindsFaults(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, zh, en, want string
	}{
		{"missing in en", `{"test.a": "甲", "test.b": "乙"}`, `{"test.a": "A"}`, `key "test.b" is missing in en`},
		{"missing in zh", `{"test.a": "甲"}`, `{"test.a": "A", "test.b": "B"}`, `key "test.b" is missing in zh-CN`},
		{"placeholders differ", `{"test.a": "{n} 个"}`, `{"test.a": "{count} of them"}`, "placeholders [n] in zh-CN, [count] in en"},
		{"wrong file", `{"other.a": "甲"}`, `{"other.a": "A"}`, `must begin with "test."`},
		{"twice", `{"test.a": "甲", "test.a": "乙"}`, `{"test.a": "A"}`, `"test.a" stands twice`},
		{"empty", `{"test.a": " "}`, `{"test.a": "A"}`, `"test.a" has no text`},
		{"nested", `{"test.a": {"b": "甲"}}`, `{"test.a": "A"}`, `the value of "test.a" is not a string`},
		{"not an object", `["甲"]`, `{}`, "want a JSON object"},
		{"broken", `{"test.a": "甲"`, `{"test.a": "A"}`, "test.json"},
		{"text behind", `{"test.a": "甲"} {}`, `{"test.a": "A"}`, "text after the JSON object"},
		{"one without other", `{"test.a": "甲"}`, `{"test.a.one": "A"}`, `has no form .other`},
		{"other without one", `{"test.a": "甲"}`, `{"test.a.other": "A"}`, `has no form .one`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := i18n.Load(files(tc.zh, tc.en))
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"test.a": "{n} 个"}`)
	f.Add(`{"test.a.one": "", "test.a": 1}`)
	f.Add(`{`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := i18n.Load(files(text, text))
		if err != nil {
			return
		}
		for _, key := range c.Keys() {
			require.NotEmpty(t, c.T(i18n.English, key, "n", 1))
		}
	})
}

func ExampleCatalog_T() {
	c, err := i18n.Load(files(
		`{"test.pupils": "{n} 名学生"}`,
		`{"test.pupils.one": "{n} pupil", "test.pupils.other": "{n} pupils"}`,
	))
	if err != nil {
		panic(err)
	}
	fmt.Println(c.T(i18n.Chinese, "test.pupils", "n", 40))
	fmt.Println(c.T(i18n.English, "test.pupils", "n", 1))
	// Output:
	// 40 名学生
	// 1 pupil
}
