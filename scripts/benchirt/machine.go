package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// printMachine says where and what was measured.
func printMachine(out io.Writer, r runner) {
	fmt.Fprintf(out, "%s: %d processors (%s), %s, %s, load average %s. Whole commands, best and median of %d runs; uncompressed CSV.\n",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), field("/proc/cpuinfo", "model name"), memory(), runtime.Version(), load(), r.runs)
	if r.reference {
		fmt.Fprint(out, "Data a to d are those that mirt was timed on, all others are drawn by seed.\n\n")
		return
	}
	fmt.Fprint(out, "All data are drawn by seed, of the kind that mirt was timed on; log-likelihoods are not compared.\n\n")
}

// field is the first value of a name in a file of Linux; "unknown" elsewhere.
func field(path, name string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	for line := range strings.SplitSeq(string(content), "\n") {
		if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func memory() string {
	var kilobytes float64
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%f kB", &kilobytes); err != nil {
		return "memory unknown"
	}
	return fmt.Sprintf("%.0f GiB", kilobytes/(1<<20))
}

// load is the load average of the last minute.
func load() string {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(content), " ")
	return first
}
