package models

// Node is one node of the framework of indicators: a dimension (level 1), a
// component (level 2) or an indicator (level 3).
type Node struct {
	Code        string  `json:"code"`   // such as C1.2
	Parent      string  `json:"parent"` // empty for dimensions
	Level       int     `json:"level"`
	Name        Text    `json:"name"`
	Description Text    `json:"description"`
	Stages      []Stage `json:"stages"`
	Tested      bool    `json:"tested"` // false: measured by questionnaire, never in a test score
	Weight      float64 `json:"weight"` // share of score points in the blueprint, percent; indicators only
}

// Dimension returns the code of the dimension that holds code, such as C for
// C1.2.
func Dimension(code string) string {
	if code == "" {
		return ""
	}
	return code[:1]
}

// Level is a level of proficiency on the reporting metric.
type Level struct {
	Code        string  `json:"code"` // such as basic
	Name        Text    `json:"name"`
	From        float64 `json:"from"`        // lowest score of the level; 0 for the first
	Description Text    `json:"description"` // what a pupil at this level can typically do
}

// Metric maps theta to the reporting scale: Mean + SD*theta.
type Metric struct {
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// Score returns theta on the reporting metric.
func (m Metric) Score(theta float64) float64 { return m.Mean + m.SD*theta }

// Theta returns the theta of a score.
func (m Metric) Theta(score float64) float64 { return (score - m.Mean) / m.SD }
