package pgembed

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// layout names the files below a data directory.
type layout struct {
	base    string // DataDir/postgres
	cluster string
	log     string
	lock    string
}

func layoutOf(dataDir string) layout {
	base := filepath.Join(dataDir, "postgres")
	return layout{
		base:    base,
		cluster: filepath.Join(base, "cluster"),
		log:     filepath.Join(base, "log"),
		lock:    filepath.Join(base, "lock"),
	}
}

// clusterMajor returns the major version that made the cluster, 0 if there is
// none yet.
func (l layout) clusterMajor() (int, error) {
	text, err := os.ReadFile(filepath.Join(l.cluster, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s/PG_VERSION holds %q, no version of PostgreSQL 10 or later", l.cluster, text)
	}
	return major, nil
}

// maxSocketDir keeps DIR/.s.PGSQL.5432 within the 104 bytes that the shortest
// sockaddr_un leaves for a path.
const maxSocketDir = 88

// socketDir returns the directory of the server's socket: below the data
// directory if its path is short enough, else in the temporary directory under
// a name that the data directory decides.
func (l layout) socketDir() string {
	dir := filepath.Join(l.base, "run")
	if len(dir) <= maxSocketDir {
		return dir
	}
	sum := sha256.Sum256([]byte(l.base))
	return filepath.Join(os.TempDir(), fmt.Sprintf("suyang-%x", sum[:8]))
}

// rotateLog keeps what the server said last time and opens a new log.
func (l layout) rotateLog() (*os.File, error) {
	if err := os.Rename(l.log, l.log+".1"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(l.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
}

// logTail returns the last lines of the server's log, for an error message.
func (l layout) logTail() string {
	text, err := os.ReadFile(l.log)
	if err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}
