package files

import (
	"encoding/json"
	"io"
	"slices"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// SchemaVersion is the version of the items.json this package writes.
const SchemaVersion = 1

// Calibration is the content of items.json.
type Calibration struct {
	SchemaVersion int        `json:"schema_version"`
	Model         irt.Model  `json:"model"`
	Quadrature    Quadrature `json:"quadrature"`
	// Dimensions names the traits where there are several.
	Dimensions    []string    `json:"dimensions,omitempty"`
	Persons       int         `json:"n_persons,omitempty"`
	LogLikelihood float64     `json:"log_likelihood"`
	Parameters    int         `json:"n_parameters"`
	AIC           float64     `json:"aic"`
	BIC           float64     `json:"bic"`
	Iterations    int         `json:"iterations"`
	Convergence   Convergence `json:"convergence"`
	// Priors are those of item parameters, by a, b, c or u.
	Priors map[string]Prior `json:"priors,omitempty"`
	// ReferenceGroup names the group whose distribution fixed the scale; "": the
	// first.
	ReferenceGroup string      `json:"reference_group,omitempty"`
	Groups         []Group     `json:"groups"`
	Regression     *Regression `json:"regression,omitempty"`
	// Items are those of the reference group where groups have their own; those
	// that it lacks come last, as they are in the first group that has them.
	Items []Item `json:"items"`
	// Loadings are there where the model is exploratory.
	Loadings *Loadings `json:"loadings,omitempty"`
	// Covariance is the lower triangle, row by row, of the covariance matrix of the
	// items' parameters in the order of calibrate.Result.ItemCovariance; left out
	// unless asked for.
	Covariance [][]float64 `json:"covariance,omitempty"`
	// Linking is there where the scale is not the calibration's own.
	Linking *Linking `json:"linking,omitempty"`
}

// Quadrature says that each trait was integrated over Points equally spaced nodes
// from -Range to Range; with more than three traits over Points nodes in all,
// which are spread as the traits are, but for bifactor models.
type Quadrature struct {
	Points int     `json:"points"`
	Range  float64 `json:"range"`
}

// Convergence is the verdict on the estimation.
type Convergence struct {
	Converged bool    `json:"converged"`
	Verdict   string  `json:"verdict"`
	Tolerance float64 `json:"tolerance,omitempty"`
	// Change is the largest parameter change of the last cycle.
	Change   float64             `json:"change"`
	Problems []calibrate.Problem `json:"problems"`
}

// Prior is the distribution of an item parameter: normal, lognormal or
// logitnormal with a mean and a standard deviation, or beta with alpha and beta.
type Prior struct {
	Distribution string     `json:"distribution"`
	Parameters   [2]float64 `json:"parameters"`
}

// Group is the normal distribution of the traits in one group.
type Group struct {
	Name string `json:"name"`
	// Mean and SD are those of the only, or the first, trait, their standard
	// errors nil where there are none.
	Mean   float64  `json:"mean"`
	SD     float64  `json:"sd"`
	MeanSE *float64 `json:"mean_se,omitempty"`
	SDSE   *float64 `json:"sd_se,omitempty"`
	// Means and Covariance are those of all traits where there are several.
	Means      []float64   `json:"means,omitempty"`
	Covariance [][]float64 `json:"covariance,omitempty"`
	// Items are those with parameters of their own in the group.
	Items []Item `json:"items,omitempty"`
	// LeftOut names items of the file that could not be calibrated in the group:
	// answers of its members to them count as missing.
	LeftOut []string `json:"left_out,omitempty"`
}

// Regression is that of the traits on covariates: the mean of a person's traits
// is that of the group plus coefficients times covariates, and the variances of
// the groups are residual.
type Regression struct {
	Names []string `json:"names"`
	// Coefficients and SE are covariates x traits.
	Coefficients [][]float64 `json:"coefficients"`
	SE           []Numbers   `json:"se,omitempty"`
	ResidualSD   []float64   `json:"residual_sd"`
}

// Loadings are an exploratory model in terms of factor analysis, see
// calibrate.Loadings: items x factors, factors x factors, and one an item.
type Loadings struct {
	Rotation      calibrate.Rotation `json:"rotation"`
	Pattern       [][]float64        `json:"pattern"`
	Correlations  [][]float64        `json:"correlations"`
	Communalities []float64          `json:"communalities"`
}

// Item is one item. A and D are slopes, one a trait, and intercepts, B
// difficulties or thresholds, of items of one trait only: irt.MultiItem and
// irt.Item say how they relate. C and U are the lower and upper asymptote,
// Scores those of the categories under nrm.
type Item struct {
	ID     string    `json:"id"`
	Model  irt.Model `json:"model"`
	A      []float64 `json:"a"`
	D      []float64 `json:"d"`
	B      []float64 `json:"b"`
	C      float64   `json:"c"`
	U      float64   `json:"u"`
	Scores []float64 `json:"scores,omitempty"`
	// Codes holds the response code of each category; empty: 0, 1, 2 ...
	Codes []int   `json:"codes,omitempty"`
	SE    *Errors `json:"se,omitempty"`
}

// Errors are standard errors, in the shape of the parameters; null, in Go NaN or
// nil, where a parameter was not estimated.
type Errors struct {
	A      Numbers  `json:"a"`
	B      Numbers  `json:"b"`
	C      *float64 `json:"c"`
	D      Numbers  `json:"d"`
	U      *float64 `json:"u"`
	Scores Numbers  `json:"scores,omitempty"`
}

// Traits is the number of traits.
func (c *Calibration) Traits() int { return max(1, len(c.Dimensions)) }

// natural tells whether codes are 0, 1, 2 ...
func natural(codes []int) bool {
	for k, code := range codes {
		if code != k {
			return false
		}
	}
	return true
}

// Write writes items.json.
func (c *Calibration) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(c)
}

// find gives the place of an item; -1: it is not there.
func find(items []Item, id string) int {
	return slices.IndexFunc(items, func(it Item) bool { return it.ID == id })
}

// GroupItems are the items as they are in a group, an index of Groups.
func (c *Calibration) GroupItems(group int) []Item {
	own := c.Groups[group].Items
	if len(own) == 0 {
		return c.Items
	}
	items := slices.Clone(c.Items)
	for i := range items {
		if at := find(own, items[i].ID); at >= 0 {
			items[i] = own[at]
		}
	}
	return items
}
