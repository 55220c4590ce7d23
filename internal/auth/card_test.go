package auth_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/auth"
	"suyang/models"
)

func Example() {
	card := auth.NewCard()
	fmt.Println(len(card.String()))
	again, err := auth.ParseCard(strings.ToLower(card.String()))
	fmt.Println(again == card, err)
	// Output:
	// 14
	// true <nil>
}

func ExampleCard_String() {
	fmt.Println(auth.Card("K7M492QX3FHD"))
	// Output: K7M4-92QX-3FHD
}

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func TestNewCard(t *testing.T) {
	t.Parallel()
	seen := make(map[auth.Card]bool)
	used := make(map[rune]bool)
	for range 2000 {
		c := auth.NewCard()
		require.Len(t, string(c), 12)
		require.False(t, seen[c], "the same code twice")
		seen[c] = true
		for _, r := range c {
			used[r] = true
			require.Contains(t, symbols, string(r))
		}
		parsed, err := auth.ParseCard(c.String())
		require.NoError(t, err)
		require.Equal(t, c, parsed)
	}
	require.Len(t, used, 32, "every symbol of the alphabet occurs")
}

func TestParseCard(t *testing.T) {
	t.Parallel()
	// 0123456789AM: the check character M was worked out in Python with Horner's
	// rule in GF(2)[x]/(x^5+x^2+1).
	const code = auth.Card("0123456789AM")
	tests := map[string]struct {
		in      string
		want    auth.Card
		message string
	}{
		"as printed":             {in: "0123-4567-89AM", want: code},
		"lower case":             {in: "0123-4567-89am", want: code},
		"no hyphens":             {in: "0123456789AM", want: code},
		"spaces around and in":   {in: "  0123 4567 89AM\n", want: code},
		"letter O for zero":      {in: "O123-4567-89AM", want: code},
		"letters i and l":        {in: "oi23-4567-89AM", want: code},
		"letter L for one":       {in: "0L23-4567-89AM", want: code},
		"full-width characters":  {in: "０１２３－４５６７－８９ＡＭ", want: code},
		"long dashes":            {in: "0123—4567–89AM", want: code},
		"empty":                  {in: "", message: "this one has 0"},
		"one missing":            {in: "0123-4567-89A", message: "this one has 11"},
		"one too many":           {in: "0123-4567-89AMM", message: "this one has more"},
		"very long":              {in: strings.Repeat("K", 1<<20), message: "this one has more"},
		"letter U":               {in: "U123-4567-89AM", message: `'U' does not occur`},
		"punctuation":            {in: "0123-4567-89A!", message: `'!' does not occur`},
		"Chinese":                {in: "登录卡登录卡登录卡登录卡", message: "does not occur"},
		"wrong check character":  {in: "0123-4567-89AQ", message: "mistyped"},
		"two neighbours swapped": {in: "1023-4567-89AM", message: "mistyped"},
		"invalid UTF-8":          {in: "\xff\xfe23-4567-89AM", message: "does not occur"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := auth.ParseCard(tt.in)
			if tt.message == "" {
				require.NoError(t, err)
				require.Equal(t, tt.want, got)
				return
			}
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			require.ErrorContains(t, err, tt.message)
		})
	}
}

func TestParseCardFindsEverySlip(t *testing.T) {
	t.Parallel()
	code := []byte(auth.NewCard())
	refused := func(changed []byte) {
		_, err := auth.ParseCard(string(changed))
		require.Error(t, err, "%s for %s", changed, code)
	}
	for i := range code {
		for _, other := range []byte(symbols) {
			if other != code[i] {
				changed := bytes.Clone(code)
				changed[i] = other
				refused(changed)
			}
		}
		for j := range i {
			if code[i] != code[j] {
				changed := bytes.Clone(code)
				changed[i], changed[j] = changed[j], changed[i]
				refused(changed)
			}
		}
	}
}

func TestCardKey(t *testing.T) {
	t.Parallel()
	_, err := auth.NewCardKey(make([]byte, 31))
	require.ErrorContains(t, err, "at least 32")
	key, err := auth.NewCardKey([]byte("0123456789abcdef0123456789abcdef"))
	require.NoError(t, err)
	other, err := auth.NewCardKey([]byte("1123456789abcdef0123456789abcdef"))
	require.NoError(t, err)
	// python3: hmac.new(b"0123456789abcdef0123456789abcdef", b"card:0123456789AM", "sha256").hexdigest()
	require.Equal(t, "914a74e60ff8e09ae0cea29423a4d66d810c83163c80396659b120a92fad73e9", hex.EncodeToString(key.Hash("0123456789AM")))
	require.NotEqual(t, key.Hash("0123456789AM"), other.Hash("0123456789AM"))
}

func FuzzParseCard(f *testing.F) {
	f.Add("0123-4567-89AM")
	f.Add("o1l-")
	f.Add("０１２３")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, s string) {
		card, err := auth.ParseCard(s)
		if err != nil {
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			return
		}
		again, err := auth.ParseCard(card.String())
		require.NoError(t, err)
		require.Equal(t, card, again)
	})
}
