package embed

import (
	_ "embed"
	"strings"
	"sync"
)

// Longest terms looked for, in Chinese characters and in English words.
const (
	maxTermRunes = 8
	maxTermWords = 4
)

// terms.tsv is the glossary: a line is one notion, its Chinese names, a tab,
// its English names; names are separated by |.
//
//go:embed terms.tsv
var termsFile string

// terms maps each name, English words stemmed, to the notion's line.
var terms = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(termsFile) {
		line = strings.TrimSpace(line)
		zh, en, _ := strings.Cut(line, "\t")
		for name := range strings.SplitSeq(zh, "|") {
			found[name] = line
		}
		for name := range strings.SplitSeq(en, "|") {
			found[stems(strings.Fields(name))] = line
		}
	}
	return found
})
