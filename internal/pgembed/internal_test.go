package pgembed

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// An orphan that no parent-death signal has reached, as other systems than
// Linux leave it.
func TestStartStopsAnOrphan(t *testing.T) {
	t.Parallel()
	cfg := Config{DataDir: t.TempDir(), Throwaway: true}
	require.NoError(t, os.Chmod(filepath.Dir(cfg.DataDir), 0o711)) // root may have to run the server as nobody
	first, err := Start(t.Context(), cfg)
	require.NoError(t, err)
	require.NoError(t, first.Stop())

	files := layoutOf(cfg.DataDir)
	as, err := accountFor(files.cluster, first.install)
	require.NoError(t, err)
	_, err = makeSocketDir(files, as)
	require.NoError(t, err)
	orphan := exec.Command(first.install.Tool("postgres"), append([]string{"-D", files.cluster}, settings(first.socketDir, true)...)...)
	orphan.Env = environment()
	orphan.SysProcAttr = as.attributes(0)
	child, err := startProcess(orphan)
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		pm, err := readPostmaster(files.cluster)
		return err == nil && pm.ready
	}, 20*time.Second, 5*time.Millisecond)

	second, err := Start(t.Context(), cfg)
	require.NoError(t, err)
	require.False(t, child.running())
	require.NoError(t, second.Stop())
}

func TestParsePostmaster(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       postmaster
		fails      bool
	}{
		{
			name: "ready", // written by PostgreSQL 15.18
			text: "24137\n/data/postgres/cluster\n1763931031\n5432\n/data/postgres/run\n\n  1310901         3\nready   \n",
			want: postmaster{pid: 24137, socketDir: "/data/postgres/run", ready: true},
		},
		{
			name: "starting",
			text: "24137\n/data/postgres/cluster\n1763931031\n5432\n/data/postgres/run\n\n  1310901         3\nstarting\n",
			want: postmaster{pid: 24137, socketDir: "/data/postgres/run"},
		},
		{name: "just begun", text: "24137\n/data", want: postmaster{pid: 24137}},
		{name: "empty", text: "", fails: true},
		{name: "no number", text: "postgres\n", fails: true},
		{name: "a process group is no process", text: "-1\n", fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := parsePostmaster(c.text)
			require.Equal(t, c.fails, err != nil, "%v", err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestArgumentsAreSizedToTheMachine(t *testing.T) {
	t.Parallel()
	const gibibyte = 1 << 30
	for _, c := range []struct {
		name    string
		memory  uint64
		buffers string
		indexes string
	}{
		{"unknown", 0, "shared_buffers=64MB", "maintenance_work_mem=64MB"},
		{"small", gibibyte, "shared_buffers=128MB", "maintenance_work_mem=128MB"},
		{"large", 24 * gibibyte, "shared_buffers=3072MB", "maintenance_work_mem=512MB"},
		{"very large", 512 * gibibyte, "shared_buffers=4096MB", "maintenance_work_mem=512MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			args := arguments("/run/s", false, c.memory)
			require.Contains(t, args, c.buffers)
			require.Contains(t, args, c.indexes)
			require.NotContains(t, args, "fsync=off")
		})
	}
	require.Positive(t, memoryBytes())
}
