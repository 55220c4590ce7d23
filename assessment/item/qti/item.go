package qti

import (
	"fmt"
	"regexp"

	"suyang/models"
	"suyang/models/screen"
)

// Config says how the text of items is drawn.
type Config struct {
	// HTML draws Markdown with its screens. Nil: paragraphs of the plain words.
	HTML func(markdown string, l models.Locale) string
	// Stylesheet is the CSS of what HTML makes; it goes into the package.
	Stylesheet []byte
}

const (
	namespace = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
	schema    = namespace + " https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
	toolName  = "Suyang"
)

// Prefixes make our ids names in the sense of XML, which do not begin with a
// digit.
const (
	partPrefix   = "P-"
	optionPrefix = "O-"
	targetPrefix = "T-"
	missPrefix   = "M-"
)

var (
	itemName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)
	idName   = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
)

// writer writes one item in one language.
type writer struct {
	Config
	item   models.Item
	locale models.Locale
	images map[string][]byte // by path in the package
}

// named reports the first id that cannot be a name in XML.
func named(it models.Item) error {
	if !itemName.MatchString(it.ID) {
		return models.Invalid("id", fmt.Sprintf("%q cannot be an identifier of QTI: use letters, digits, dots, hyphens and underscores, a letter first", it.ID))
	}
	var ids []string
	for _, p := range it.Parts {
		ids = append(ids, p.ID)
		for _, o := range p.Options {
			ids = append(ids, o.ID)
		}
		for _, t := range p.Targets {
			ids = append(ids, t.ID)
		}
	}
	for _, id := range ids {
		if !idName.MatchString(id) {
			return models.Invalid("id", fmt.Sprintf("item %s: %q cannot be an identifier of QTI: use letters, digits, dots, hyphens and underscores", it.ID, id))
		}
	}
	return nil
}

// document is the item as an assessment item of QTI.
func (w writer) document() *node {
	root := el("qti-assessment-item", with(
		"xmlns", namespace, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation", schema,
		"identifier", w.item.ID, "title", w.in(w.item.Title), "xml:lang", string(w.locale),
		"adaptive", "false", "time-dependent", "false", "tool-name", toolName, "tool-version", "1"))
	for _, p := range w.item.Parts {
		root.add(responseDeclaration(p))
	}
	root.add(outcomes(w.item)...)
	if len(w.Stylesheet) > 0 {
		root.add(el("qti-stylesheet", with("href", "../"+stylesheetFile, "type", "text/css")))
	}
	root.add(w.body())
	if len(w.item.Hints) > 0 {
		root.add(w.hints())
	}
	root.add(processing(w.item))
	if !w.item.Explanation.IsZero() {
		root.add(el("qti-modal-feedback", with("identifier", explained, "outcome-identifier", solutionOutcome, "show-hide", "show"),
			w.markdown("qti-content-body", w.item.Explanation)))
	}
	return root
}

// in is the text in the writer's language, and nothing else: a text that is
// missing stays missing.
func (w writer) in(t models.Text) string {
	if w.locale == models.En {
		return t.EN
	}
	return t.ZH
}

// body is the stimulus and the parts.
func (w writer) body() *node {
	body := el("qti-item-body", nil)
	writeProperties(body, w.item)
	if len(w.item.Hints) > 0 {
		body.set("data-catalog-idref", hintCatalog)
	}
	if !w.item.Stimulus.IsZero() {
		stimulus := w.markdown("div", w.item.Stimulus)
		stimulus.set("class", stimulusClass)
		body.add(stimulus)
	}
	for _, p := range w.item.Parts {
		body.add(w.part(p))
	}
	return body
}

const (
	stimulusClass = "stimulus"
	partClass     = "part"
	promptClass   = "prompt"
	unitClass     = "unit"
	hintCatalog   = "hints"
	hintSupport   = "ext:hint"
	sourceAttr    = "data-markdown"
)

// hints is the catalog of hints, from the least help to the most.
func (w writer) hints() *node {
	catalog := el("qti-catalog", with("id", hintCatalog))
	for _, h := range w.item.Hints {
		catalog.add(el("qti-card", with("support", hintSupport), w.markdown("qti-html-content", h)))
	}
	return el("qti-catalog-info", nil, catalog)
}

// markdown is an element with the drawn text. The source goes with it where
// it could not be found again in what was drawn.
func (w writer) markdown(name string, t models.Text) *node {
	source := w.in(t)
	n := el(name, nil, fromHTML(w.draw(source))...)
	if new(converter).block(n) != source {
		n.set(sourceAttr, source)
	}
	w.detach(n)
	return n
}

func (w writer) draw(markdown string) string {
	if w.HTML != nil {
		return w.HTML(markdown, w.locale)
	}
	return paragraphs(screen.Plain(markdown))
}
