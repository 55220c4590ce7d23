package fit

// baseline is the model of independent items in all groups.
type baseline struct {
	statistic  float64
	parameters int
}

func (b *baseline) add(statistic float64, parameters int) {
	b.statistic += statistic
	b.parameters += parameters
}

// independence is the statistic of the model of independent items in a group.
// Its parameters are the shares of the categories or, where the moments show
// nothing else of them, the means.
func (a *analysis) independence(g int, o observation, byCategory bool) (statistic float64, parameters int) {
	var probability [][]float64
	var effects [][]effect
	for j, answers := range a.tally.scores[g].answers {
		n := total(answers)
		p := make([]float64, len(answers))
		for k := range p {
			p[k] = answers[k] / n
			if k == 1 || k > 0 && byCategory {
				values := make([]float64, len(answers))
				values[0], values[k] = -1, 1
				effects = append(effects, []effect{{j, values}})
			}
		}
		probability = append(probability, p)
	}
	var q quadratic
	if !q.add(tableOf([]float64{1}, probability), o, effects) {
		return undefined, len(effects)
	}
	statistic, _ = q.value()
	return statistic, len(effects)
}
