package pgembed_test

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"suyang/internal/pgembed"
)

// serveDir makes the test binary run a server on the directory it names, until
// it is killed.
const serveDir = "PGEMBED_TEST_SERVE_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveDir); dir != "" {
		serveUntilKilled(dir)
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) {
	server, err := pgembed.Start(context.Background(), pgembed.Config{DataDir: dir})
	if err != nil {
		fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, "ready")
	<-server.Done()
	os.Exit(1)
}

func start(t *testing.T, cfg pgembed.Config) *pgembed.Server {
	t.Helper()
	server, err := pgembed.Start(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	return server
}

func throwaway(dir string) pgembed.Config {
	return pgembed.Config{DataDir: dir, Throwaway: true}
}

// dataDir returns an empty directory that nobody may pass, for where root has
// to run the server as nobody.
func dataDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o711))
	return dir
}

func connect(t *testing.T, server *pgembed.Server, database string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), server.DSN(database))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func mustExec(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	_, err := conn.Exec(t.Context(), sql)
	require.NoError(t, err)
}

func queryRow[T any](t *testing.T, conn *pgx.Conn, sql string) T {
	t.Helper()
	var value T
	require.NoError(t, conn.QueryRow(t.Context(), sql).Scan(&value))
	return value
}

// postmasterPID reads the number of the server's process.
func postmasterPID(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "postgres/cluster/postmaster.pid"))
	require.NoError(t, err)
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	require.NoError(t, err)
	return pid
}

func TestFirstStart(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, throwaway(dir))
	ctx := t.Context()
	require.NoError(t, server.EnsureDatabase(ctx, "school"))
	require.NoError(t, server.EnsureDatabase(ctx, "school"), "a second time it is there")
	conn := connect(t, server, "school")

	mustExec(t, conn, "CREATE EXTENSION vector")
	// 3-4-5 triangle
	require.InDelta(t, 5, queryRow[float64](t, conn, "SELECT '[0,0]'::vector <-> '[3,4]'::vector"), 1e-12)
	require.Empty(t, queryRow[string](t, conn, "SHOW listen_addresses"), "no port is open")
	require.Equal(t, "UTF8", queryRow[string](t, conn, "SHOW server_encoding"))
	require.Equal(t, "off", queryRow[string](t, conn, "SHOW fsync"))

	info, err := os.Stat(filepath.Join(dir, "postgres"))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o700), info.Mode().Perm(), "nobody else may look at the data")
}

func TestDataSurviveAReopening(t *testing.T) {
	t.Parallel()
	cfg := pgembed.Config{DataDir: dataDir(t)}
	first := start(t, cfg)
	conn := connect(t, first, "postgres")
	mustExec(t, conn, "CREATE TABLE pupil AS SELECT '张三' AS name")
	require.Equal(t, "on", queryRow[string](t, conn, "SHOW fsync"))
	require.NoError(t, first.Stop())
	require.NoError(t, first.Stop(), "a second Stop does nothing")

	begin := time.Now()
	second := start(t, cfg)
	t.Logf("re-opened in %v", time.Since(begin).Round(time.Millisecond))
	require.Equal(t, "张三", queryRow[string](t, connect(t, second, "postgres"), "SELECT name FROM pupil"))
}

func TestSecondStartIsRefused(t *testing.T) {
	t.Parallel()
	cfg := throwaway(dataDir(t))
	server := start(t, cfg)

	_, err := pgembed.Start(t.Context(), cfg)
	require.ErrorIs(t, err, pgembed.ErrInUse)
	require.ErrorContains(t, err, fmt.Sprintf("process %d", os.Getpid()))
	require.Equal(t, 1, queryRow[int](t, connect(t, server, "postgres"), "SELECT 1"), "the first is unharmed")
}

func TestOpen(t *testing.T) {
	t.Parallel()
	cfg := throwaway(dataDir(t))
	owner, err := pgembed.Open(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = owner.Stop() })
	mustExec(t, connect(t, owner, "postgres"), "CREATE TABLE seen AS SELECT 7 AS n")

	joined, err := pgembed.Open(t.Context(), cfg)
	require.NoError(t, err)
	require.Equal(t, 7, queryRow[int](t, connect(t, joined, "postgres"), "SELECT n FROM seen"))
	require.NoError(t, joined.Stop())
	require.Nil(t, joined.Done())
	require.Equal(t, 7, queryRow[int](t, connect(t, owner, "postgres"), "SELECT n FROM seen"), "the owner's server runs on")
}

