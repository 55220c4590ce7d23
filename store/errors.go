package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"suyang/models"
)

// collisions says in words what a unique constraint found twice.
var collisions = map[string]string{
	"regions_code":      "a region with this code is there already",
	"schools_code":      "the region has a school with this code already",
	"classes_name":      "the school has a class of this name in this year already",
	"accounts_username": "this user name is taken",
	"learners_number":   "the school has a pupil with this number already",
	"cards_hash":        "this login card belongs to somebody else",
	"forms_code":        "a form with this code is there already",
	"sessions_sitting":  "the pupil has a session for this test already",
	"responses_answer":  "this answer was given for another item of the session",
	"resources_source":  "the source has a resource with this id already",
	"drafts_open":       "the item has an open draft already",
}

// failed turns an error of the database into a refusal about what; any other
// error, and nil, it returns as it is.
func failed(what string, err error) error {
	if _, ok := errors.AsType[*models.Error](err); ok || err == nil {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return models.NotFound(what)
	}
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		return refused(what, pgErr)
	}
	if unreachable(err) {
		return models.Errorf(models.CodeUnavailable, "the database does not answer: %w", err)
	}
	return err
}

// refused classes what PostgreSQL said; see appendix A of its manual for the
// codes.
func refused(what string, err *pgconn.PgError) error {
	switch {
	case err.Code == "23505": // unique_violation
		if words, ok := collisions[err.ConstraintName]; ok {
			return models.Errorf(models.CodeConflict, "%s", words)
		}
		return models.Errorf(models.CodeConflict, "this %s is there already", what)
	case err.Code == "23503": // foreign_key_violation
		return models.Errorf(models.CodeInvalid, "the %s refers to something that is not there, or not in its region (%s)", what, err.ConstraintName)
	case err.Code == "21000": // cardinality_violation: a row stands twice in one insert
		return models.Errorf(models.CodeInvalid, "one %s is given twice", what)
	case strings.HasPrefix(err.Code, "23"), // other integrity constraints
		strings.HasPrefix(err.Code, "22"): // data exceptions
		return models.Errorf(models.CodeInvalid, "the %s cannot be stored: %s", what, err.Message)
	case strings.HasPrefix(err.Code, "08"), // connection
		strings.HasPrefix(err.Code, "40"), // serialization failure, deadlock
		strings.HasPrefix(err.Code, "53"), // out of disk, memory, connections
		strings.HasPrefix(err.Code, "57"): // shutdown, cancelled statement
		return models.Errorf(models.CodeUnavailable, "the database cannot do this now, try again: %w", err)
	}
	return fmt.Errorf("store %s: %w", what, err)
}

// unreachable reports whether err says that the connection could not be made,
// broke, or was given up when the context ended.
func unreachable(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return pgconn.Timeout(err) || errors.Is(err, context.Canceled) || errors.Is(err, io.ErrUnexpectedEOF)
}
