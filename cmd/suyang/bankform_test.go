package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBankFormAssemble(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	succeed(t, dataDir, "account", "create", "--role", "researcher", "--name", "Zhou", "zhou.yan")
	wish := []string{"bank", "form", "assemble", "--by", "zhou.yan", "--stage", "junior", "--pool", "practice", "--items", "12", "--seed", "4", "County test"}
	said := succeed(t, dataDir, wish...)
	require.Contains(t, said, "junior-practice-12items-4: 12 items, ")
	_, complaint, err := run(t, dataDir, wish...)
	require.Error(t, err)
	require.Contains(t, complaint, "choose another")
	_, complaint, err = run(t, dataDir, "bank", "form", "assemble", "--by", "nobody", "--stage", "junior", "--items", "12", "Test")
	require.Error(t, err)
	require.Contains(t, complaint, "no such")
}
