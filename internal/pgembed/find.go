package pgembed

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// MinVectorVersion is the oldest pgvector that will do: 0.8.0 brought the
// iterative index scans that filtered searches need.
const MinVectorVersion = "0.8.0"

// ErrNotFound is returned when no suitable PostgreSQL installation is there.
// The text of the error around it says how to mend it.
var ErrNotFound = errors.New("no suitable PostgreSQL found")

// Installation is one PostgreSQL found on this machine.
type Installation struct {
	BinDir        string // directory of postgres, initdb, pg_config and the tools
	Version       string // "15.18"
	Major         int    // 15
	VectorVersion string // the pgvector it can load, "" if none
}

// Tool returns the path of one of the installation's programs, such as
// "pg_dump".
func (i Installation) Tool(name string) string { return filepath.Join(i.BinDir, name) }

// HasVector reports whether the installation can load a pgvector of at least
// the given version ("0.8.0").
func (i Installation) HasVector(atLeast string) bool {
	return i.VectorVersion != "" && compareVersions(i.VectorVersion, atLeast) >= 0
}

// Find lists the PostgreSQL installations of this machine, best first: those
// with a usable pgvector before those without, then the newer before the older.
// With a binDir it looks there and nowhere else.
func Find(binDir string) []Installation {
	dirs := []string{binDir}
	if binDir == "" {
		dirs = usualBinDirs()
	}
	var found []Installation
	for _, dir := range dirs {
		if i, err := inspect(dir); err == nil {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Installation) int {
		if av, bv := a.HasVector(MinVectorVersion), b.HasVector(MinVectorVersion); av != bv {
			if av {
				return -1
			}
			return 1
		}
		return -compareVersions(a.Version, b.Version)
	})
	return found
}

// Pick returns the installation that Start would use for cfg. An existing
// cluster can only be opened by its own major version. The error wraps
// ErrNotFound and says what is missing and how to mend it.
func Pick(cfg Config) (Installation, error) {
	major, err := layoutOf(cfg.DataDir).clusterMajor()
	if err != nil {
		return Installation{}, err
	}
	return pick(Find(cfg.BinDir), major, cfg.BinDir)
}

// pick chooses from found, which is sorted best first; major is 0 for a new
// cluster, searched the only directory looked into or "".
func pick(found []Installation, major int, searched string) (Installation, error) {
	if len(found) == 0 {
		where := ""
		if searched != "" {
			where = " in " + searched
		}
		return Installation{}, fmt.Errorf("%w%s: install the package postgresql (with its pg_config) "+
			"or name its bin directory", ErrNotFound, where)
	}
	best := found[0]
	if major != 0 {
		at := slices.IndexFunc(found, func(i Installation) bool { return i.Major == major })
		if at < 0 {
			return Installation{}, fmt.Errorf("%w: the data were made by PostgreSQL %d, found only %s: "+
				"install PostgreSQL %d, or dump with it and restore", ErrNotFound, major, best.Version, major)
		}
		best = found[at]
	}
	if !best.HasVector(MinVectorVersion) {
		return Installation{}, fmt.Errorf("%w: PostgreSQL %s in %s has %s, pgvector %s or newer is needed: "+
			"run `make setup`, or install the package postgresql-%d-pgvector",
			ErrNotFound, best.Version, best.BinDir, vectorName(best.VectorVersion), MinVectorVersion, best.Major)
	}
	return best, nil
}

func vectorName(version string) string {
	if version == "" {
		return "no pgvector"
	}
	return "pgvector " + version
}

// usualBinDirs returns the directories that hold PostgreSQL's server programs
// on the systems we know, each once.
func usualBinDirs() []string {
	const privateTree = "suyang/pg-*-pgvector-*/lib/postgresql/*/bin" // made by scripts/pgvector.sh
	patterns := []string{
		filepath.Join("/var/cache", privateTree),
		"/usr/lib/postgresql/*/bin",          // Debian, Ubuntu
		"/usr/pgsql-*/bin",                   // Red Hat
		"/usr/libexec/postgresql*",           // Alpine
		"/opt/homebrew/opt/postgresql@*/bin", // Homebrew on Apple silicon
		"/usr/local/opt/postgresql@*/bin",    // Homebrew on Intel
		"/usr/local/pgsql/bin",               // PostgreSQL's own make install
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	}
	if cache, err := os.UserCacheDir(); err == nil {
		patterns = append(patterns, filepath.Join(cache, privateTree))
	}
	var dirs []string
	for _, pattern := range patterns {
		matches, _ := filepath.Glob(pattern) // the patterns are well formed
		dirs = append(dirs, matches...)
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	return distinct(dirs)
}

// distinct drops the directories that are the same as an earlier one once
// links are followed.
func distinct(dirs []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(dirs, func(dir string) bool {
		resolved, err := filepath.EvalSymlinks(dir)
		if err != nil || seen[resolved] {
			return true
		}
		seen[resolved] = true
		return false
	})
}

// inspect asks the pg_config of a bin directory what is installed there.
func inspect(dir string) (Installation, error) {
	for _, program := range []string{"postgres", "initdb"} {
		if _, err := exec.LookPath(filepath.Join(dir, program)); err != nil {
			return Installation{}, err
		}
	}
	out, err := exec.Command(filepath.Join(dir, "pg_config"), "--version", "--sharedir").Output()
	if err != nil {
		return Installation{}, fmt.Errorf("ask %s/pg_config: %w", dir, err)
	}
	lines := strings.Split(string(out), "\n")
	words := strings.Fields(lines[0]) // PostgreSQL 15.18 (Debian 15.18-0+deb12u1)
	if len(lines) < 2 || len(words) < 2 {
		return Installation{}, fmt.Errorf("%s/pg_config answered %q", dir, out)
	}
	major, err := strconv.Atoi(leadingDigits(words[1]))
	if err != nil {
		return Installation{}, fmt.Errorf("%s/pg_config names version %q", dir, words[1])
	}
	return Installation{
		BinDir:        dir,
		Version:       words[1],
		Major:         major,
		VectorVersion: vectorVersion(lines[1]),
	}, nil
}

// vectorVersion reads the version of pgvector from its control file, "" if it
// is not installed in that share directory.
func vectorVersion(shareDir string) string {
	control, err := os.ReadFile(filepath.Join(shareDir, "extension", "vector.control"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(control)) {
		key, value, _ := strings.Cut(line, "=")
		if strings.TrimSpace(key) == "default_version" {
			return strings.Trim(strings.TrimSpace(value), "'")
		}
	}
	return ""
}

// compareVersions compares dotted versions number by number; "18beta1" counts
// as 18.
func compareVersions(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
		m, _ := strconv.Atoi(leadingDigits(x))
		n, _ := strconv.Atoi(leadingDigits(y))
		return cmp.Compare(m, n)
	})
}

func leadingDigits(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return s
	}
	return s[:end]
}
