package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"
)

var update = flag.Bool("update", false, "write docs/commands.md anew")

const (
	commandsDoc   = "../../docs/commands.md"
	operationsDoc = "../../docs/operations.md"
)

func TestEveryCommandIsDocumented(t *testing.T) {
	t.Parallel()
	var doc strings.Builder
	doc.WriteString("# Commands\n\nWritten from the program by `go test ./cmd/suyang -run TestEveryCommandIsDocumented -update`; a test compares the two.\n" +
		"A flag is given on the command line before the arguments, or by its environment variable.\n")
	describe(&doc, "suyang", newCommand())
	if *update {
		require.NoError(t, os.WriteFile(commandsDoc, []byte(doc.String()), 0o644))
	}
	written, err := os.ReadFile(commandsDoc)
	require.NoError(t, err)
	require.Equal(t, string(written), doc.String(), "run the test with -update")
}

// describe writes a command and those below it.
func describe(doc *strings.Builder, name string, cmd *cli.Command) {
	fmt.Fprintf(doc, "\n## %s\n\n%s.\n", strings.TrimSpace(name+" "+cmd.ArgsUsage), sentence(cmd.Usage))
	if cmd.Description != "" {
		fmt.Fprintf(doc, "\n%s\n", cmd.Description)
	}
	if len(cmd.Flags) > 0 {
		doc.WriteString("\n| flag | environment | default | |\n|---|---|---|---|\n")
	}
	for _, f := range cmd.Flags {
		d := f.(cli.DocGenerationFlag)
		fmt.Fprintf(doc, "| `--%s` | %s | %s | %s |\n", f.Names()[0], code(strings.Join(d.GetEnvVars(), ", ")), code(defaultOf(f, d)), d.GetUsage())
	}
	for _, sub := range cmd.Commands {
		describe(doc, name+" "+sub.Name, sub)
	}
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// defaultOf is the value of a flag that is not given, "required" if it has to
// be, and empty where nothing is what one expects, or the machine decides.
func defaultOf(f cli.Flag, d cli.DocGenerationFlag) string {
	if r, ok := f.(cli.RequiredFlag); ok && r.IsRequired() {
		return "required"
	}
	if value := d.GetValue(); d.IsDefaultVisible() && d.TakesValue() && value != `""` && value != "[]" {
		return strings.Trim(value, `"`)
	}
	return ""
}

func TestEveryVariableIsInTheOperatorsGuide(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(operationsDoc)
	require.NoError(t, err)
	variables := map[string]bool{}
	collect(variables, newCommand())
	require.NotEmpty(t, variables)
	for variable := range variables {
		require.Contains(t, string(guide), "`"+variable+"`")
	}
}

// collect gathers the environment variables of a command and those below it.
func collect(variables map[string]bool, cmd *cli.Command) {
	for _, f := range cmd.Flags {
		for _, variable := range f.(cli.DocGenerationFlag).GetEnvVars() {
			variables[variable] = true
		}
	}
	for _, sub := range cmd.Commands {
		collect(variables, sub)
	}
}