// gone reports whether a process runs no program any more, though its number
// may linger until its parent has asked how it ended. It needs Linux's /proc.
func gone(pid int) bool {
	_, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	return err != nil
}

func TestKilledParentLeavesNoOrphan(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), serveDir+"="+dir)
	out, err := parent.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, parent.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)

	joined, err := pgembed.Open(t.Context(), pgembed.Config{DataDir: dir})
	require.NoError(t, err)
	mustExec(t, connect(t, joined, "postgres"), "CREATE TABLE answer AS SELECT 'B' AS option")
	orphan := postmasterPID(t, dir)

	require.NoError(t, parent.Process.Signal(syscall.SIGKILL))
	_ = parent.Wait()
	if runtime.GOOS == "linux" { // where the kernel tells the server
		require.Eventually(t, func() bool { return gone(orphan) }, 20*time.Second, 10*time.Millisecond)
	}
	server := start(t, pgembed.Config{DataDir: dir})
	require.True(t, gone(orphan), "the next start leaves no old server either")
	require.Equal(t, "B", queryRow[string](t, connect(t, server, "postgres"), "SELECT option FROM answer"))
}

func TestServerThatEndsUnasked(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, throwaway(dir))
	require.NoError(t, syscall.Kill(postmasterPID(t, dir), syscall.SIGQUIT))

	select {
	case <-server.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("Done is not closed")
	}
	require.ErrorContains(t, server.Stop(), "unasked")
}

func TestHalfMadeClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond) // initdb takes longer
	defer cancel()
	_, err := pgembed.Start(ctx, throwaway(dir))
	require.Error(t, err)
	require.NoDirExists(t, filepath.Join(dir, "postgres/cluster"))

	start(t, throwaway(dir))
	require.NoDirExists(t, filepath.Join(dir, "postgres/cluster.new"))
}

func TestLongDataDirectory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), strings.Repeat("a-long-name/", 12))
	server := start(t, throwaway(dir))
	require.Equal(t, 1, queryRow[int](t, connect(t, server, "postgres"), "SELECT 1"))
}

// A number in a left-over postmaster.pid may belong to another program by now.
func TestOtherProgramsAreLeftAlone(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	require.NoError(t, start(t, throwaway(dir)).Stop())
	other := exec.Command("sleep", "60")
	require.NoError(t, other.Start())
	t.Cleanup(func() { _ = other.Process.Kill(); _ = other.Wait() })
	cluster := filepath.Join(dir, "postgres/cluster")
	stale := fmt.Sprintf("%d\n%s\n1700000000\n5432\n/nowhere\n\n  12345 678\nready\n", other.Process.Pid, cluster)
	require.NoError(t, os.WriteFile(filepath.Join(cluster, "postmaster.pid"), []byte(stale), 0o600))

	start(t, throwaway(dir))
	require.NoError(t, other.Process.Signal(syscall.Signal(0)), "it still runs")
}

func TestOwnerOfTheClusterDecides(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can run a server as somebody else")
	}
	const nobody = 65534
	dir := dataDir(t)
	require.NoError(t, os.Chmod(dir, 0o700))
	require.NoError(t, start(t, throwaway(dir)).Stop())
	require.NoError(t, filepath.WalkDir(filepath.Join(dir, "postgres"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	}))

	server := start(t, throwaway(dir))
	require.Equal(t, 1, queryRow[int](t, connect(t, server, "postgres"), "SELECT 1"))
	above, err := os.Stat(dir)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o710), above.Mode().Perm(), "nobody may pass the data directory, not look into it")
	info, err := os.Stat(fmt.Sprintf("/proc/%d", postmasterPID(t, dir)))
	require.NoError(t, err)
	require.EqualValues(t, nobody, info.Sys().(*syscall.Stat_t).Uid)

	require.NoError(t, server.Stop())
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o700))
	_, err = pgembed.Start(t.Context(), throwaway(dir))
	require.ErrorContains(t, err, "may not pass "+filepath.Dir(dir))
}

func TestRemove(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), "data")
	server := start(t, throwaway(dir))
	require.ErrorIs(t, pgembed.Remove(t.Context(), dir), pgembed.ErrInUse)
	require.NoError(t, server.Stop())
	require.NoError(t, pgembed.Remove(t.Context(), dir))
	require.NoDirExists(t, dir)
}

func TestStartNeedsADataDirectory(t *testing.T) {
	t.Parallel()
	_, err := pgembed.Start(t.Context(), pgembed.Config{})
	require.ErrorContains(t, err, "DataDir")
}
