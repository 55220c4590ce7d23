package qti

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"suyang/models"
)

// reader reads one assessment item, which is in one language.
type reader struct {
	root     *node
	body     *node
	ours     bool // written by this package
	locale   models.Locale
	warnings []string
}

// readItem turns a document into an item with texts in one language.
func readItem(root *node) (it models.Item, l models.Locale, warnings []string, err error) {
	if root.name != "qti-assessment-item" {
		return it, "", nil, fmt.Errorf("the element is %s; only qti-assessment-item of QTI 3.0 can be read", root.name)
	}
	r := &reader{root: root, body: root.first("qti-item-body"), ours: root.attr("tool-name") == toolName}
	r.language()
	it.ID, it.Title = root.attr("identifier"), r.say(root.attr("title"))
	if it.ID == "" {
		return it, "", nil, errors.New("the item has no identifier")
	}
	if err := readProperties(&it, r.body); err != nil {
		return it, "", nil, err
	}
	if it.Parts, err = r.parts(); err != nil {
		return it, "", nil, err
	}
	r.texts(&it)
	return it, r.locale, r.warnings, nil
}

func (r *reader) warnf(format string, args ...any) {
	if w := fmt.Sprintf(format, args...); !slices.Contains(r.warnings, w) {
		r.warnings = append(r.warnings, w)
	}
}

// language finds out which of our languages the texts are for.
func (r *reader) language() {
	switch lang := strings.ToLower(r.root.attr("lang")); {
	case strings.HasPrefix(lang, "zh"):
		r.locale = models.ZhCN
	case strings.HasPrefix(lang, "en"):
		r.locale = models.En
	default:
		r.locale = models.En
		r.warnf("xml:lang is %q; the texts are taken for English", lang)
	}
}

// say is a text in the document's language.
func (r *reader) say(s string) models.Text {
	if r.locale == models.ZhCN {
		return models.Text{ZH: s}
	}
	return models.Text{EN: s}
}

// texts takes stimulus, hints and explanation.
func (r *reader) texts(it *models.Item) {
	stimulus := r.body
	if r.ours {
		stimulus = classed(r.body, stimulusClass)
	}
	it.Stimulus = r.markdown(stimulus)
	if len(it.Parts) == 1 && it.Parts[0].Prompt.IsZero() {
		it.Parts[0].Prompt, it.Stimulus = it.Stimulus, models.Text{}
	}
	for _, card := range r.root.all("qti-card") {
		if card.attr("support") == hintSupport {
			it.Hints = append(it.Hints, r.markdown(card.first("qti-html-content")))
		}
	}
	for _, feedback := range r.root.all("qti-modal-feedback") {
		if !r.ours || feedback.attr("identifier") == explained {
			it.Explanation = r.markdown(feedback.first("qti-content-body"))
		}
	}
}

// classed is the first child of a class, or an empty element.
func classed(n *node, class string) *node {
	for _, c := range n.children {
		if c.attr("class") == class {
			return c
		}
	}
	return &node{}
}

// markdown is the text of an element: its source when it was written with it
// and its words are still the same.
func (r *reader) markdown(n *node) models.Text {
	if source := n.attr(sourceAttr); r.ours && source != "" {
		if n.attr(digestAttr) == digest(n) {
			return r.say(source)
		}
		r.warnf("a text was changed outside; it is taken as it is now, screens in it as words")
	}
	c := &converter{}
	markdown := c.block(n)
	for _, name := range c.dropped {
		r.warnf("%s has no place in Markdown; its words are kept", name)
	}
	return r.say(markdown)
}

// identifier takes our prefix from an identifier.
func (r *reader) identifier(prefix, s string) string {
	if r.ours {
		return strings.TrimPrefix(s, prefix)
	}
	return s
}

// declaration is the response declaration of an interaction.
func (r *reader) declaration(interaction *node) *node {
	for _, d := range r.root.all("qti-response-declaration") {
		if d.attr("identifier") == interaction.attr("response-identifier") {
			return d
		}
	}
	return &node{}
}

// correct is the key that a declaration gives.
func correct(declaration *node) []string {
	var values []string
	for _, v := range declaration.first("qti-correct-response").all("qti-value") {
		values = append(values, v.line())
	}
	return values
}
