package archtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the module's directory.
const root = "../.."

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func TestProjectKeepsTheRules(t *testing.T) {
	t.Parallel()
	openSources(t)
	require.Empty(t, violations(listPackages(t)))
}

// openSources opens every source directory, for go test would repeat a cached
// result as long as nothing that the test process itself has opened changed.
func openSources(t *testing.T) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && path != root {
			return fs.SkipDir
		}
		return err
	}))
}

// listPackages asks for the project's packages and all they depend on.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Standard", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		t.Fatalf("go list: %s", exit.Stderr)
	}
	require.NoError(t, err)
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// violations returns a line for each edge that the rules do not allow.
func violations(packages []goPackage) []string {
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	var found []string
	for _, p := range packages {
		path, ours := relative(p.ImportPath)
		if !ours {
			continue
		}
		r, ok := ruleOf(path)
		if !ok {
			found = append(found, fmt.Sprintf("%s has no rule in internal/archtest/rules_test.go", path))
			continue
		}
		for _, imported := range p.Imports {
			if !standard[imported] && !r.allows(path, imported) {
				found = append(found, fmt.Sprintf("%s must not import %s", path, imported))
			}
		}
	}
	return found
}

// relative returns a package's path below the module, and whether it is there.
func relative(path string) (string, bool) {
	below, ours := strings.CutPrefix(path, module+"/")
	return below, ours
}

// ruleOf returns the most specific rule for a package.
func ruleOf(path string) (best rule, ok bool) {
	for _, r := range rules {
		if within(path, r.packages) && len(r.packages) > len(best.packages) {
			best, ok = r, true
		}
	}
	return best, ok
}

// allows reports whether the package at path, which the rule is for, may
// import a package outside the standard library.
func (r rule) allows(path, imported string) bool {
	if other, ours := relative(imported); ours {
		return within(other, r.packages) || withinAny(other, r.imports)
	}
	for library, users := range confined {
		if within(imported, library) && !withinAny(path, users) {
			return false
		}
	}
	return !r.closed || withinAny(imported, r.library)
}

// within reports whether path is at or below top; "" is above all.
func within(path, top string) bool {
	return top == "" || path == top || strings.HasPrefix(path, top+"/")
}

func withinAny(path string, tops []string) bool {
	return slices.ContainsFunc(tops, func(top string) bool { return within(path, top) })
}

// A rule that cannot be broken guards nothing.
func TestViolations(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		from, to string
		want     string
	}{
		{"the standard library is free", "suyang/models", "encoding/json", ""},
		{"subpackages of one domain", "suyang/irt/calibrate", "suyang/irt", ""},
		{"gonum in irt", "suyang/irt/calibrate", "gonum.org/v1/gonum/mat", ""},
		{"another library in irt", "suyang/irt", "golang.org/x/text/width", "irt must not import golang.org/x/text/width"},
		{"a library in models", "suyang/models", "github.com/google/uuid", "models must not import github.com/google/uuid"},
		{"models knows nobody", "suyang/models", "suyang/irt", "models must not import suyang/irt"},
		{"siblings", "suyang/tutor", "suyang/recommend", "tutor must not import suyang/recommend"},
		{"a name that only begins alike", "suyang/irtx", "fmt", "irtx has no rule in internal/archtest/rules_test.go"},
		{"api and store", "suyang/api", "suyang/store", "api must not import suyang/store"},
		{"api and pgx", "suyang/api", "github.com/jackc/pgx/v5", "api must not import github.com/jackc/pgx/v5"},
		{"domain and store", "suyang/platform", "suyang/store", "platform must not import suyang/store"},
		{"store and domain", "suyang/store", "suyang/platform", "store must not import suyang/platform"},
		{"store and pgx", "suyang/store", "github.com/jackc/pgx/v5/pgxpool", ""},
		{"web and report data", "suyang/web", "suyang/assessment/report", ""},
		{"web and the rest of assessment", "suyang/web", "suyang/assessment/delivery", "web must not import suyang/assessment/delivery"},
		{"models talk through tutor/llm", "suyang/tutor/llm", "github.com/tmc/langchaingo/llms/openai", ""},
		{"and through nothing else", "suyang/tutor", "github.com/tmc/langchaingo/llms/openai", "tutor must not import github.com/tmc/langchaingo/llms/openai"},
		{"cmd wires", "suyang/cmd/suyang", "suyang/store", ""},
		{"nobody imports cmd", "suyang/api", "suyang/cmd/suyang", "api must not import suyang/cmd/suyang"},
		{"other modules' own imports", "github.com/riverqueue/river", "github.com/jackc/pgx/v5", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			graph := []goPackage{
				{ImportPath: "fmt", Standard: true},
				{ImportPath: "encoding/json", Standard: true},
				{ImportPath: c.from, Imports: []string{"fmt", c.to}},
			}
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			require.Equal(t, want, violations(graph))
		})
	}
}
