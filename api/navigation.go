package api

import (
	"strings"

	"suyang/models"
	"suyang/web"
)

// home is the first page of a role.
func home(r models.Role) string { return "/" + string(r) }

// menus are the entries of the main navigation, by role.
var menus = map[models.Role][]web.NavItem{
	models.RolePupil:      pupilMenu,
	models.RoleTeacher:    teacherMenu,
	models.RoleResearcher: {{Key: "researcher.studies.title", URL: "/researcher"}, {Key: "questionnaire.files.title", URL: "/researcher/questionnaires"}, formsEntry, bankEntry, coverageEntry},
	models.RoleAuthor:     {{Key: "author.desk.title", URL: "/author"}, bankEntry, coverageEntry},
	models.RoleOperator:   operatorMenu,
}

// navigation returns the role's menu with the entry that path lies under marked:
// the one with the longest address, since a role's home is above all others.
func navigation(r models.Role, path string) []web.NavItem {
	items := append([]web.NavItem(nil), menus[r]...)
	current := -1
	for i, item := range items {
		under := path == item.URL || strings.HasPrefix(path, item.URL+"/")
		if under && (current < 0 || len(item.URL) > len(items[current].URL)) {
			current = i
		}
	}
	if current >= 0 {
		items[current].Current = true
	}
	return items
}
