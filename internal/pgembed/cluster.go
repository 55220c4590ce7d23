package pgembed

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// makeCluster makes the cluster if there is none. It is made under another
// name first, so that a half-made one is never taken for whole.
func makeCluster(ctx context.Context, files layout, install Installation, as account, throwaway bool) error {
	if major, err := files.clusterMajor(); err != nil || major != 0 {
		return err
	}
	fresh := files.cluster + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return err
	}
	if err := as.own(fresh); err != nil {
		return err
	}
	if err := initdb(ctx, fresh, install, as, throwaway); err != nil {
		return err
	}
	if err := os.Rename(fresh, files.cluster); err != nil {
		return err
	}
	if throwaway {
		return nil
	}
	return syncDir(filepath.Dir(files.cluster))
}

func initdb(ctx context.Context, dir string, install Installation, as account, throwaway bool) error {
	args := []string{"-D", dir, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C"}
	if throwaway {
		args = append(args, "--no-sync")
	}
	var said strings.Builder
	cmd := exec.CommandContext(ctx, install.Tool("initdb"), args...)
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.SysProcAttr = as.attributes(syscall.SIGKILL)
	child, err := startProcess(cmd)
	if err != nil {
		return fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	<-child.done
	if child.err != nil {
		return fmt.Errorf("%s failed (%w); it said:\n%s", cmd.Path, child.err, said.String())
	}
	return nil
}

// syncDir makes a rename in the directory outlast a power failure.
func syncDir(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Sync()
}
