package api_test

import (
	"encoding/base64"
	"encoding/csv"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/models"
)

// operating returns a browser in which an operator reads pages in English.
func (s *school) operating() *browser {
	return s.staff("operator").reader().with("Accept-Language", "en")
}

func TestOperatorPagesAreForOperators(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	pages := []string{"/operator", "/operator/accounts", "/operator/accounts/new", "/operator/rosters"}
	for _, stranger := range []*browser{s.reading("李雷"), s.teacher("王芳").reader(), s.staff("zhou.yan").reader()} {
		for _, page := range pages {
			require.Equal(t, http.StatusForbidden, stranger.get(page).status, page)
		}
		require.Equal(t, http.StatusForbidden, stranger.form("/operator/accounts/"+s.ids["王芳"].String()+"/password", nil).status)
	}
	b := s.operating()
	for _, page := range pages {
		require.Contains(t, b.page(page+"?lang=en"), `lang="en"`)
		require.Contains(t, b.page(page+"?lang=zh-CN"), `lang="zh-CN"`)
	}
}

func TestOperatorSeesTheInstallation(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *api.Config) { c.Version = "v9.8.7" })
	b := s.operating()
	page := b.page("/operator")
	require.Contains(t, page, "v9.8.7")
	require.Regexp(t, `PostgreSQL \d+`, page)
	require.Contains(t, page, "<dt>Pupils</dt><dd>3</dd>")
	require.Contains(t, page, "<dt>Teachers</dt><dd>2</dd>")
	require.Contains(t, b.page("/operator?lang=zh-CN"), "<dt>学生</dt><dd>3</dd>")
}

// shownPassword is the password on a page that shows it.
func shownPassword(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`<dt>Password</dt><dd><code>([^<]+)</code>`).FindStringSubmatch(page)
	require.NotNil(t, found, page)
	return found[1]
}

func TestOperatorMakesAnAccountOnThePage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	res := b.form("/operator/accounts", url.Values{"role": {"researcher"}, "name": {"孙研究员"}, "username": {"sun.yan"}})
	require.Equal(t, http.StatusOK, res.status, res.body)
	require.Equal(t, "no-store", res.header.Get("Cache-Control"))
	s.withPassword("sun.yan", shownPassword(t, res.body))

	schools, err := s.store.Schools(t.Context())
	require.NoError(t, err)
	require.Contains(t, b.page("/operator/accounts/new"), ">第一中学 (S1)</option>")
	res = b.form("/operator/accounts", url.Values{"role": {"teacher"}, "name": {"李老师"}, "username": {"li"}, "school": {schools[0].ID.String()}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status, "a user name has three letters")
	res = b.form("/operator/accounts", url.Values{"role": {"teacher"}, "name": {"李老师"}, "username": {"li.laoshi"}, "school": {schools[0].ID.String()}})
	require.Equal(t, http.StatusOK, res.status, res.body)
	s.withPassword("li.laoshi", shownPassword(t, res.body))
	found, err := s.store.Staff(t.Context(), models.StaffFilter{Query: "li.laoshi"})
	require.NoError(t, err)
	require.Equal(t, "第一中学", found[0].School)
}

func TestAccountsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	tests := map[string]struct{ role, name, username, school, want string }{
		"no name":               {"researcher", " ", "sun.yan", "", "A name has 1 to 80 characters"},
		"capitals":              {"researcher", "孙研", "Sun", "", "Use 3 to 40 lower-case letters"},
		"taken":                 {"operator", "孙研", "zhou.yan", "", "This user name is taken"},
		"no role":               {"", "孙研", "sun.yan", "", "Choose a role"},
		"a pupil":               {"pupil", "孙研", "sun.yan", "", "Choose a role"},
		"a teacher of nowhere":  {"teacher", "孙研", "sun.yan", "", "Choose the teacher's school"},
		"a school there is not": {"teacher", "孙研", "sun.yan", models.NewID[models.School]().String(), "Choose the teacher's school"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			form := url.Values{"role": {tt.role}, "name": {tt.name}, "username": {tt.username}, "school": {tt.school}}
			res := b.form("/operator/accounts", form)
			page := html.UnescapeString(res.body)
			require.Equal(t, http.StatusUnprocessableEntity, res.status, page)
			require.Contains(t, page, tt.want)
			require.Contains(t, page, `value="`+tt.username+`"`, "what was entered is kept")
			if tt.role != "" && tt.role != "pupil" {
				require.Contains(t, page, `value="`+tt.role+`" checked`)
			}
		})
	}
}

