package pgembed

import (
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

const haveNamespaces = false

// attributes makes a child run as the account and in a process group of its
// own: a terminal's Ctrl-C is ours to handle. There is no parent-death signal
// here.
func (a account) attributes(syscall.Signal) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.kind == switched {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// processesIn returns the PostgreSQL processes whose working directory is the
// cluster: the postmaster and its children all go there.
func processesIn(cluster string) ([]int, error) {
	out, err := exec.Command("lsof", "-t", "-a", "-c", "postgres", "-d", "cwd", cluster).Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, nil // lsof's way to say that it found none
	}
	if err != nil {
		return nil, err
	}
	var pids []int
	for word := range strings.FieldsSeq(string(out)) {
		pid, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		pids = append(pids, pid)
	}
	return pids, nil
}
