package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"suyang/content"
	"suyang/internal/pgembed"
	"suyang/store"
)

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name:   "doctor",
		Usage:  "say what is missing on this machine and how to mend it",
		Flags:  modelFlags(),
		Action: doctor,
	}
}

// finding is what the doctor says of one thing.
type finding struct {
	what, state string
	cure        string // how to mend it; empty: nothing to mend
	needed      bool   // the service does not run without it
}

func doctor(ctx context.Context, cmd *cli.Command) error {
	findings := []finding{examineDataDir(cmd), examineContent(), examineChromium(), examineModel(cmd)}
	findings = append(findings, examineDatabase(ctx, cmd)...)
	table := tabwriter.NewWriter(cmd.Root().Writer, 0, 0, 2, ' ', 0)
	sick := 0
	for _, f := range findings {
		mark := "ok"
		switch {
		case f.cure != "" && f.needed:
			mark = "missing"
			sick++
		case f.cure != "":
			mark = "advice"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", mark, f.what, f.state)
		if f.cure != "" {
			fmt.Fprintf(table, "\t\t→ %s\n", f.cure)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if sick > 0 {
		return fmt.Errorf("%d things are missing", sick)
	}
	return nil
}

func examineDataDir(cmd *cli.Command) finding {
	dir := cmd.String("data-dir")
	f := finding{what: "data directory", state: dir, needed: true}
	probe, err := os.CreateTemp(existingParent(dir), ".doctor-")
	if err != nil {
		f.cure = err.Error() + "; name another with --data-dir"
		return f
	}
	probe.Close()
	os.Remove(probe.Name())
	return f
}

// existingParent is the directory itself, or the nearest above it that is
// there: the first start makes the rest.
func existingParent(dir string) string {
	for {
		_, err := os.Stat(dir)
		if up := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && up != dir {
			dir = up
			continue
		}
		return dir
	}
}

func examineContent() finding {
	f := finding{what: "content", needed: true}
	bundle, err := content.Load()
	if err != nil {
		f.state, f.cure = err.Error(), "this program was built from damaged files; build it again"
		return f
	}
	f.state = fmt.Sprintf("%d items, %d tests, %d lessons", len(bundle.Items), len(bundle.Forms), len(bundle.Lessons))
	return f
}

func examineDatabase(ctx context.Context, cmd *cli.Command) []finding {
	if dsn := cmd.String("database-url"); dsn != "" {
		return []finding{examineServer(ctx, dsn)}
	}
	install, err := pgembed.Pick(embeddedConfig(cmd))
	if err != nil {
		return []finding{{what: "PostgreSQL", state: "not to be used", cure: err.Error(), needed: true}}
	}
	vector := finding{what: "pgvector", state: install.VectorVersion}
	if !install.HasVector("0.8.6") {
		vector.cure = "0.8.3 mended a possible corruption of indexes; update to 0.8.6 when your distribution has it"
	}
	return []finding{{what: "PostgreSQL", state: fmt.Sprintf("%s in %s", install.Version, install.BinDir)}, vector}
}

// examineServer looks at somebody else's server.
func examineServer(ctx context.Context, dsn string) finding {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	server, err := store.Examine(ctx, dsn)
	if err != nil {
		return finding{what: "database", state: "not to be used", cure: err.Error(), needed: true}
	}
	return finding{what: "database", state: server}
}

func examineChromium() finding {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return finding{what: "Chromium", state: path}
		}
	}
	return finding{what: "Chromium", state: "not found", cure: "only the browser tests and screenshots need it: install the package chromium"}
}

func examineModel(cmd *cli.Command) finding {
	if url := cmd.String("llm-base-url"); url != "" {
		return finding{what: "language model", state: url}
	}
	return finding{what: "language model", state: "none; the companion speaks from authored hints and lessons"}
}
