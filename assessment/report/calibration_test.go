package report_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
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

func TestObservedSharesFollowTheCurve(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	var scores, responses bytes.Buffer
	scores.WriteString("person,theta,se\n")
	responses.WriteString("i1\n")
	for i := range 5000 {
		theta := rng.NormFloat64()
		scores.WriteString(strconv.Itoa(i+1) + "," + strconv.FormatFloat(theta, 'f', 6, 64) + ",0.3\n")
		switch {
		case i%7 == 0:
			responses.WriteString("NA\n")
		case rng.Float64() < 1/(1+math.Exp(-theta)):
			responses.WriteString("1\n")
		default:
			responses.WriteString("0\n")
		}
	}
	c, err := report.ForCalibration([]byte(itemsFile), scores.Bytes())
	require.NoError(t, err)
	curve, ok, err := c.Curve("i1", responses.Bytes())
	require.NoError(t, err)
	require.True(t, ok)
	require.Len(t, curve.Observed, 10)
	persons := 0
	for _, o := range curve.Observed {
		persons += o.N
		require.InDelta(t, 1/(1+math.Exp(-o.Theta)), o.Share, 0.08) // 3.5 standard errors at about 430 persons
		require.LessOrEqual(t, o.Low, o.Share)
		require.GreaterOrEqual(t, o.High, o.Share)
	}
	require.Equal(t, 5000-715, persons, "who did not meet the item is not counted")
	require.GreaterOrEqual(t, curve.Agreeing(), 8, "of 10 intervals of 95 %")
	_, ok, err = c.Curve("i9", responses.Bytes())
	require.NoError(t, err)
	require.False(t, ok)
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
		fmt.Fprintf(&scores, "%d,%v,0.3\n", i+1, -2.5+5*float64(right))
		fmt.Fprintln(&responses, right)
	}
	c, err := report.ForCalibration([]byte(itemsFile), scores.Bytes())
	require.NoError(t, err)
	curve, _, err := c.Curve("i1", responses.Bytes())
	require.NoError(t, err)
	half := 1.96 * math.Sqrt(12.0/14*2/14/14) // of 10 in 10
	require.Equal(t, []report.Observed{
		{Theta: -2.5, Share: 0, Low: 0, High: 2.0/14 + half, N: 10},
		{Theta: 2.5, Share: 1, Low: 12.0/14 - half, High: 1, N: 10},
	}, curve.Observed)
	require.Equal(t, 2, curve.Agreeing(), "0.08 and 0.92 are expected")
	curve.Observed[0].Theta, curve.Observed[1].Theta = 9, -9 // beyond the curve
	require.Zero(t, curve.Agreeing())
}
