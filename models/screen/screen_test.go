package screen_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models/screen"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"no screen", "a **b**\n\n```\nx = 1\n```\n", "a **b**\n\n```\nx = 1\n```"},
		{
			"chat between paragraphs",
			"Before.\n\n```screen chat\ntitle: Class\nmessages:\n  - {from: Lynn, time: \"08:12\", text: Hello}\n  - {system: true, text: Li joined}\n```\n\nAfter.",
			"Before.\n\nClass\n08:12 Lynn: Hello\nLi joined\n\nAfter.",
		},
		{
			"flowchart with ways",
			"```screen flow\nsteps:\n  - {kind: start, text: Go}\n  - {id: q, kind: ask, text: 'Dry?', no: done}\n  - {text: Water, next: q}\n  - {id: done, kind: end, text: Stop}\n```",
			"1. Go\n2. Dry? ✓→3 ✗→4\n3. Water →2\n4. Stop",
		},
		{
			"numbered answer of an assistant",
			"```screen ai\nprompt: Why?\nanswer: [One., Two.]\nmarks: true\nsources: [A book]\n```",
			"> Why?\n① One.\n② Two.\n[1] A book",
		},
		{"a screen that cannot be read", "```screen chat\nnothing: 1\n```", "nothing: 1"},
		{"a fence inside code", "```\n```screen chat\n```", "```\n```screen chat\n```"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, screen.Plain(tc.text))
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, kind, body, want string }{
		{"unknown kind", "video", "", `"video" is no kind of screen`},
		{"empty", "chat", "", "it is empty"},
		{"unknown field", "chat", "colour: red", "field colour not found"},
		{"sender", "chat", "messages: [{text: a}]", "messages[0].from is missing"},
		{"ragged sheet", "sheet", "rows: [[a, b], [c]]", "rows[1] has 1 cells"},
		{"chart without numbers", "chart", "{type: bar, labels: [a], series: [{name: s}]}", "series[0] has 0 values for 1 places"},
		{"kind of chart", "chart", "{type: radar}", `type "radar"`},
		{"number that is none", "chart", "{type: bar, labels: [a], series: [{values: [.nan]}]}", "cannot be drawn"},
		{"axis from nowhere", "chart", "{type: bar, from: .inf, labels: [a], series: [{values: [1]}]}", "cannot be drawn"},
		{"cell without legend", "grid", "rows: ['.S']", "legend does not name"},
		{"way into nowhere", "flow", "steps: [{text: a, next: b}]", "leads nowhere"},
		{"last step goes on", "flow", "steps: [{text: a}]", "leads nowhere"},
		{"picture without words", "picture", "file: a.svg", "alt is missing"},
		{"file that holds files", "files", "entries: [{name: a, entries: [{name: b}]}]", "is no folder"},
		{"search without results", "search", "query: a", "results is empty"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := screen.Parse(tc.kind, tc.body)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("```screen sheet\nrows: [[a]]\n```")
	f.Add("```screen chart\n{type: scatter, series: [{x: [1], values: [2]}]}\n```")
	f.Fuzz(func(_ *testing.T, text string) { screen.Plain(text) })
}
