package observability

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the counts of one process. Make it with [NewMetrics].
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	inFlight prometheus.Gauge
	streams  prometheus.Gauge
	signIns  *prometheus.CounterVec
}

// NewMetrics returns metrics at zero, in a registry of their own.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "suyang_http_request_duration_seconds",
			Help:    "Time from the first byte of a request to its answer; of a stream, to its first byte.",
			Buckets: []float64{.001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "suyang_http_requests_in_flight", Help: "Requests being answered."}),
		streams:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "suyang_http_streams", Help: "Server-sent event streams that are open."}),
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "suyang_sign_ins_total",
			Help: "Tries to sign in, by means (card, password) and outcome (ok or an error code).",
		}, []string{"means", "outcome"}),
	}
	m.registry.MustRegister(m.requests, m.inFlight, m.streams, m.signIns,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// RequestStarted counts a request as being answered until the returned function
// is called with its route pattern and status.
func (m *Metrics) RequestStarted(method string) (done func(route string, status int)) {
	m.inFlight.Inc()
	start := time.Now()
	return func(route string, status int) {
		m.inFlight.Dec()
		m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(time.Since(start).Seconds())
	}
}

// StreamOpened counts a stream until the returned function is called.
func (m *Metrics) StreamOpened() (closed func()) {
	m.streams.Inc()
	return m.streams.Dec
}

// SignedIn counts a try to sign in.
func (m *Metrics) SignedIn(means, outcome string) { m.signIns.WithLabelValues(means, outcome).Inc() }

// Register adds a collector, such as a database pool's.
func (m *Metrics) Register(c prometheus.Collector) error { return m.registry.Register(c) }

// Handler serves the metrics in Prometheus' text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
