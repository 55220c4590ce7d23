// Package reference finds reference data that travels beside the checkout, for
// the tests that compare with it. The folder is named by the environment
// variable SUYANG_REFERENCE_DIR; without it such a test is skipped and says so.
package reference

import (
	"os"
	"path/filepath"
	"testing"
)

// Env names the environment variable that holds the folder.
const Env = "SUYANG_REFERENCE_DIR"

// Path returns the path of a file of the reference folder, such as
// "oer/queries_dev.jsonl". The test is skipped when the folder is not named or
// the file is not in it.
func Path(t testing.TB, name string) string {
	t.Helper()
	folder := os.Getenv(Env)
	if folder == "" {
		t.Skipf("needs reference data: set %s to the folder that holds %s", Env, name)
	}
	path := filepath.Join(folder, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs reference data: %v", err)
	}
	return path
}
