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
				&cli.StringFlag{Name: "region-code", Usage: "administrative division code", Required: true},
				&cli.StringFlag{Name: "region-name", Usage: "name of the county or district", Required: true},
				&cli.StringFlag{Name: "zone", Usage: "east, central or west", Required: true},
				&cli.IntFlag{Name: "year", Usage: "calendar year in which the school year begins (default: that of now)", Value: schoolYear(time.Now()), HideDefault: true},
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
	return withPeople(ctx, cmd, func(_ *store.Store, people *platform.Service) error {
		count, issued, err := storeRoster(ctx, cmd.String("secrets"), roster, people)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.Root().Writer, "%d schools, %d classes, %d pupils, %d teachers; %s\n",
			count.Schools, count.Classes, count.Pupils, count.Teachers, whoIsNew(len(issued), cmd.String("secrets")))
		return err
	})
}

// storeRoster stores a roster and writes what was issued. The file for it comes
// first: when it cannot be written nothing is stored, for the codes could not
// be told to anybody. It stays only if there is something in it.
func storeRoster(ctx context.Context, secrets string, roster models.Roster, people *platform.Service) (models.RosterCount, []platform.Issued, error) {
	file, err := os.OpenFile(secrets, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return models.RosterCount{}, nil, err
	}
	count, issued, err := people.Import(ctx, roster)
	if len(issued) == 0 {
		return count, nil, errors.Join(err, file.Close(), os.Remove(secrets))
	}
	return count, issued, errors.Join(err, writeIssued(file, issued), file.Sync(), file.Close())
}

func whoIsNew(people int, secrets string) string {
	if people == 0 {
		return "nobody is new"
	}
	return fmt.Sprintf("%d new, their cards and passwords are in %s", people, secrets)
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

// writeIssued writes a CSV with a byte order mark, without which spreadsheets
// mistake the encoding.
func writeIssued(w io.Writer, issued []platform.Issued) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	_ = out.Write([]string{"role", "school_code", "class", "number", "name", "username", "card_or_password"})
	for _, one := range issued {
		_ = out.Write([]string{string(one.Person.Role), one.School, one.Class, one.Number, one.Person.Name, one.Person.Username, one.Secret})
	}
	out.Flush()
	return out.Error()
}
