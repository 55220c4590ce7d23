package pgembed

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// ErrInUse is returned by Start when another process keeps a server on the
// same data directory.
var ErrInUse = errors.New("the data directory is in use")

// takeLock makes this process the only one that runs a server on the cluster.
// The kernel drops the lock when the process ends, however it ends.
func takeLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(path)
		file.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		return nil, fmt.Errorf("%w: process %s runs the database of %s; stop it, or choose another data directory",
			ErrInUse, strings.TrimSpace(string(holder)), path)
	}
	if err := writePID(file); err != nil {
		dropLock(file)
		return nil, err
	}
	return file, nil
}

// writePID leaves our number for the message of who comes second.
func writePID(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := fmt.Fprintln(file, os.Getpid())
	return err
}

// dropLock unlocks before it closes: a child between fork and exec still has
// the file open, and closing alone would leave it locked until then.
func dropLock(file *os.File) {
	_ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN)
	file.Close()
}
