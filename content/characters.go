package content

import (
	_ "embed"
	"strings"

	"suyang/models"
)

// The two lists of the table of common characters of modern Chinese
// (现代汉语常用字表, 1988). By the curriculum (义务教育语文课程标准, 2022) pupils
// can read about 2,500 characters after grade 4, 3,000 after grade 6 and 3,500
// after grade 9.
var (
	//go:embed characters/common.txt
	commonFile string
	//go:embed characters/less-common.txt
	lessCommonFile string

	commonCharacters  = characterSet(commonFile)
	schoolCharacters  = characterSet(commonFile, lessCommonFile)
	digitalCharacters = characterSet("账频屏辑浏昵") // of words any screen shows: 账号, 视频, 屏幕, 编辑, 浏览, 昵称
)

// characterSet reads lists: lines of characters, and lines of remarks that
// begin with #.
func characterSet(lists ...string) map[rune]bool {
	set := map[rune]bool{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, r := range strings.TrimSpace(line) {
				set[r] = true
			}
		}
	}
	return set
}

// beyond reports whether a pupil of the stage may not know the character.
func beyond(s models.Stage, r rune) bool {
	known := schoolCharacters
	if s == models.StagePrimary34 || s == models.StagePrimary56 {
		known = commonCharacters
	}
	return !known[r] && !digitalCharacters[r]
}
