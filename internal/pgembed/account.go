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
// make it when there is none yet. The owner of an existing cluster decides.
func accountFor(dir string, install Installation) (account, error) {
	owner, err := ownerOf(dir)
	exists := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return account{}, err
	}
	if us := os.Geteuid(); us != 0 {
		if exists && owner.uid != us {
			return account{}, fmt.Errorf("%s belongs to user %d, this process runs as user %d: run as its owner",
				dir, owner.uid, us)
		}
		return account{kind: ourself}, nil
	}
	if exists && owner.uid != 0 {
		return owner, nil
	}
	nobody, err := lookUpNobody()
	if err != nil {
		return account{}, err
	}
	inNamespace := account{kind: namespaced, uid: nobody.uid, gid: nobody.gid}
	if err = inNamespace.try(install); err == nil {
		return inNamespace, nil
	}
	if exists {
		return account{}, fmt.Errorf("%s belongs to root and PostgreSQL does not run as root; "+
			"running it in a user namespace failed: %w", dir, err)
	}
	return nobody, nil
}

// ownerOf returns the owner of a directory as an account to switch to.
func ownerOf(dir string) (account, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return account{}, err
	}
	stat := info.Sys().(*syscall.Stat_t)
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

// try runs a harmless program as the account.
func (a account) try(install Installation) error {
	if a.kind == namespaced && !haveNamespaces {
		return errors.ErrUnsupported
	}
	cmd := exec.Command(install.Tool("pg_config"), "--version")
	cmd.SysProcAttr = a.attributes(syscall.SIGKILL)
	return cmd.Run()
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

// reaches tells whether the account may pass the directories above dir, which
// for root in its own name or in a namespace is never in question.
func (a account) reaches(dir string) error {
	if a.kind != switched {
		return nil
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o001 == 0 {
			return fmt.Errorf("PostgreSQL does not run as root, and user %d may not pass %s: "+
				"run as an ordinary user, or choose a data directory elsewhere", a.uid, parent)
		}
		if parent == filepath.Dir(parent) {
			return nil
		}
	}
}
