package recovery_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/simulate/recovery"
)

func TestRecoveryOfEachModel(t *testing.T) {
	t.Parallel()
	for model, parameters := range map[irt.Model][]string{
		irt.Rasch: {"b", "sd"}, irt.OnePL: {"a", "b"}, irt.TwoPL: {"a", "b"}, irt.GRM: {"a", "b"}, irt.GPCM: {"a", "b"},
		irt.PCM: {"b", "sd"}, irt.RSM: {"b", "sd"}, irt.NRM: {"a", "b", "s"}, irt.ThreePL: {"a", "b", "c"}, irt.FourPL: {"a", "b", "c", "u"},
	} {
		t.Run(model.String(), func(t *testing.T) {
			t.Parallel()
			d := recovery.Design{Model: model, Categories: 3, Persons: 2000, Items: 15, Replications: 8, Seed: 3}
			report, err := recovery.Run(t.Context(), d)
			require.NoError(t, err)
			require.GreaterOrEqual(t, report.Replications, 6)
			var names []string
			for _, p := range report.Parameters {
				names = append(names, p.Name)
				require.False(t, math.IsNaN(p.RMSE))
				require.Greater(t, p.Coverage, 0.8, p.Name)
				require.Less(t, math.Abs(p.Bias), p.SE, p.Name)
			}
			require.ElementsMatch(t, parameters, names)
		})
	}
}

// Of the two-parameter model: no bias to speak of, standard errors as large as
// the errors, intervals that hold the truth in 95 of 100 cases.
func TestTwoParameterModelIsRecovered(t *testing.T) {
	t.Parallel()
	report, err := recovery.Run(t.Context(), recovery.Design{Model: irt.TwoPL, Persons: 1500, Items: 15, Replications: 30, Seed: 8})
	require.NoError(t, err)
	require.Equal(t, 30, report.Replications)
	require.Empty(t, report.Failures)
	for _, p := range report.Parameters {
		require.Equal(t, 450, p.Estimates)
		require.InDelta(t, 0, p.Bias, 0.2*p.SE, p.Name)
		require.InEpsilon(t, p.SE, p.RMSE, 0.15, p.Name)
		require.InDelta(t, 0.95, p.Coverage, 0.045, p.Name) // four standard errors
	}
}

// Under 3PL the default prior is centred above the lower asymptotes of the bank,
// which biases slopes; a prior centred at them does not.
func TestBiasComesFromThePriorOfTheAsymptotes(t *testing.T) {
	t.Parallel()
	slope := func(prior calibrate.Prior) recovery.Parameter {
		report, err := recovery.Run(t.Context(), recovery.Design{
			Model: irt.ThreePL, Persons: 2000, Items: 20, Replications: 30, Seed: 1,
			Calibration: calibrate.Options{Priors: calibrate.Priors{C: prior}},
		})
		require.NoError(t, err)
		return report.Parameters[0]
	}
	usual, centred := slope(nil), slope(calibrate.LogitNormal{Mean: -1.57, SD: 0.28})
	require.Greater(t, usual.Bias, 0.06)
	require.InDelta(t, 0, centred.Bias, 0.02)
	require.InDelta(t, 0.95, centred.Coverage, 0.035) // four standard errors
}

func TestThreadsDoNotMatter(t *testing.T) {
	t.Parallel()
	d := recovery.Design{Model: irt.Rasch, Persons: 300, Items: 6, Replications: 5, Seed: 2, Threads: 1}
	want, err := recovery.Run(t.Context(), d)
	require.NoError(t, err)
	d.Threads = 4
	got, err := recovery.Run(t.Context(), d)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestFailuresAreCounted(t *testing.T) {
	t.Parallel()
	d := recovery.Design{Model: irt.TwoPL, Persons: 300, Items: 6, Replications: 3, Seed: 2, Calibration: calibrate.Options{MaxCycles: 1}}
	report, err := recovery.Run(t.Context(), d)
	require.NoError(t, err)
	require.Zero(t, report.Replications)
	require.Equal(t, map[string]int{string(calibrate.NotConverged): 3}, report.Failures)
}

func TestRunFails(t *testing.T) {
	t.Parallel()
	_, err := recovery.Run(t.Context(), recovery.Design{Persons: 10, Items: 0, Replications: 1})
	require.ErrorContains(t, err, "0 items, 1 replications: at least 1 of each is needed")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = recovery.Run(ended, recovery.Design{Persons: 100, Items: 5, Replications: 1})
	require.ErrorIs(t, err, context.Canceled)
}
