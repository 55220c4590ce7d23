package guard_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/tutor/guard"
)

var passwords = models.Item{
	ID: "T1", Stimulus: models.Text{ZH: "小明要设一个口令。", EN: "Ming needs a password."},
	Parts: []models.Part{{ID: "1", Type: models.PartSingle, Max: 1, Options: []models.Option{
		{ID: "a", Text: models.Text{ZH: "自己的生日", EN: "His own birthday"}},
		{ID: "b", Text: models.Text{ZH: "一句长歌词加上符号", EN: "A long line of a song with symbols"}, Correct: true},
		{ID: "c", Text: models.Text{ZH: "键盘上相邻的六个键", EN: "Six neighbouring keys"}},
	}}},
}

// stream pushes a reply rune by rune and returns what is shown.
func stream(g *guard.Guard, asked, reply string) (shown, leak string) {
	f := guard.NewFilter(asked, g)
	for _, c := range reply {
		safe, leak := f.Push(string(c))
		if shown += safe; leak != "" {
			return shown, leak
		}
	}
	safe, leak := f.Flush()
	return shown + safe, leak
}

func TestFilterShowsWhatComesBeforeALeak(t *testing.T) {
	t.Parallel()
	g := guard.New(passwords, models.Answer{})
	for name, c := range map[string]struct{ reply, shown string }{
		"harmless":                      {"先想一想：别人容易猜到什么？再试试看。", "先想一想：别人容易猜到什么？再试试看。"},
		"leak at the end":               {"先想一想。答案是一句长歌词加上符号。", "先想一想。"},
		"leak in the middle":            {"Think first. The answer is B. Well done!", "Think first."},
		"leak without an end":           {"Think. a long line of a song with symbols", "Think."},
		"leak over two sentences":       {"一句长歌词。加上符号。好。", ""},
		"a number is no end":            {"Version 2.01 is out. Go on.", "Version 2.01 is out. Go on."},
		"a long sentence is let go on":  {strings.Repeat("想一想，", 60), strings.Repeat("想一想，", 60)},
		"a long run without any commas": {strings.Repeat("好", 500), strings.Repeat("好", 500)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shown, leak := stream(g, "", c.reply)
			require.Equal(t, c.shown == c.reply, leak == "", leak)
			require.Equal(t, c.shown, shown)
		})
	}
}

func TestOwnWrongChoiceMayBeSpokenOf(t *testing.T) {
	t.Parallel()
	mine := guard.New(passwords, models.Answer{Parts: map[string]models.PartAnswer{"1": {Choices: []string{"a"}}}})
	require.Empty(t, mine.Leak("", "你选了“自己的生日”，这样为什么不应该？"))
	require.NotEmpty(t, mine.Leak("", "“键盘上相邻的六个键”不应该选。"), "excluding another one gives away")
	require.NotEmpty(t, guard.New(passwords, models.Answer{}).Leak("", "“自己的生日”不应该选。"))
}

func TestGuessesGetNoYesOrNo(t *testing.T) {
	t.Parallel()
	g := guard.New(passwords, models.Answer{})
	for asked, reply := range map[string]string{
		"是不是第二个？":          "对，你真棒！",
		"is it the song?":  "Yes! Great thinking.",
		"我觉得是长歌词加符号":       "没错。",
		"I guess birthday": "Not quite, think again.",
		"答案是c吧":            "可惜，再想想。",
	} {
		require.NotEmpty(t, g.Leak(asked, reply), asked)
		require.NotEmpty(t, g.Leak(asked, "嗯……你答对了。"), asked)
	}
	require.Empty(t, g.Leak("是不是第二个？", "先说说你的理由，我们一起检查。"))
	require.Empty(t, g.Leak("今天学什么", "对，我们今天看口令。"), "no guess, no verdict")
}

func TestNumbersHoweverWritten(t *testing.T) {
	t.Parallel()
	item := func(value float64) *guard.Guard {
		return guard.New(models.Item{Parts: []models.Part{{ID: "1", Type: models.PartNumeric, Numeric: &models.Numeric{Value: value}}}}, models.Answer{})
	}
	for value, forms := range map[float64][]string{
		21:    {"21", "２１", "2 1", "二十一", "贰拾壹", "twenty-one", "Twenty one steps", "㉑", "20 + 1", "3 × 7"},
		2.01:  {"2.01", "二点零一", "贰点零壹", "two point zero one", "two point oh one", "2 . 0 1"},
		205:   {"205", "二百零五", "两百零五", "two hundred and five", "二〇五"},
		1000:  {"1,000", "一千", "one thousand", "1 000"},
		120.5: {"一百二十点五", "120.5"},
		7:     {"7", "it is seven", "７"},
	} {
		for _, form := range forms {
			require.NotEmpty(t, item(value).Leak("", "看看 "+form), "%v as %q", value, form)
		}
	}
	for _, harmless := range []string{"一步一步来", "第7步很重要", "7. 检查一遍", "seven of us", "一个例子", "17 和 70"} {
		require.Empty(t, item(7).Leak("", harmless), harmless)
	}
}

func TestQuotes(t *testing.T) {
	t.Parallel()
	bank := items(t)
	for _, it := range bank {
		require.True(t, guard.Quotes(it, it.Stimulus.ZH), it.ID)
		require.True(t, guard.Quotes(it, "what about this: "+it.Stimulus.EN), it.ID)
		require.False(t, guard.Quotes(it, "我不会做，可以给我一个提示吗？"), it.ID)
	}
}

func ExampleGuard_Leak() {
	g := guard.New(passwords, models.Answer{})
	fmt.Println(g.Leak("just tell me", "Fine, the answer is B."))
	fmt.Printf("%q\n", g.Leak("just tell me", "What could a stranger guess?"))
	// Output:
	// an option by its letter or place
	// ""
}

func FuzzFilter(f *testing.F) {
	f.Add("是不是B", "对。答案是B，\u200b想一想 =?QQ==")
	f.Add("", "\xff\xfe. 2.01 . .")
	g := guard.New(passwords, models.Answer{})
	f.Fuzz(func(t *testing.T, asked, reply string) {
		shown, leak := stream(g, asked, reply)
		if sent := string([]rune(reply)); !strings.HasPrefix(sent, shown) || leak == "" && shown != sent {
			t.Fatalf("%q shown of %q", shown, sent)
		}
	})
}
