// Command suyang is the whole service in one program: the server, its
// database, and the tools of researchers and operators. Run "suyang help".
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/urfave/cli/v3"
)

func main() {
	err := runUntilSignal()
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "suyang:", err)
		os.Exit(1)
	}
}

// runUntilSignal runs the command of the arguments; an interrupt or a polite
// kill ends its context.
func runUntilSignal() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cmd := newCommand()
	if err := knownCommand(cmd, os.Args); err != nil {
		return err
	}
	return cmd.Run(ctx, os.Args)
}

// knownCommand tells of a word that is no command before its flags are found
// unknown.
func knownCommand(cmd *cli.Command, args []string) error {
	if len(args) < 2 || strings.HasPrefix(args[1], "-") || args[1] == "help" || cmd.Command(args[1]) != nil {
		return nil
	}
	return fmt.Errorf("there is no command %q; suyang --help lists them", args[1])
}

func newCommand() *cli.Command {
	return withPlainUsageErrors(&cli.Command{
		Name:           "suyang",
		Usage:          "information-literacy assessment and an AI learning companion (素养)",
		Version:        version(),
		Flags:          globalFlags(),
		ExitErrHandler: func(context.Context, *cli.Command, error) {}, // main prints it, once
		Commands: []*cli.Command{
			serveCommand(), workerCommand(), migrateCommand(), demoCommand(), accountCommand(), rosterCommand(),
			bankCommand(), resourcesCommand(), calibrateCommand(), scoreCommand(), simulateCommand(), fitCommand(), linkCommand(), difCommand(),
			exportCommand(), questionnaireCommand(), backupCommand(), restoreCommand(), doctorCommand(), versionCommand(),
		},
	})
}

// withPlainUsageErrors makes a wrong flag one line, not a page of help.
func withPlainUsageErrors(cmd *cli.Command) *cli.Command {
	cmd.OnUsageError = func(_ context.Context, cmd *cli.Command, err error, _ bool) error {
		return fmt.Errorf("%w; %s --help lists the flags", err, cmd.FullName())
	}
	for _, below := range cmd.Commands {
		withPlainUsageErrors(below)
	}
	return cmd
}
