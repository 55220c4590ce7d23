package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"suyang/models"
	"suyang/platform"
	"suyang/store"
)

func rosterCommand() *cli.Command {
	return &cli.Command{
		Name:  "roster",
		Usage: "schools, classes and people from a file",
		Commands: []*cli.Command{{
			Name: "import", ArgsUsage: "ROSTER.csv",
			Usage: "store a roster, give new pupils a login card and new teachers a password",
			Description: "The file has the columns " + strings.Join(platform.RosterColumns, ", ") +
				" and may have area, gender, under14, consent, username.\n" +
				"Rows that are wrong are listed; nothing is stored unless all are right, or --skip-wrong is given.",
			Flags: []cli.Flag{
				secretFlag(),
				&cli.StringFlag{Name: "region-code", Usage: "administrative division code", Required: true},
				&cli.StringFlag{Name: "region-name", Usage: "name of the county or district", Required: true},
				&cli.StringFlag{Name: "zone", Usage: "east, central or west", Required: true},
				&cli.IntFlag{Name: "year", Usage: "calendar year in which the school year begins", Value: schoolYear(time.Now())},
				&cli.StringFlag{Name: "secrets", Usage: "file for the new card codes and passwords; they cannot be read again later", Required: true},
				&cli.BoolFlag{Name: "skip-wrong", Usage: "store the rows that are right"},
			},
			Action: importRoster,
		}},
	}
}

// schoolYear is the calendar year in which the school year of t began: it
// turns in September.
func schoolYear(t time.Time) int {
	if t.Month() < time.September {
		return t.Year() - 1
	}
	return t.Year()
}

func importRoster(ctx context.Context, cmd *cli.Command) error {
	zone, err := models.ParseZone(cmd.String("zone"))
	if err != nil {
		return err
	}
	region := models.Region{Code: cmd.String("region-code"), Name: cmd.String("region-name"), Zone: zone}
	roster, err := readRosterFile(cmd, region)
	if err != nil {
		return err
	}
	// The file for the secrets comes first: when it cannot be written nothing
	// is stored, for the codes could not be told to anybody.
	secrets, err := os.OpenFile(cmd.String("secrets"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return withPeople(ctx, cmd, func(_ *store.Store, people *platform.Service) error {
		count, issued, importErr := people.Import(ctx, roster)
		if err := errors.Join(importErr, writeIssued(secrets, issued), secrets.Close()); err != nil {
			return err
		}
		_, err := fmt.Fprintf(cmd.Root().Writer, "%d schools, %d classes, %d pupils, %d teachers; %d new, their cards and passwords are in %s\n",
			count.Schools, count.Classes, count.Pupils, count.Teachers, len(issued), cmd.String("secrets"))
		return err
	})
}

func readRosterFile(cmd *cli.Command, region models.Region) (models.Roster, error) {
	file, err := os.Open(cmd.Args().First())
	if err != nil {
		return models.Roster{}, err
	}
	defer file.Close()
	roster, wrong, err := platform.ReadRoster(file, region, cmd.Int("year"))
	if err != nil {
		return roster, err
	}
	for _, row := range wrong {
		fmt.Fprintf(cmd.Root().ErrWriter, "%s: %s\n", file.Name(), row)
	}
	if len(wrong) > 0 && !cmd.Bool("skip-wrong") {
		return roster, fmt.Errorf("%s: %d rows are wrong and nothing is stored; mend them, or add --skip-wrong", file.Name(), len(wrong))
	}
	return roster, nil
}

func writeIssued(w io.Writer, issued []platform.Issued) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"role", "name", "username", "card_or_password"})
	for _, one := range issued {
		_ = out.Write([]string{string(one.Person.Role), one.Person.Name, one.Person.Username, one.Secret})
	}
	out.Flush()
	return out.Error()
}
