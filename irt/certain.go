package irt

// certain tells whether the probability of a category goes to 1 as theta goes to
// infinity with the sign.
func (it Item) certain(category int, sign float64) bool {
	switch it.Model {
	case GRM:
		if it.A*sign > 0 {
			return category == len(it.B)
		}
		return category == 0
	case GPCM, PCM, RSM, NRM:
		for k := range it.Categories() {
			if k != category && it.A*sign*it.Score(k) >= it.A*sign*it.Score(category) {
				return false
			}
		}
		return true
	default:
		if it.A*sign > 0 {
			return category == 1 && it.Upper() == 1
		}
		return category == 0 && it.C == 0
	}
}
