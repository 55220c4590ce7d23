package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/platform"
)

func TestOperatorMakesAccounts(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.staff("operator")
	var regions []models.Region
	b.json("GET", "/api/v1/regions", nil, &regions)
	require.Len(t, regions, 1)

	in := map[string]any{"role": "researcher", "name": "孙研究员", "username": "sun", "region_id": regions[0].ID}
	var login platform.Login
	b.json("POST", "/api/v1/accounts", in, &login)
	s.withPassword("sun", login.Password)
	require.Equal(t, models.CodeConflict, b.json("POST", "/api/v1/accounts", in, nil).problem(t).Code, "the user name is taken")
	in["username"] = "Sun!"
	require.Equal(t, "username", b.json("POST", "/api/v1/accounts", in, nil).problem(t).Field)
	in["role"] = "pupil"
	require.Equal(t, "role", b.json("POST", "/api/v1/accounts", in, nil).problem(t).Field)

	signedIn := s.teacher("王芳")
	b.json("POST", "/api/v1/accounts/"+s.ids["王芳"].String()+"/password", nil, &login)
	require.Equal(t, http.StatusUnauthorized, signedIn.get("/api/v1/me").status)
	s.withPassword("wang.fang", login.Password)
	pupil := b.json("POST", "/api/v1/accounts/"+s.ids["李雷"].String()+"/password", nil, nil)
	require.Equal(t, models.CodeInvalid, pupil.problem(t).Code, "pupils have cards")
}

func TestOperatorImportsARoster(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.staff("operator")
	fields := map[string]string{"region_code": county.Code, "region_name": county.Name, "zone": "west", "year": "2026"}
	const file = rosterCSV + "pupil,S1,第一中学,八年级1班,8,3,新同学,no,,\n" + "pupil,S1,第一中学,八年级1班,99,4,年级不对,no,,\n"
	type outcome struct {
		Imported bool
		Pupils   int
		Issued   []platform.Issued
		Errors   []platform.RowError
	}
	read := func(res answer) (out outcome) {
		require.Equal(t, http.StatusOK, res.status, res.body)
		require.NoError(t, json.Unmarshal([]byte(res.body), &out))
		return out
	}
	preview := read(b.upload("/api/v1/rosters?preview=true", fields, "roster.csv", file))
	require.False(t, preview.Imported)
	require.Equal(t, 4, preview.Pupils)
	require.Equal(t, "grade", preview.Errors[0].Field)
	require.Equal(t, 8, preview.Errors[0].Line)

	done := read(b.upload("/api/v1/rosters", fields, "roster.csv", file))
	require.True(t, done.Imported)
	require.Len(t, done.Issued, 1, "the preview has imported nobody, the others were there")
	s.withCard(done.Issued[0].Secret)

	p := b.upload("/api/v1/rosters", fields, "roster.csv", "name,grade\n").problem(t)
	require.Equal(t, models.CodeInvalid, p.Code)
	delete(fields, "year")
	require.Equal(t, "year", b.upload("/api/v1/rosters", fields, "roster.csv", file).problem(t).Field)
}
