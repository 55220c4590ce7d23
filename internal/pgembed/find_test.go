package pgembed_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/pgembed"
)

// fakeInstallation makes a bin directory whose pg_config names the version,
// and a share directory with the given pgvector, "" for none.
func fakeInstallation(t *testing.T, version, vector string) string {
	t.Helper()
	root := t.TempDir()
	bin, extensions := filepath.Join(root, "bin"), filepath.Join(root, "share/extension")
	require.NoError(t, os.MkdirAll(bin, 0o700))
	require.NoError(t, os.MkdirAll(extensions, 0o700))
	script := fmt.Sprintf("#!/bin/sh\necho 'PostgreSQL %s (Distro)'\necho '%s/share'\n", version, root)
	for _, program := range []string{"postgres", "initdb", "pg_config"} {
		require.NoError(t, os.WriteFile(filepath.Join(bin, program), []byte(script), 0o700))
	}
	if vector != "" {
		control := fmt.Sprintf("comment = 'vectors'\ndefault_version = '%s'\nrelocatable = true\n", vector)
		require.NoError(t, os.WriteFile(filepath.Join(extensions, "vector.control"), []byte(control), 0o600))
	}
	return bin
}

// clusterOf makes a data directory with the beginnings of a cluster.
func clusterOf(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	cluster := filepath.Join(dir, "postgres/cluster")
	require.NoError(t, os.MkdirAll(cluster, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(cluster, "PG_VERSION"), []byte(version+"\n"), 0o600))
	return dir
}

func TestFind(t *testing.T) {
	t.Parallel()
	bin := fakeInstallation(t, "17.2", "0.8.1")
	require.Equal(t, []pgembed.Installation{{BinDir: bin, Version: "17.2", Major: 17, VectorVersion: "0.8.1"}},
		pgembed.Find(bin))
	require.Empty(t, pgembed.Find(t.TempDir()), "an empty directory is no installation")
	require.NotEmpty(t, pgembed.Find(""), "this machine has one: see make setup")
}

func TestPick(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		version, vector string // of the installation, "" for none
		cluster         string // PG_VERSION of the data, "" for none yet
		message         string // part of the error, "" for success
	}{
		{name: "new cluster", version: "15.18", vector: "0.8.0"},
		{name: "cluster of the same major version", version: "15.20", vector: "0.8.6", cluster: "15"},
		{name: "beta version", version: "19beta1", vector: "0.9", cluster: "19"},
		{name: "nothing there", message: "install the package postgresql"},
		{name: "cluster of another version", version: "17.2", vector: "0.8.0", cluster: "15", message: "made by PostgreSQL 15"},
		{name: "no pgvector", version: "17.2", message: "postgresql-17-pgvector"},
		{name: "old pgvector", version: "16.3", vector: "0.6.0", message: "has pgvector 0.6.0"},
		{name: "damaged cluster", version: "16.3", vector: "0.8.0", cluster: "sixteen", message: "PG_VERSION"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cfg := pgembed.Config{DataDir: t.TempDir(), BinDir: t.TempDir()}
			if c.version != "" {
				cfg.BinDir = fakeInstallation(t, c.version, c.vector)
			}
			if c.cluster != "" {
				cfg.DataDir = clusterOf(t, c.cluster)
			}
			picked, err := pgembed.Pick(cfg)
			if c.message != "" {
				require.ErrorContains(t, err, c.message)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.version, picked.Version)
		})
	}
}

func TestHasVector(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, has, atLeast string
		want               bool
	}{
		{"same", "0.8.0", "0.8.0", true},
		{"older", "0.8.0", "0.8.6", false},
		{"two digits are a greater number", "0.8.10", "0.8.6", true},
		{"shorter is older", "0.8", "0.8.0", false},
		{"none", "", "0.8.0", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, pgembed.Installation{VectorVersion: c.has}.HasVector(c.atLeast))
		})
	}
}

func ExampleInstallation_Tool() {
	i := pgembed.Installation{BinDir: "/usr/lib/postgresql/15/bin"}
	fmt.Println(i.Tool("pg_dump"))
	// Output: /usr/lib/postgresql/15/bin/pg_dump
}
