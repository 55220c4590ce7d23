package content_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
)

func TestEmbeddedContentIsClean(t *testing.T) {
	t.Parallel()
	b, err := content.Load()
	require.NoError(t, err)
	require.Empty(t, content.Check(b).Error())
}
