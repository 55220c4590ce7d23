package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{
			name: "a package that passes is its closing line",
			in: `{"Action":"start","Package":"suyang/irt"}
{"Action":"output","Package":"suyang/irt","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"pass","Package":"suyang/irt","Test":"TestA"}
{"Action":"output","Package":"suyang/irt","Output":"PASS\n"}
{"Action":"output","Package":"suyang/irt","Output":"ok  \tsuyang/irt\t0.004s\n"}
{"Action":"pass","Package":"suyang/irt"}
`,
			want: "ok  \tsuyang/irt\t0.004s\n",
		},
		{
			name: "a skip is told with its reason",
			in: `{"Action":"output","Package":"suyang/irt","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"suyang/irt","Test":"TestA","Output":"    a_test.go:3: no reference data\n"}
{"Action":"output","Package":"suyang/irt","Test":"TestA","Output":"--- SKIP: TestA (0.00s)\n"}
{"Action":"skip","Package":"suyang/irt","Test":"TestA"}
{"Action":"skip","Package":"suyang/irt","Test":"TestB"}
{"Action":"output","Package":"suyang/irt","Output":"ok  \tsuyang/irt\t0.004s\n"}
{"Action":"pass","Package":"suyang/irt"}
`,
			want: "skipped TestA: a_test.go:3: no reference data\nskipped TestB: no reason given\nok  \tsuyang/irt\t0.004s\n",
		},
		{
			name: "a failure is told whole, without the tests that passed",
			in: `{"Action":"output","Package":"suyang/irt","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"suyang/irt","Test":"TestA"}
{"Action":"output","Package":"suyang/irt","Test":"TestB","Output":"    b_test.go:3: bad thing\n"}
{"Action":"fail","Package":"suyang/irt","Test":"TestB"}
{"Action":"output","Package":"suyang/irt","Output":"FAIL\n"}
{"Action":"output","Package":"suyang/irt","Output":"FAIL\tsuyang/irt\t0.005s\n"}
{"Action":"fail","Package":"suyang/irt"}
`,
			want: "    b_test.go:3: bad thing\nFAIL\nFAIL\tsuyang/irt\t0.005s\n",
		},
		{
			name: "a package that does not compile",
			in: `{"ImportPath":"suyang/irt","Action":"build-output","Output":"irt/a.go:3:1: syntax error\n"}
{"Action":"start","Package":"suyang/irt"}
{"Action":"output","Package":"suyang/irt","Output":"FAIL\tsuyang/irt [build failed]\n"}
{"Action":"fail","Package":"suyang/irt"}
`,
			want: "irt/a.go:3:1: syntax error\nFAIL\tsuyang/irt [build failed]\n",
		},
		{
			name: "what is not JSON is passed on",
			in:   "go: downloading example.org/x v1.0.0\n",
			want: "go: downloading example.org/x v1.0.0\n",
		},
		{
			name: "packages do not mix",
			in: `{"Action":"output","Package":"suyang/a","Output":"ok  \tsuyang/a\t1s\n"}
{"Action":"output","Package":"suyang/b","Output":"ok  \tsuyang/b\t1s\n"}
{"Action":"pass","Package":"suyang/b"}
{"Action":"pass","Package":"suyang/a"}
`,
			want: "ok  \tsuyang/b\t1s\nok  \tsuyang/a\t1s\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			require.NoError(t, report(strings.NewReader(c.in), &out))
			require.Equal(t, c.want, out.String())
		})
	}
}
