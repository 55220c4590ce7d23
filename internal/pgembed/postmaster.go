package pgembed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// postmaster is what a server writes about itself into postmaster.pid.
type postmaster struct {
	pid       int
	socketDir string
	ready     bool
}

// readPostmaster reads the postmaster.pid of a cluster. Its lines are: pid,
// data directory, start time, port, socket directory, listen address, shared
// memory key, status (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*).
func readPostmaster(cluster string) (postmaster, error) {
	text, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		return postmaster{}, err
	}
	return parsePostmaster(string(text))
}

func parsePostmaster(text string) (postmaster, error) {
	lines := strings.Split(text, "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 0 {
		return postmaster{}, fmt.Errorf("postmaster.pid begins with %q, no process number", lines[0])
	}
	pm := postmaster{pid: pid}
	if len(lines) >= 5 {
		pm.socketDir = lines[4]
	}
	if len(lines) >= 8 {
		pm.ready = strings.TrimSpace(lines[7]) == "ready"
	}
	return pm, nil
}

// stopOrphans ends the server that a killed process has left on the cluster.
// The caller holds the lock, so a server still there has lost its parent.
func stopOrphans(ctx context.Context, cluster string) error {
	pm, err := readPostmaster(cluster)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		gone, err := signalAndWait(ctx, cluster, pm.pid, signal)
		if err != nil {
			return err
		}
		if gone {
			return removeStalePidFile(cluster, pm.pid)
		}
	}
	return fmt.Errorf("PostgreSQL processes of an earlier start are still at work on %s: end process %d", cluster, pm.pid)
}

// signalAndWait signals the postmaster if it is one of the cluster's own
// processes, never another that bears its number by now, and reports whether
// all of them end in time. Children whose postmaster is gone end by themselves.
func signalAndWait(ctx context.Context, cluster string, pid int, signal syscall.Signal) (gone bool, err error) {
	signalled := false
	for deadline := time.Now().Add(stopWait); time.Now().Before(deadline); {
		pids, err := processesIn(cluster)
		if err != nil || len(pids) == 0 {
			return err == nil, err
		}
		if !signalled && slices.Contains(pids, pid) {
			if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
				return false, fmt.Errorf("stop the orphaned PostgreSQL process %d: %w", pid, err)
			}
			signalled = true
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return false, nil
}

// removeStalePidFile removes a postmaster.pid whose number another program
// bears by now: PostgreSQL would take that program for a running server. In
// every other case PostgreSQL itself makes the safer judgement.
func removeStalePidFile(cluster string, pid int) error {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return nil
	}
	err := os.Remove(filepath.Join(cluster, "postmaster.pid"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
