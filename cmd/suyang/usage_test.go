package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAWrongFlagIsOneLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"unknown":  {[]string{"calibrate", "--frob"}, "flag provided but not defined: -frob; suyang calibrate --help lists the flags"},
		"no value": {[]string{"calibrate", "--tol", "x"}, `invalid value "x" for flag -tol`},
		"required": {[]string{"simulate", "bank"}, `Required flags "n, out" not set; suyang simulate bank --help lists the flags`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			cmd := newCommand()
			cmd.Writer, cmd.ErrWriter = &out, &out
			err := cmd.Run(t.Context(), append([]string{"suyang"}, c.args...))
			require.ErrorContains(t, err, c.message)
			require.Empty(t, out.String())
		})
	}
}

func TestAnInterruptedCommandFailsAndLeavesNoFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	out := filepath.Join(folder, "out.csv")
	var complaints bytes.Buffer
	cmd := program(t, folder, "simulate", "--items", itemsFile(t), "--n", "2000000", "--out", out)
	cmd.Stderr = &complaints
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool {
		found, err := os.ReadDir(folder)
		return err == nil && len(found) > 0
	}, time.Minute, time.Millisecond, "it has begun to write")
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Error(t, cmd.Wait())
	require.Equal(t, "suyang: interrupted\n", complaints.String())
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Empty(t, left)
}
