package recommend_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
	"suyang/recommend/embed"
)

// moody is an embedder that can fail.
type moody struct {
	embed.Local
	fail error
}

func (m *moody) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if m.fail != nil {
		return nil, m.fail
	}
	return m.Local.Embed(ctx, texts)
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s, _ := service(t, page("check", "C1.2", "zh", nil), page("password", "D1.2", "zh", nil), page("guard", "D1.2", "en", nil))
	found, err := s.Search(context.Background(), "怎样设置安全的口令", models.ResourceFilter{}, 2)
	require.NoError(t, err)
	require.Equal(t, "password", found[0].Resource.SourceID)
	require.Len(t, found, 2)

	found, err = s.Search(context.Background(), "怎样设置安全的口令", models.ResourceFilter{Locale: "en"}, 2)
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "guard", found[0].Resource.SourceID)

	for name, query := range map[string]string{"blank": " \n", "too long": strings.Repeat("长", 501)} {
		_, err = s.Search(context.Background(), query, models.ResourceFilter{}, 2)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
}

func TestPassagesTeachTheIndicator(t *testing.T) {
	t.Parallel()
	s, _ := service(t, page("check", "C1.2", "zh", nil), page("password", "D1.2", "zh", nil))
	found, err := s.Passages(context.Background(), "口令安全", "C1.2", models.StageJunior, 3)
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "check", found[0].SourceID)
}

func TestOpenNeedsAResource(t *testing.T) {
	t.Parallel()
	s, m := service(t)
	_, err := s.Open(context.Background(), models.Person{}, models.NewID[models.Resource]())
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	require.Empty(t, m.events)
}

func Example() {
	stock := &memory{}
	s := recommend.New(recommend.Config{Index: stock, Interactions: stock, Framework: framework})
	lines := `{"id":"1","lang":"zh","title":"设置安全的口令","licence":"CC BY 4.0","text":"长一些，多种字符，开启多重验证。"}`
	report, _ := s.Import(context.Background(), strings.NewReader(lines), recommend.ImportOptions{})
	fmt.Println(report.Added, "added")
	found, _ := s.Next(context.Background(), recommend.Profile{Stage: models.StageJunior, Locale: models.ZhCN, SE: 1}, 3)
	for _, r := range found {
		fmt.Println(r.Resource.Title, r.Indicator, r.Reasons[0].In(models.ZhCN))
	}
	// Output:
	// 1 added
	// 设置安全的口令 D1.2 适合作为“账号、口令与设备安全”的起点。
}
