package bank

import (
	"unicode"

	"suyang/models"
)

// mostPairs is how many pairs of words are compared at most; texts beyond it
// are marked whole.
const mostPairs = 4_000_000

// marked returns two texts in pieces, those marked that the other lacks: what
// is not in their longest common subsequence of words.
func marked(old, changed string) (before, after []models.Span) {
	a, b := words(old), words(changed)
	if len(a)*len(b) > mostPairs {
		return whole(old), whole(changed)
	}
	inA, inB := common(a, b)
	return spans(a, inA), spans(b, inB)
}

// words splits a text into words, single Chinese characters, and what is
// between.
func words(text string) []string {
	var list []string
	joins := false // whether the word so far goes on
	for _, r := range text {
		wordly := (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
		if wordly && joins {
			list[len(list)-1] += string(r)
		} else {
			list = append(list, string(r))
		}
		joins = wordly
	}
	return list
}

// common marks the words of both lists that belong to their longest common
// subsequence.
func common(a, b []string) (inA, inB []bool) {
	length := make([][]int32, len(a)+1) // of the subsequence of a[i:] and b[j:]
	for i := range length {
		length[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

// spans joins neighbouring words that are marked alike.
func spans(words []string, common []bool) []models.Span {
	list := []models.Span{}
	for i, word := range words {
		if n := len(list); n > 0 && list[n-1].Marked == !common[i] {
			list[n-1].Text += word
		} else {
			list = append(list, models.Span{Text: word, Marked: !common[i]})
		}
	}
	return list
}
