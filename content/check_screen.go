package content

import (
	"fmt"
	"slices"
	"strings"

	"suyang/models"
	"suyang/models/screen"
)

// minAlt is the shortest text alternative of a picture that can replace it, in
// characters.
const minAlt = 12

// screens checks that the screens of a text can be drawn, for every reader and
// alike in both languages.
func (r record) screens(path string, text models.Text) {
	zh, en := r.parsed(path, text, models.ZhCN), r.parsed(path, text, models.En)
	if one, other := kinds(zh), kinds(en); !slices.Equal(one, other) {
		r.bad(path, fmt.Sprintf("the screens are %v in Chinese and %v in English", one, other), "show the same screens in the same order")
		return
	}
	for i := range zh {
		if one, other, differ := figuresDiffer(zh[i], en[i]); differ {
			r.bad(path, fmt.Sprintf("screen %d, a %s, shows %s in Chinese and %s in English", i+1, zh[i].Kind(), one, other), "show the same numbers in both")
		}
	}
}

// parsed returns the screens of one side of a text, without those that cannot
// be drawn.
func (r record) parsed(path string, text models.Text, l models.Locale) []screen.Screen {
	var screens []screen.Screen
	path = join(path, side(l))
	if strings.Contains(text.In(l), "![") {
		r.bad(path, "a Markdown image has no drawing in this folder", "use a screen of the kind picture, with its text alternative")
	}
	for _, block := range screen.Split(text.In(l)) {
		if block.Kind == "" {
			continue
		}
		s, err := screen.Parse(block.Kind, block.Body)
		if err != nil {
			r.bad(path, err.Error(), "write the screen as docs/content.md shows")
			continue
		}
		if p, isPicture := s.(*screen.Picture); isPicture {
			r.picture(path, p)
		}
		screens = append(screens, s)
	}
	return screens
}

func kinds(screens []screen.Screen) []string {
	names := make([]string, len(screens))
	for i, s := range screens {
		names[i] = s.Kind()
	}
	return names
}

// side is the field of a text that holds a language.
func side(l models.Locale) string {
	if l == models.En {
		return "en"
	}
	return "zh"
}

// picture checks a drawing and the words that go with it.
func (r record) picture(path string, p *screen.Picture) {
	if n := len([]rune(p.Alt)); n < minAlt {
		r.bad(path, fmt.Sprintf("the text alternative of %s has %d characters", p.File, n), "say all that a pupil needs who cannot see it")
	}
	svg, found := r.bundle.Pictures[p.File]
	if !found {
		r.bad(path, "there is no picture "+p.File, "put the drawing into the folder pictures")
		return
	}
	drawing, err := screen.ParseDrawing(svg)
	if err != nil {
		r.bad(path, fmt.Sprintf("pictures/%s: %v", p.File, err), "mend the drawing")
		return
	}
	for _, key := range drawing.Labels() {
		if p.Labels[key] == "" {
			r.bad(path, fmt.Sprintf("the drawing %s has a word %q that labels does not fill", p.File, key), "add it to labels")
		}
	}
}
