package models

import (
	"errors"
	"fmt"
)

// Code classes every refusal. The API maps each code to one HTTP status, the
// pages to one sentence a locale.
type Code string

// Codes.
const (
	CodeInvalid         Code = "invalid"         // the input is wrong; Field says where
	CodeUnauthenticated Code = "unauthenticated" // nobody is signed in, or the sign-in has expired
	CodeForbidden       Code = "forbidden"       // signed in, but not allowed to see or do this
	CodeNotFound        Code = "not_found"
	CodeConflict        Code = "conflict"     // the record is not in a state that allows this
	CodeExpired         Code = "expired"      // the time for this is over
	CodeTooLarge        Code = "too_large"    // the upload is beyond the limit
	CodeRateLimited     Code = "rate_limited" // too many tries; wait
	CodeUnavailable     Code = "unavailable"  // something outside is down; try again
	CodeInternal        Code = "internal"     // our fault
)

// Error is a refusal: what is wrong, where, and how to mend it. Message is
// English and may be shown to an engineer or a researcher; pages show their
// own sentence for Code beside it.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field,omitempty"` // field, column or path of the input; empty when it is about the whole
	cause   error
}

// Error implements error.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// Unwrap returns the underlying error, if any.
func (e *Error) Unwrap() error { return e.cause }

// Errorf makes an Error; a %w operand is kept for errors.Is.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), cause: errors.Unwrap(err)}
}

// Invalid makes a CodeInvalid error about a field.
func Invalid(field, message string) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: message}
}

// NotFound makes a CodeNotFound error: no such thing (or not for this reader).
func NotFound(what string) *Error {
	return &Error{Code: CodeNotFound, Message: "no such " + what}
}

// Forbidden makes a CodeForbidden error.
func Forbidden(message string) *Error {
	return &Error{Code: CodeForbidden, Message: message}
}

// CodeOf returns the code of the first Error in err's chain, CodeInternal for
// any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}
