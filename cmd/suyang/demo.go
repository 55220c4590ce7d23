package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"suyang/assessment"
	"suyang/assessment/questionnaire"
	"suyang/internal/demo"
	"suyang/models"
)

// demoFile remembers how to sign in to the demo.
const demoFile = "demo-accounts.json"

// demoForm is the test the demo's pupils take; its tasks are kept secret.
// demoPractice is open beside it, for the companion to talk about.
const demoForm, demoPractice = "junior-adaptive", "junior-sampler"

func demoCommand() *cli.Command {
	return &cli.Command{
		Name:  "demo",
		Usage: "fill the service with a county that does not exist: 3 schools, 12 classes, 480 pupils and their tests",
		Description: "The accounts can be used only while the service runs with --demo. What was there before\n" +
			"stays as it is.",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error {
				accounts, err := s.ensureDemo(ctx, cmd)
				if err != nil {
					return err
				}
				return printDemo(cmd.Root().Writer, accounts, "")
			})
		},
		Commands: []*cli.Command{{
			Name: "reset", Usage: "take the demo data out and fill it in anew",
			Action: func(ctx context.Context, cmd *cli.Command) error {
				return withService(ctx, cmd, func(s *service) error {
					accounts, err := s.fillDemo(ctx, cmd)
					if err != nil {
						return err
					}
					return printDemo(cmd.Root().Writer, accounts, "")
				})
			},
		}},
	}
}

// ensureDemo returns the demo's accounts, filling the demo in if it is not
// there.
func (s *service) ensureDemo(ctx context.Context, cmd *cli.Command) (demo.Accounts, error) {
	accounts, err := readDemo(cmd)
	if err == nil { // the file may tell of another database
		_, err = s.store.Person(ctx, accounts.Teacher.Account.ID)
	}
	if errors.Is(err, fs.ErrNotExist) || models.CodeOf(err) == models.CodeNotFound {
		return s.fillDemo(ctx, cmd)
	}
	return accounts, err
}

func readDemo(cmd *cli.Command) (accounts demo.Accounts, err error) {
	kept, err := os.ReadFile(dataFile(cmd, demoFile))
	if err == nil {
		err = json.Unmarshal(kept, &accounts)
	}
	return accounts, err
}

// fillDemo takes old demo data out and fills them in anew.
func (s *service) fillDemo(ctx context.Context, cmd *cli.Command) (demo.Accounts, error) {
	if err := os.Remove(dataFile(cmd, demoFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return demo.Accounts{}, err
	}
	if err := s.store.Reset(ctx); err != nil {
		return demo.Accounts{}, err
	}
	form, err := s.formByCode(ctx, demoForm)
	if err != nil {
		return demo.Accounts{}, err
	}
	practice, err := s.formByCode(ctx, demoPractice)
	if err != nil {
		return demo.Accounts{}, err
	}
	items, err := s.store.Items(ctx)
	if err != nil {
		return demo.Accounts{}, err
	}
	bar := newProgress(100)
	accounts, err := demo.Fill(ctx, demo.Services{
		People: s.people, Items: items,
		Assessments: func(clock func() time.Time) *assessment.Service {
			config := s.assessmentConfig()
			config.Clock, config.Reload = clock, 10_000*time.Hour // the demo's clock leaps
			return assessment.New(config)
		},
		Questionnaires: func(clock func() time.Time) *questionnaire.Service {
			config := s.questionnaireConfig()
			config.Clock = clock
			return questionnaire.New(config)
		},
	}, demo.Options{
		Seed: 20260901, Form: form.ID, Practice: practice.ID, Now: time.Now(),
		Progress: func(done, total int) { bar.count(done * 100 / total) },
	})
	bar.done()
	if err != nil {
		return accounts, errors.Join(err, s.store.Reset(context.WithoutCancel(ctx)))
	}
	kept, err := json.MarshalIndent(accounts, "", "  ")
	if err != nil {
		return accounts, err
	}
	return accounts, os.WriteFile(dataFile(cmd, demoFile), append(kept, '\n'), 0o600)
}

// printDemo prints where to click; without an address only who can sign in.
func printDemo(w io.Writer, a demo.Accounts, address string) error {
	if address != "" {
		fmt.Fprintf(w, "\n  素养 Suyang  %s\n", address)
	}
	var authors strings.Builder
	for _, login := range a.Authors {
		fmt.Fprintf(&authors, "  author      %s   user name %s   password %s\n", login.Account.Name, login.Account.Username, login.Password)
	}
	_, err := fmt.Fprintf(w, `
  pupil       %s   login card %s
  teacher     %s   user name %s   password %s
  researcher  %s   user name %s   password %s
%s  operator    %s   user name %s   password %s

`,
		a.PupilName, a.Card,
		a.Teacher.Account.Name, a.Teacher.Account.Username, a.Teacher.Password,
		a.Researcher.Account.Name, a.Researcher.Account.Username, a.Researcher.Password,
		authors.String(),
		a.Operator.Account.Name, a.Operator.Account.Username, a.Operator.Password)
	return err
}
