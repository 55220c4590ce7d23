package pgembed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// Start opens the cluster below cfg.DataDir, making it on first use, and
// returns once the server takes connections. ctx bounds the start alone. The
// error is ErrInUse when another process keeps a server there, and
// ErrNotFound when no PostgreSQL will do.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	begin := time.Now()
	if cfg.DataDir == "" {
		return nil, errors.New("pgembed: Config.DataDir is empty")
	}
	files, err := makeBase(cfg.DataDir)
	if err != nil {
		return nil, fmt.Errorf("prepare the data directory: %w", err)
	}
	lock, err := takeLock(files.lock)
	if err != nil {
		return nil, err
	}
	server, err := start(ctx, cfg, files)
	if err != nil {
		dropLock(lock)
		return nil, err
	}
	server.lock = lock
	server.log.Debug("PostgreSQL started", "version", server.install.Version, "pgvector", server.install.VectorVersion,
		"dir", files.cluster, "took", time.Since(begin).Round(time.Millisecond))
	return server, nil
}

// makeBase makes the directory of our files and returns their names with links
// followed, since the kernel names a process's directory that way.
func makeBase(dataDir string) (layout, error) {
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dataDir)), 0o755); err != nil {
		return layout{}, err
	}
	if err := os.MkdirAll(layoutOf(dataDir).base, 0o700); err != nil {
		return layout{}, err
	}
	abs, err := filepath.Abs(dataDir)
	if err != nil {
		return layout{}, err
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return layout{}, err
	}
	return layoutOf(resolved), nil
}

// start does the work of Start under the lock.
func start(ctx context.Context, cfg Config, files layout) (*Server, error) {
	install, err := Pick(cfg)
	if err != nil {
		return nil, err
	}
	as, err := accountFor(files.cluster, install)
	if err != nil {
		return nil, err
	}
	if err := as.letIn(filepath.Dir(files.base)); err != nil {
		return nil, err
	}
	if err := as.own(files.base); err != nil {
		return nil, err
	}
	if err := stopOrphans(ctx, files.cluster); err != nil {
		return nil, err
	}
	if err := makeCluster(ctx, files, install, as, cfg.Throwaway); err != nil {
		return nil, err
	}
	socketDir, err := makeSocketDir(files, as)
	if err != nil {
		return nil, err
	}
	child, err := run(ctx, files, install, as, settings(socketDir, cfg.Throwaway))
	if err != nil {
		return nil, err
	}
	server := &Server{install: install, socketDir: socketDir, throwaway: cfg.Throwaway, log: cfg.logger(), process: child}
	go server.watch()
	return server, nil
}

// makeSocketDir makes the directory of the socket, which none but the server's
// account and root may enter.
func makeSocketDir(files layout, as account) (string, error) {
	dir := files.socketDir()
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		return dir, as.own(dir)
	}
	if !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(dir) // the temporary directory is open to others
	if err != nil {
		return "", err
	}
	owner, err := ownerOf(info)
	if err != nil {
		return "", err
	}
	expected := os.Geteuid()
	if as.kind == switched {
		expected = as.uid
	}
	if !info.IsDir() || info.Mode().Perm() != 0o700 || owner.uid != expected {
		return "", fmt.Errorf("%s is not a private directory of user %d: remove it", dir, expected)
	}
	return dir, nil
}

// run starts the postmaster and waits until it takes connections.
func run(ctx context.Context, files layout, install Installation, as account, settings []string) (*process, error) {
	log, err := files.rotateLog()
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(install.Tool("postgres"), append([]string{"-D", files.cluster}, settings...)...)
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = as.attributes(syscall.SIGINT)
	child, err := startProcess(cmd)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	ready := time.NewTicker(2 * time.Millisecond)
	defer ready.Stop()
	for {
		select {
		case <-child.done:
			return nil, fmt.Errorf("PostgreSQL did not start (%w); it said:\n%s", child.err, files.logTail())
		case <-ctx.Done():
			child.stop(stopSignals(true), stopWait)
			return nil, fmt.Errorf("PostgreSQL did not start in time: %w", ctx.Err())
		case <-ready.C:
			if pm, err := readPostmaster(files.cluster); err == nil && pm.ready && pm.pid == cmd.Process.Pid {
				return child, nil
			}
		}
	}
}

// Remove ends a server that a killed process has left below dataDir and
// removes dataDir with everything in it. The error is ErrInUse while another
// process keeps a server there.
func Remove(ctx context.Context, dataDir string) error {
	files, err := makeBase(dataDir)
	if err != nil {
		return err
	}
	lock, err := takeLock(files.lock)
	if err != nil {
		return err
	}
	defer dropLock(lock)
	if err := stopOrphans(ctx, files.cluster); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(files.socketDir()), os.RemoveAll(dataDir))
}
