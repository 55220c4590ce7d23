package models_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestCodeOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want models.Code
	}{
		{"none", nil, ""},
		{"a stranger", io.EOF, models.CodeInternal},
		{"invalid", models.Invalid("grade", "too high"), models.CodeInvalid},
		{"not found", models.NotFound("class"), models.CodeNotFound},
		{"forbidden", models.Forbidden("teachers only"), models.CodeForbidden},
		{"made with a format", models.Errorf(models.CodeConflict, "item %d", 3), models.CodeConflict},
		{"wrapped", fmt.Errorf("import: %w", models.NotFound("class")), models.CodeNotFound},
		{"joined", errors.Join(io.EOF, models.NotFound("class")), models.CodeNotFound},
		{"the outer one counts", models.Errorf(models.CodeUnavailable, "down: %w", models.NotFound("class")), models.CodeUnavailable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, models.CodeOf(test.err))
		})
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	require.EqualError(t, models.Invalid("grade", "too high"), "grade: too high")
	require.EqualError(t, models.NotFound("class"), "no such class")
	require.EqualError(t, models.Errorf(models.CodeTooLarge, "%d bytes", 7), "7 bytes")
}

func TestCauseStaysInsideTheProcess(t *testing.T) {
	t.Parallel()
	err := models.Errorf(models.CodeUnavailable, "the model does not answer: %w", io.ErrUnexpectedEOF)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	document, marshalErr := json.Marshal(models.Invalid("grade", "too high"))
	require.NoError(t, marshalErr)
	require.JSONEq(t, `{"code": "invalid", "message": "too high", "field": "grade"}`, string(document))
}
