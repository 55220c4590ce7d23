package embed_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/recommend"
	"suyang/recommend/embed"
)

var (
	_ recommend.Embedder = embed.Local{}
	_ recommend.Embedder = (*embed.Remote)(nil)
)

func vectors(t *testing.T, texts ...string) [][]float32 {
	t.Helper()
	vs, err := embed.Local{}.Embed(context.Background(), texts)
	require.NoError(t, err)
	require.Len(t, vs, len(texts))
	return vs
}

func cosine(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func TestLocalNearness(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, near, far string }{
		"endings of words":         {"verifying sources", "verify the source", "washing machines"},
		"a slip of the keyboard":   {"algoritm", "algorithm", "gardening"},
		"Chinese pairs":            {"怎样核实网上的消息", "核实消息的办法", "立定跳远的成绩"},
		"full-width is half-width": {"ＷｉＦｉ　密码", "wifi 密码", "ftp 文件"},
		"zh and en of one notion":  {"怎样设置安全的口令和双重验证", "Choosing a safe password and two-factor verification", "Drawing a bar chart in a spreadsheet"},
		"en and zh of one notion":  {"What is a deepfake and how to do a reverse image search", "用反向搜图识别深度伪造", "用电子表格求平均数"},
		"the title counts most":    {"search engine", "Search engine\nwe talk about plants here", "Plants\na search engine can tell more"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := vectors(t, c.text, c.near, c.far)
			near, far := cosine(v[0], v[1]), cosine(v[0], v[2])
			require.Greater(t, near, far+0.1, "near %.3f, far %.3f", near, far)
		})
	}
}

func TestLocalVectors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		length float64
	}{
		"a sentence":     {"数据质量 data quality", 1},
		"empty":          {"", 0},
		"marks only":     {"?! …\n——", 0},
		"not UTF-8":      {"\xff\xfe text", 1},
		"a million runs": {strings.Repeat("很长 long ", 500_000), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := vectors(t, c.text, c.text)
			require.Equal(t, v[0], v[1], "deterministic to the last bit")
			require.Len(t, v[0], embed.LocalDim)
			require.InDelta(t, c.length, math.Sqrt(cosine(v[0], v[0])), 1e-5)
		})
	}
}

func TestLocalStopsWhenCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := embed.Local{}.Embed(ctx, []string{"a"})
	require.ErrorIs(t, err, context.Canceled)
}

func ExampleLocal() {
	v, _ := embed.Local{}.Embed(context.Background(), []string{"网络诈骗", "phishing and fraud", "bar charts"})
	fmt.Println(cosine(v[0], v[1]) > cosine(v[0], v[2]))
	// Output: true
}

func BenchmarkLocal(b *testing.B) {
	text := []string{strings.Repeat("核实消息的来源 check the source of a message. ", 50)}
	for b.Loop() {
		_, _ = embed.Local{}.Embed(context.Background(), text)
	}
}