func TestOperatorFindsStaff(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	all := b.page("/operator/accounts")
	for _, name := range []string{"王芳", "赵丽", "zhou.yan", "wu.yan"} {
		require.Contains(t, all, name)
	}
	require.NotContains(t, all, "李雷", "pupils are not staff")
	require.NotContains(t, all, s.ids["operator"].String(), "her own password she changes herself")
	found := b.page("/operator/accounts?q=wang&role=teacher")
	require.Contains(t, found, "王芳")
	require.NotContains(t, found, "赵丽")
	require.Contains(t, found, `value="wang"`)
	require.Contains(t, found, `<option value="teacher" selected>`)
	require.Contains(t, b.page("/operator/accounts?q=nobody-of-this-name"), "No account found")
	require.Contains(t, b.page("/operator/accounts?q="+url.QueryEscape(`"><script>`)), "No account found")

	for i := range 50 {
		username := "many." + strings.Repeat("x", i/25) + string(rune('a'+i%25))
		require.NoError(t, s.store.CreateAccount(t.Context(), models.Account{
			ID: models.NewID[models.Account](), Role: models.RoleResearcher, Name: "多", Username: username, Locale: models.ZhCN, CreatedAt: time.Now(),
		}))
	}
	require.NotContains(t, b.page("/operator/accounts?q=many"), "These are the first 50.")
	all = b.page("/operator/accounts")
	require.Contains(t, all, "These are the first 50.")
	require.Equal(t, 50, strings.Count(all, `<th scope="row">`))
}

func TestOperatorResetsAPasswordAndDisables(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	account := "/operator/accounts/" + s.ids["王芳"].String()
	signedIn := s.teacher("王芳")
	res := b.form(account+"/password", nil)
	require.Equal(t, http.StatusOK, res.status, res.body)
	require.Contains(t, res.body, "王芳")
	password := shownPassword(t, res.body)
	require.Equal(t, http.StatusUnauthorized, signedIn.get("/api/v1/me").status, "the old sign-in has ended")
	signedIn = s.withPassword("wang.fang", password)

	at, page := b.post(account+"/disabled", url.Values{"disabled": {"true"}})
	require.Equal(t, "/operator/accounts", at)
	require.Contains(t, page, "The account of 王芳 is disabled.")
	require.Contains(t, page, `Enable<span class="visually-hidden"> 王芳</span>`)
	require.Equal(t, http.StatusUnauthorized, signedIn.get("/api/v1/me").status)
	refused := s.nobody().form("/signin/staff", url.Values{"login": {"wang.fang"}, "password": {password}})
	require.NotEqual(t, http.StatusSeeOther, refused.status)

	_, page = b.post(account+"/disabled", url.Values{"disabled": {"false"}})
	require.Contains(t, page, "The account of 王芳 is enabled.")
	s.withPassword("wang.fang", password)

	own := b.form("/operator/accounts/"+s.ids["operator"].String()+"/disabled", url.Values{"disabled": {"true"}})
	require.Equal(t, http.StatusConflict, own.status)
	for _, path := range []string{"/operator/accounts/nonsense/password", "/operator/accounts/" + models.NewID[models.Account]().String() + "/disabled"} {
		require.Equal(t, http.StatusNotFound, b.form(path, nil).status, path)
	}
	require.Equal(t, http.StatusUnprocessableEntity, b.form("/operator/accounts/"+s.ids["李雷"].String()+"/password", nil).status, "pupils have cards")
}

