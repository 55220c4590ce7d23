package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// set is a set of data.
type set struct {
	name, file string // the file is in the folder of the reference; "": always drawn
	kind       kind
	items      int
	groups     []group
	booklets   bool // 12 blocks of ten items, of which a person gets four
	seed       uint64
}

// group is a sample of a normal distribution.
type group struct {
	name     string
	persons  int
	mean, sd float64
}

func standard(persons int) []group { return []group{{persons: persons, sd: 1}} }

var sets = []set{
	{name: "a", file: "a_2pl_50k_60.csv.gz", items: 60, groups: standard(50_000), seed: 101},
	{name: "b", file: "b_3pl_50k_60.csv.gz", kind: guessing, items: 60, groups: standard(50_000), seed: 102},
	{name: "c", file: "c_grm_50k_40.csv.gz", kind: graded, items: 40, groups: standard(50_000), seed: 103},
	{
		name: "d", file: "d_mg2pl_book_50k_120.csv.gz", items: 120, booklets: true, seed: 104,
		groups: []group{{"east", 16_667, 0, 1}, {"central", 16_667, 0.3, 1.1}, {"west", 16_666, -0.4, 0.9}},
	},
	{name: "f", items: 60, groups: standard(200_000), seed: 106},
	{name: "10k", items: 60, groups: standard(10_000), seed: 107},
	{name: "100k", items: 60, groups: standard(100_000), seed: 107},
	{name: "1M", items: 60, groups: standard(1_000_000), seed: 107},
}

// path is where the CSV of a set is, uncompressed.
func path(folder, name string) string { return filepath.Join(folder, name+".csv") }

// makeApart makes a set in a process of its own: what this one has in memory
// would count as memory of the commands that it starts.
func makeApart(name, folder string) error {
	if _, err := os.Stat(path(folder, name)); err == nil {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	process := exec.Command(self, "-make", name, "-data", folder)
	process.Stderr = os.Stderr
	return process.Run()
}

// makeData makes a set from the reference where it has it, and draws it
// otherwise.
func makeData(name, folder, big string) error {
	for _, s := range sets {
		if s.name != name {
			continue
		}
		file, err := os.Create(path(folder, name))
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(file, 1<<20)
		if big != "" && s.file != "" {
			err = decompress(out, filepath.Join(big, s.file))
		} else {
			err = s.draw(out)
		}
		return errors.Join(err, out.Flush(), file.Close())
	}
	return fmt.Errorf("there is no set of data %q", name)
}

func decompress(out io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in) //nolint:gosec // the data are the user's own
	return err
}
