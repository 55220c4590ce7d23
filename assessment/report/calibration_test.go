package report_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/simulate"
)

// Two items of known parameters: discrimination 1, difficulty 0; and a graded
// item of three categories.
const itemsFile = `{"schema_version":1,"model":"2pl","n_parameters":5,"convergence":{"converged":true},
"items":[{"id":"i1","model":"2pl","a":[1],"b":[0],"c":0,"u":1},{"id":"i2","model":"grm","a":[2],"b":[-1,1],"c":0,"u":1}]}`

func TestForCalibration(t *testing.T) {
	t.Parallel()
	c, err := report.ForCalibration([]byte(itemsFile), []byte("person,theta,se\n1,-1,0.5\n2,1,0.5\n"))
	require.NoError(t, err)
	require.Equal(t, []float64{-1, 1}, c.Persons)
	require.InDelta(t, 1/(1+0.25), c.Reliability, 1e-12) // variance 1, mean squared error 0.25
	middle := c.Information[len(c.Information)/2]
	require.InDelta(t, 0, middle.Theta, 1e-12)
	// At theta 0: the first item gives a^2 P Q = 0.25. The second by Samejima
	// (1969): a^2 times the sum over categories of (P*(1-P*) differences)^2 / P,
	// with P*_1 = logistic(2), P*_2 = logistic(-2).
	p := 1 / (1 + math.Exp(-2))
	w := p * (1 - p)
	graded := 4 * (w*w/(1-p) + 0 + w*w/(1-p))
	require.InDelta(t, 0.25+graded, middle.Value, 1e-9)
	require.InDelta(t, 1/math.Sqrt(0.25+graded), c.Error[len(c.Error)/2].Value, 1e-9)

	_, err = report.ForCalibration([]byte("{"), nil)
	require.Error(t, err)
	_, err = report.ForCalibration([]byte(itemsFile), []byte("person,theta,se\n1,x,0.5\n"))
	require.ErrorContains(t, err, "scores.csv:2")
}

// Fourteen items that fit the model by construction: the intervals hold what is
// expected about as often as they should, and the points lie on the curve.
func TestObservedSharesFollowTheCurve(t *testing.T) {
	t.Parallel()
	var items []irt.Item
	var described []string
	for i := range 14 {
		it := irt.Item{ID: fmt.Sprintf("i%d", i+1), Model: irt.TwoPL, A: 1 + 0.05*float64(i), B: []float64{float64(i)/4 - 1.7}}
		if i%5 == 0 {
			it.Model, it.B = irt.GRM, []float64{it.B[0], it.B[0] + 1}
		}
		items = append(items, it)
		described = append(described, fmt.Sprintf(`{"id":%q,"model":%q,"a":[%v],"b":%s}`, it.ID, it.Model, it.A, strings.ReplaceAll(fmt.Sprint(it.B), " ", ",")))
	}
	simulated := simulate.Responses(items, simulate.Simulees(5000, 0, 1, 3), 4)
	responses := csvOf(items, simulated)
	file := []byte(`{"schema_version":1,"model":"2pl","items":[` + strings.Join(described, ",") + `]}`)
	c, err := report.ForCalibration(file, scored(t, file, responses))
	require.NoError(t, err)

	agreeing, persons := 0, 0
	for _, it := range items {
		curve, ok, err := c.Curve(it.ID, responses)
		require.NoError(t, err)
		require.True(t, ok)
		require.Len(t, curve.Observed, 10)
		agreeing += curve.Agreeing()
		for _, o := range curve.Observed {
			persons += o.N
			require.InDelta(t, o.Expected, o.Share, 0.08, it.ID) // 3.5 standard errors at 500 persons
			require.LessOrEqual(t, o.Low, o.Share)
			require.GreaterOrEqual(t, o.High, o.Share)
			at := slices.IndexFunc(curve.Expected, func(h report.Height) bool { return h.Theta >= o.Theta })
			require.InDelta(t, o.Expected, curve.Expected[at].Value, 0.06, "the point stands at the curve")
		}
	}
	require.GreaterOrEqual(t, agreeing, 124, "of 140 intervals of 95 %: 3.5 standard deviations below 133")
	require.Equal(t, 14*5000-1, persons, "who did not meet the item is not counted")
	_, ok, err := c.Curve("i99", responses)
	require.NoError(t, err)
	require.False(t, ok)
}

// csvOf writes responses as a file, the very first one missing.
func csvOf(items []irt.Item, r irt.Responses) []byte {
	var b strings.Builder
	for j, it := range items {
		b.WriteString(strings.Repeat(",", min(j, 1)) + it.ID)
	}
	for i := range r.Persons() {
		for j, code := range r.Row(i) {
			b.WriteByte("\n,"[min(j, 1)])
			if i > 0 || j > 0 {
				b.WriteString(strconv.Itoa(int(code)))
			}
		}
	}
	return []byte(b.String() + "\n")
}

// scored is the scores.csv of responses.
func scored(t *testing.T, items, responses []byte) []byte {
	t.Helper()
	fit, err := files.ReadCalibration(bytes.NewReader(items), "items.json")
	require.NoError(t, err)
	reader, err := files.NewReader(bytes.NewReader(responses), "responses.csv", files.Columns{})
	require.NoError(t, err)
	var scores bytes.Buffer
	_, err = fit.Score(t.Context(), &scores, reader, files.ScoreOptions{})
	require.NoError(t, err)
	return scores.Bytes()
}

// A group that is all right has an interval, by the plus-four rule of Agresti
// and Coull (1998), and so has one that is all wrong.
func TestIntervalsOfGroupsThatAgreeWhole(t *testing.T) {
	t.Parallel()
	var scores, responses bytes.Buffer
	scores.WriteString("person,theta,se\n")
	responses.WriteString("i1\n")
	for i := range 20 {
		right := i / 10
		fmt.Fprintf(&scores, "%d,%v,0\n", i+1, -2.5+5*float64(right))
		fmt.Fprintln(&responses, right)
	}
	c, err := report.ForCalibration([]byte(itemsFile), scores.Bytes())
	require.NoError(t, err)
	curve, _, err := c.Curve("i1", responses.Bytes())
	require.NoError(t, err)
	half := 1.96 * math.Sqrt(12.0/14*2/14/14) // of 10 in 10
	require.Len(t, curve.Observed, 2)
	for g, right := range []float64{0, 1} {
		o := curve.Observed[g]
		require.InDelta(t, right, o.Share, 1e-12)
		require.InDelta(t, -2.5+5*right, o.Theta, 1e-12)
		expected := 1 / (1 + math.Exp(-o.Theta))
		require.InDelta(t, expected, o.Expected, 1e-12)
		require.InDelta(t, right*(12.0/14-half), o.Low, 1e-12)
		require.InDelta(t, right+(1-right)*(2.0/14+half), o.High, 1e-12)
		require.Equal(t, 10, o.N)
	}
	require.Equal(t, 2, curve.Agreeing(), "0.08 and 0.92 are expected")
	curve.Observed[0].Expected = 0.5
	require.Equal(t, 1, curve.Agreeing())
}
