package web

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestLoadAssets(t *testing.T) {
	t.Parallel()
	a, err := loadAssets(fstest.MapFS{
		"css/10-b.css": {Data: []byte("b{}")},
		"css/00-a.css": {Data: []byte("a{}")},
		"js/page.js":   {Data: []byte("import { x } from \"./part.js\";\nx();")},
		"js/part.js":   {Data: []byte(`export const x = () => "import './page.js'";`)},
	})
	require.NoError(t, err)
	require.Equal(t, "a{}b{}", string(a.byURL[a.urls["app.css"]].Body))
	require.Equal(t, "import { x } from \""+a.urls["js/part.js"]+"\";\nx();", string(a.byURL[a.urls["js/page.js"]].Body))
}

func TestLoadAssetsFindsFaultyImports(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"missing", fstest.MapFS{"js/a.js": {Data: []byte(`import "./b.js";`)}}, "js/a.js imports js/b.js, which is not there"},
		{"circle", fstest.MapFS{
			"js/a.js": {Data: []byte(`import "./b.js";`)},
			"js/b.js": {Data: []byte(`import "./a.js";`)},
		}, "in a circle"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := loadAssets(c.files)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestUndeclaredTemplatesAreFaults(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"layout/base.html": {}, "partial/form.html": {}, "teacher/class.html": {}, "teacher/old.html": {}}
	err := checkDeclared(files, []Spec{{Name: "teacher/class"}})
	require.EqualError(t, err, "web: templates/teacher/old.html is declared by no Spec")
}
