package item_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/irt"
	"suyang/models"
)

func TestIRT(t *testing.T) {
	t.Parallel()
	it := scenario()
	require.NoError(t, item.Deliverable(it))
	require.Equal(t, irt.Item{ID: "T1", Model: irt.GPCM, A: 1, B: it.Parameters.B}, item.IRT(it))
	require.Equal(t, it.Max()+1, item.IRT(it).Categories())
}

func TestDeliverableRefuses(t *testing.T) {
	t.Parallel()
	short := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	short.Parameters.B = nil
	flat := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	flat.Parameters.A = 0
	for name, it := range map[string]models.Item{"a threshold too few": short, "no discrimination": flat} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := item.Deliverable(it)
			require.Equal(t, models.CodeInternal, models.CodeOf(err))
			require.ErrorContains(t, err, "T1 v3")
		})
	}
}