// rosterFields fill the form of a roster for the county.
func rosterFields() map[string]string {
	return map[string]string{"region_code": county.Code, "region_name": county.Name, "zone": "west", "year": "2026"}
}

// savedSecrets decodes the file that a page offers.
func savedSecrets(t *testing.T, page string) [][]string {
	t.Helper()
	found := regexp.MustCompile(`href="data:text/csv;charset=utf-8;base64,([^"]+)" download=`).FindStringSubmatch(page)
	require.NotNil(t, found, page)
	text, err := base64.StdEncoding.DecodeString(found[1])
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "\ufeff"), "Excel takes it for UTF-8")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	return rows
}

func TestOperatorImportsARosterOnThePage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	require.Contains(t, b.page("/operator/rosters"), county.Name, "a region that is there")
	filled := b.page("/operator/rosters?region=" + county.Code)
	require.Contains(t, filled, `value="`+county.Code+`"`)
	require.Contains(t, filled, `value="west" checked`)

	const good = rosterCSV + "pupil,S1,第一中学,八年级1班,8,3,=HYPERLINK(\"http://example.org\"),no,,\nteacher,S1,第一中学,八年级1班,8,,新老师,,,xin.laoshi\n"
	file := strings.ReplaceAll(good, `=HYPERLINK("http://example.org")`, `"=HYPERLINK(""http://example.org"")"`)
	const wrong = "pupil,S1,第一中学,八年级1班,99,4,年级不对,no,,\npupil,S1,第一中学\n"

	// Something is wrong: nothing is stored, the rows are listed, the fields kept.
	res := b.uploadPage("/operator/rosters", rosterFields(), "roster.csv", file+wrong)
	require.Equal(t, http.StatusUnprocessableEntity, res.status, res.body)
	require.Contains(t, res.body, "2 rows are wrong, and nothing was imported.")
	require.Regexp(t, `class="number">9</th><td><code>grade</code></td><td>Grade, 3 to 12, the same for all of a class</td><td lang="en">[^<]*3 to 12`, res.body)
	require.Regexp(t, `class="number">10</th><td></td><td>As many fields as the first line`, res.body)
	require.Contains(t, res.body, `value="`+county.Code+`"`)
	require.Contains(t, res.body, `value="west" checked`)
	require.Contains(t, res.body, `value="2026"`)
	chinese := b.with("Accept-Language", "zh").uploadPage("/operator/rosters", rosterFields(), "roster.csv", file+wrong)
	require.Contains(t, chinese.body, "有 2 行有错，没有导入任何内容。")
	b.with("Accept-Language", "en")
	class, err := s.store.ClassLearners(t.Context(), s.classes["王芳"])
	require.NoError(t, err)
	require.Len(t, class, 2)

	// Only looked at: counted, and not stored either.
	fields := rosterFields()
	fields["preview"] = "yes"
	res = b.uploadPage("/operator/rosters", fields, "roster.csv", file)
	require.Equal(t, http.StatusOK, res.status)
	require.Contains(t, res.body, "nothing was imported")
	require.Contains(t, res.body, "Schools: 2 · Classes: 2 · Pupils: 4 · Teachers: 3")
	class, err = s.store.ClassLearners(t.Context(), s.classes["王芳"])
	require.NoError(t, err)
	require.Len(t, class, 2)

	// The wrong rows may be skipped.
	fields = rosterFields()
	fields["skip"] = "yes"
	res = b.uploadPage("/operator/rosters", fields, "roster.csv", file+wrong)
	require.Equal(t, http.StatusOK, res.status, res.body)
	require.Contains(t, res.body, "2 rows that were wrong were skipped.")
	require.Contains(t, res.body, "2 new people have a login card or a password.")
	rows := savedSecrets(t, res.body)
	require.Equal(t, []string{"role", "school_code", "class", "number", "name", "username", "card_or_password"}, rows[0])
	require.Equal(t, []string{"pupil", "S1", "八年级1班", "3", `'=HYPERLINK("http://example.org")`, ""}, rows[1][:6], "no formula for Excel")
	s.withCard(rows[1][6])
	require.Equal(t, []string{"teacher", "S1", "八年级1班", "", "新老师", "xin.laoshi"}, rows[2][:6])
	s.withPassword("xin.laoshi", rows[2][6])

	// Again: nobody is new, and no card changes.
	res = b.uploadPage("/operator/rosters", rosterFields(), "roster.csv", file)
	require.Equal(t, http.StatusOK, res.status)
	require.Contains(t, res.body, "Nobody in the roster is new")
	require.NotContains(t, res.body, "base64")
	s.withCard(rows[1][6])
}

func TestRostersThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	const header = "role,school_code,school_name,class,grade,number,name,username\n"
	tests := map[string]struct {
		field, value  string
		file, content string
		want          string
	}{
		"no file":            {want: "Choose a file"},
		"no region code":     {field: "region_code", value: " ", file: "x.csv", content: rosterCSV, want: "Enter the code of the region"},
		"no region name":     {field: "region_name", value: strings.Repeat("长", 81), file: "x.csv", content: rosterCSV, want: "Enter the name of the region"},
		"no zone":            {field: "zone", value: "north", file: "x.csv", content: rosterCSV, want: "Choose a zone"},
		"no year":            {field: "year", value: "二〇二六", file: "x.csv", content: rosterCSV, want: "Enter a year from 2000 to 2100"},
		"empty":              {file: "x.csv", want: "The first line of the file is not right."},
		"a column missing":   {file: "x.csv", content: "role,name\n", want: `lacks the column "school_code"`},
		"an unknown column":  {file: "x.csv", content: "role,colour\n", want: `unknown column "colour"`},
		"nobody":             {file: "x.csv", content: header, want: "There is nobody in the file to import"},
		"somebody's account": {file: "x.csv", content: header + "teacher,S1,第一中学,八年级1班,8,,周研,zhou.yan\n", want: "the user name zhou.yan belongs to somebody who is not a teacher"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fields := rosterFields()
			if tt.field != "" {
				fields[tt.field] = tt.value
			}
			res := b.uploadPage("/operator/rosters", fields, tt.file, tt.content)
			require.Equal(t, http.StatusUnprocessableEntity, res.status, res.body)
			require.Contains(t, res.body, tt.want)
			if tt.field != "region_code" {
				require.Contains(t, res.body, `value="`+county.Code+`"`, "what was entered is kept")
			}
		})
	}
}

// Each column that a row can be wrong in has a rule on the page.
func TestEveryFaultOfARosterHasItsRule(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	const file = `role,school_code,school_name,area,class,grade,number,name,gender,under14,consent,username
guest,S1,A,,8-1,8,1,Li,,,,
pupil,,A,,8-1,8,1,Li,,,,
pupil,S1,,,8-1,8,1,Li,,,,
pupil,S1,A,moon,8-1,8,1,Li,,,,
pupil,S1,A,,,8,1,Li,,,,
pupil,S1,A,,8-1,eight,1,Li,,,,
pupil,S1,A,,8-1,8,,Li,,,,
pupil,S1,A,,8-1,8,1,,,,,
pupil,S1,A,,8-1,8,1,Li,other,,,
pupil,S1,A,,8-1,8,1,Li,,perhaps,,
pupil,S1,A,,8-1,8,1,Li,,,perhaps,
teacher,S1,A,,8-1,8,,Chen,,,,X
pupil,S1,A
`
	res := b.uploadPage("/operator/rosters", rosterFields(), "roster.csv", file)
	require.Contains(t, res.body, "13 rows are wrong")
	require.NotContains(t, res.body, "operator.rule.")
	for _, column := range []string{"role", "school_code", "school_name", "area", "class", "grade", "number", "name", "gender", "under14", "consent", "username"} {
		require.Contains(t, res.body, "<td><code>"+column+"</code></td>")
	}
}
