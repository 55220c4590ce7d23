package pgembed

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the user as whom PostgreSQL runs.
type account struct {
	kind accountKind
	uid  int // of nobody, or of the cluster's owner
	gid  int
}

type accountKind int

const (
	ourself    accountKind = iota // we are no root: nothing to change
	namespaced                    // root, shown as uid inside a user namespace
	switched                      // root gives up its uid for another
)

// accountFor chooses as whom to run the server of the cluster at dir, or to
// make it when there is none yet.
func accountFor(dir string, install Installation) (account, error) {
	info, err := os.Stat(dir)
	if errors.Is(err, os.ErrNotExist) {
		return accountForNew(install)
	}
	if err != nil {
		return account{}, err
	}
	owner, err := ownerOf(info)
	if err != nil {
		return account{}, err
	}
	us := os.Geteuid()
	switch {
	case us != 0 && us == owner.uid:
		return account{kind: ourself}, nil
	case us != 0:
		return account{}, fmt.Errorf("%s belongs to user %d, this process runs as user %d: run as its owner",
			dir, owner.uid, us)
	case owner.uid != 0:
		return owner, nil
	}
	as, err := accountInNamespace(install)
	if err != nil {
		return account{}, fmt.Errorf("%s belongs to root, PostgreSQL does not run as root, "+
			"and a user namespace is not to be had: %w", dir, err)
	}
	return as, nil
}

// accountForNew chooses the owner of a new cluster.
func accountForNew(install Installation) (account, error) {
	if os.Geteuid() != 0 {
		return account{kind: ourself}, nil
	}
	if as, err := accountInNamespace(install); err == nil {
		return as, nil
	}
	return lookUpNobody()
}

// accountInNamespace returns root in a user namespace, if one can be had.
func accountInNamespace(install Installation) (account, error) {
	if !haveNamespaces {
		return account{}, errors.ErrUnsupported
	}
	as, err := lookUpNobody()
	if err != nil {
		return account{}, err
	}
	as.kind = namespaced
	probe := exec.Command(install.Tool("pg_config"), "--version")
	probe.SysProcAttr = as.attributes(syscall.SIGKILL)
	return as, probe.Run()
}

// ownerOf returns the owner of a file as an account to switch to.
func ownerOf(info os.FileInfo) (account, error) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return account{}, fmt.Errorf("the owner of %s is not known", info.Name())
	}
	return account{kind: switched, uid: int(stat.Uid), gid: int(stat.Gid)}, nil
}

// lookUpNobody returns nobody as an account to switch to. Its number also
// serves inside a namespace, where PostgreSQL wants a user that has a name.
func lookUpNobody() (account, error) {
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return account{}, fmt.Errorf("PostgreSQL does not run as root: %w", err)
	}
	uid, err := strconv.Atoi(nobody.Uid)
	if err != nil {
		return account{}, err
	}
	gid, err := strconv.Atoi(nobody.Gid)
	if err != nil {
		return account{}, err
	}
	return account{kind: switched, uid: uid, gid: gid}, nil
}

// own gives files that root has made to the account that shall use them.
func (a account) own(paths ...string) error {
	if a.kind != switched {
		return nil
	}
	for _, path := range paths {
		if err := os.Lchown(path, a.uid, a.gid); err != nil {
			return err
		}
	}
	return nil
}

// letIn lets the account pass the data directory, which is otherwise ours
// alone, and tells whether it may pass those above. Root in its own name or in
// a namespace may.
func (a account) letIn(dataDir string) error {
	if a.kind != switched {
		return nil
	}
	if err := a.letPass(dataDir); err != nil {
		return err
	}
	for dir := filepath.Dir(dataDir); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if !passable(info) {
			return fmt.Errorf("PostgreSQL does not run as root, and user %d may not pass %s: "+
				"run as an ordinary user, or choose a data directory elsewhere", a.uid, dir)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// letPass lets the account's group pass a directory that not everybody may.
func (a account) letPass(dir string) error {
	info, err := os.Stat(dir)
	if err != nil || passable(info) {
		return err
	}
	if err := os.Chown(dir, -1, a.gid); err != nil {
		return err
	}
	return os.Chmod(dir, info.Mode().Perm()|0o010)
}

// passable reports whether everybody may pass a directory.
func passable(info os.FileInfo) bool { return info.Mode().Perm()&0o001 != 0 }
