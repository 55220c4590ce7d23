package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"suyang/models"
	"suyang/platform"
	"suyang/store"
)

func accountCommand() *cli.Command {
	return &cli.Command{
		Name:  "account",
		Usage: "make accounts for staff: the first operator, and whoever has lost the password",
		Commands: []*cli.Command{
			{
				Name: "create", Usage: "make an account and print its first password", ArgsUsage: "USERNAME",
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "role", Value: string(models.RoleOperator), Usage: "operator, researcher, author or teacher"},
					&cli.StringFlag{Name: "name", Usage: "name shown on pages", Required: true},
				},
				Action: createAccount,
			},
			{
				Name: "reset-password", Usage: "give an account a new password and print it", ArgsUsage: "USERNAME",
				Action: resetPassword,
			},
		},
	}
}

func createAccount(ctx context.Context, cmd *cli.Command) error {
	role, err := models.ParseRole(cmd.String("role"))
	if err != nil {
		return err
	}
	return withPeople(ctx, cmd, func(_ *store.Store, people *platform.Service) error {
		login, err := people.CreateStaff(ctx, models.Account{Role: role, Name: cmd.String("name"), Username: cmd.Args().First()})
		if err != nil {
			return err
		}
		return printLogin(cmd, login)
	})
}

func resetPassword(ctx context.Context, cmd *cli.Command) error {
	return withPeople(ctx, cmd, func(s *store.Store, people *platform.Service) error {
		person, _, err := s.PasswordByUsername(ctx, cmd.Args().First())
		if err != nil {
			return err
		}
		// Whoever holds the data directory holds the service.
		console := models.Person{Account: models.Account{Role: models.RoleOperator}}
		login, err := people.ResetPassword(ctx, console, person.ID)
		if err != nil {
			return err
		}
		return printLogin(cmd, login)
	})
}

func printLogin(cmd *cli.Command, l platform.Login) error {
	_, err := fmt.Fprintf(cmd.Root().Writer, "user name  %s\npassword   %s\n", l.Account.Username, l.Password)
	return err
}
