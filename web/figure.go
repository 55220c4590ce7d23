package web

import (
	"suyang/web/chart"
	"suyang/web/i18n"
)

// Figure begins a chart in a locale: id is unique on its page; title, description and source are
// the caller's.
func (r *Renderer) Figure(l i18n.Locale, id string) chart.Figure {
	return chart.Figure{ID: id, Table: r.catalog.T(l, "common.chart.table")}
}
