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
	"strings"

	"suyang/irt"
	"suyang/irt/simulate"
)

// set is a set of data.
type set struct {
	name    string
	file    string // in the folder of the reference; "": always drawn
	model   irt.Model
	items   int
	groups  []simulate.Group
	names   []string // of the groups where there are several
	booklet bool     // 12 blocks of ten items, of which a person gets four
	seed    uint64
}

func standard(persons int) []simulate.Group { return []simulate.Group{{Persons: persons, SD: 1}} }

var sets = []set{
	{name: "a", file: "a_2pl_50k_60.csv.gz", model: irt.TwoPL, items: 60, groups: standard(50_000), seed: 101},
	{name: "b", file: "b_3pl_50k_60.csv.gz", model: irt.ThreePL, items: 60, groups: standard(50_000), seed: 102},
	{name: "c", file: "c_grm_50k_40.csv.gz", model: irt.GRM, items: 40, groups: standard(50_000), seed: 103},
	{
		name: "d", file: "d_mg2pl_book_50k_120.csv.gz", model: irt.TwoPL, items: 120, booklet: true, seed: 104,
		groups: []simulate.Group{
			{Persons: 16_667, SD: 1}, {Persons: 16_667, Mean: 0.3, SD: 1.1}, {Persons: 16_666, Mean: -0.4, SD: 0.9},
		},
		names: []string{"east", "central", "west"},
	},
	{name: "f", model: irt.TwoPL, items: 60, groups: standard(200_000), seed: 106},
	{name: "10k", model: irt.TwoPL, items: 60, groups: standard(10_000), seed: 107},
	{name: "100k", model: irt.TwoPL, items: 60, groups: standard(100_000), seed: 107},
	{name: "1M", model: irt.TwoPL, items: 60, groups: standard(1_000_000), seed: 107},
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

// draw writes responses as CSV.
func (s set) draw(out io.Writer) error {
	g := simulate.Generator{Seed: s.seed}
	var header []string
	if s.names != nil {
		header = append(header, "GROUP_region")
	}
	for _, it := range simulate.Bank(s.items, s.model, 5, s.seed) {
		g.Items = append(g.Items, it.Multi())
		header = append(header, it.ID)
	}
	if s.booklet {
		g.Booklets = booklets()
	}
	if _, err := fmt.Fprintln(out, strings.Join(header, ",")); err != nil {
		return err
	}
	theta, group := simulate.Groups(s.groups, s.seed)
	person := 0
	var line []byte
	for block := range g.Blocks(simulate.Points(theta)) {
		for i := range block.Persons() {
			line = line[:0]
			if s.names != nil {
				line = append(append(line, s.names[group[person]]...), ',')
			}
			line = appendRow(line, block.Row(i))
			person++
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// appendRow appends the codes of a person, one digit each, and ends the line.
func appendRow(line []byte, row []uint8) []byte {
	for j, cell := range row {
		if j > 0 {
			line = append(line, ',')
		}
		if cell != irt.MissingCell {
			line = append(line, '0'+cell)
		}
	}
	return append(line, '\n')
}

// booklets are twelve, booklet k of the blocks k, k+1, k+3 and k+7 of ten items.
func booklets() [][]int {
	const blocks, size = 12, 10
	list := make([][]int, blocks)
	for k := range list {
		for _, step := range []int{0, 1, 3, 7} {
			for i := range size {
				list[k] = append(list[k], (k+step)%blocks*size+i)
			}
		}
	}
	return list
}
