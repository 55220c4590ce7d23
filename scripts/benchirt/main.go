package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	program := flag.String("suyang", "bin/suyang", "the program to measure")
	runs := flag.Int("runs", 5, "how often to run each command")
	name := flag.String("make", "", "make this set of data and nothing else")
	folder := flag.String("data", "", "folder of the data; empty: a temporary one")
	flag.Parse()
	err := func() error {
		if *name != "" {
			return makeData(*name, *folder, bigFolder())
		}
		return bench(*program, *folder, *runs)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchirt:", err)
		os.Exit(1)
	}
}

// bigFolder is the folder of the data that mirt was timed on; "": it is not
// there.
func bigFolder() string {
	folder := os.Getenv("SUYANG_REFERENCE_DIR")
	if folder == "" {
		return ""
	}
	folder = filepath.Join(folder, "irt", "big")
	if _, err := os.Stat(folder); err != nil {
		return ""
	}
	return folder
}

// bench makes the data, runs all commands and prints the tables.
func bench(program, folder string, runs int) error {
	if folder == "" {
		temporary, err := os.MkdirTemp("", "benchirt")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		folder = temporary
	}
	for _, set := range sets {
		if err := makeApart(set.name, folder); err != nil {
			return err
		}
	}
	r := runner{program: program, folder: folder, runs: runs, reference: bigFolder() != ""}
	printMachine(os.Stdout, r)
	faults := r.compare(os.Stdout)
	faults += r.grow(os.Stdout)
	if faults > 0 {
		return fmt.Errorf("%d commands failed or found a log-likelihood that is too low", faults)
	}
	return nil
}
