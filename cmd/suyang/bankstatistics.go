package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/assessment/usage"
)

func bankStatisticsCommand() *cli.Command {
	return &cli.Command{
		Name:  "statistics",
		Usage: "tell how the items do in use: difficulty, discrimination, time, exposure, drift, and what to look at",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print everything as JSON, distractors by ability among it"},
			&cli.IntFlag{Name: "sessions", Usage: "how many of the newest sessions to read; default 50000"},
		},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error {
				all, err := usage.New(usage.Config{Trails: s.store, Bank: s.store, Recent: cmd.Int("sessions")}).All(ctx)
				if err != nil {
					return err
				}
				if cmd.Bool("json") {
					return json.NewEncoder(cmd.Root().Writer).Encode(all)
				}
				return writeUsage(cmd.Root().Writer, all)
			})
		},
	}
}

// writeUsage prints a line for each item that was answered.
func writeUsage(w io.Writer, all []usage.Statistics) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "item\tn\tp\texpected\trest r\tomitted %\tseconds\tshown %\tshift\t±\tlook at\t")
	used := 0
	for _, s := range all {
		if s.N == 0 {
			continue
		}
		used++
		flags := make([]string, len(s.Flags))
		for i, f := range s.Flags {
			flags[i] = string(f)
		}
		shift := "\t"
		if n := len(s.Periods); n > 0 {
			shift = fmt.Sprintf("%+.2f\t%.2f", s.Periods[n-1].Shift, 2*s.Periods[n-1].SE)
		}
		fmt.Fprintf(table, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t%s\t%s\t\n",
			s.ItemID, s.N, s.P, s.Expected, s.Rest, 100*s.Omitted, s.Seconds.Median, 100*s.Exposure.Rate(), shift, strings.Join(flags, " "))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d items have been answered.\n", used, len(all))
	return err
}
