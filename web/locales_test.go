package web_test

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every message has a reader: its key, or a pattern with %s that fits it, stands in a template or
// in Go code. (That both locales have the same keys and placeholders, Load itself makes sure.)
func TestEveryMessageIsUsed(t *testing.T) {
	t.Parallel()
	literals := make(map[string]bool)
	var patterns []*regexp.Regexp
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "testdata" || d.Name() == ".git") {
				return filepath.SkipDir
			}
			return err
		}
		for _, s := range stringsOf(t, path) {
			literals[s] = true
			if strings.Contains(s, ".") && strings.Contains(s, "%s") {
				quoted := strings.ReplaceAll(regexp.QuoteMeta(s), "%s", `[^.]+`)
				patterns = append(patterns, regexp.MustCompile("^"+quoted+"$"))
			}
		}
		return nil
	})
	require.NoError(t, err)

	for _, key := range renderer(t).Catalog().Keys() {
		used := literals[key]
		for i := 0; !used && i < len(patterns); i++ {
			used = patterns[i].MatchString(key)
		}
		if !used {
			t.Errorf("nothing uses the message %q", key)
		}
	}
}

var (
	action = regexp.MustCompile(`\{\{.*?\}\}`)
	quoted = regexp.MustCompile(`"([^"\n]+)"`)
)

// stringsOf lists the string literals of a template or of a Go file that is no test.
func stringsOf(t *testing.T, path string) []string {
	t.Helper()
	isGo := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
	if !isGo && !strings.HasSuffix(path, ".html") {
		return nil
	}
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var found []string
	if !isGo {
		for _, code := range action.FindAllString(string(text), -1) {
			for _, match := range quoted.FindAllStringSubmatch(code, -1) {
				found = append(found, match[1])
			}
		}
		return found
	}
	var s scanner.Scanner
	files := token.NewFileSet()
	s.Init(files.AddFile(path, files.Base(), len(text)), text, nil, 0)
	for {
		_, tok, literal := s.Scan()
		if tok == token.EOF {
			return found
		}
		if tok == token.STRING {
			value, err := strconv.Unquote(literal)
			require.NoError(t, err)
			found = append(found, value)
		}
	}
}
