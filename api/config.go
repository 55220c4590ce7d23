package api

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/netip"
	"time"

	"suyang/assessment"
	"suyang/assessment/bank"
	"suyang/assessment/questionnaire"
	"suyang/assessment/scale"
	"suyang/assessment/study"
	"suyang/assessment/usage"
	"suyang/internal/auth"
	"suyang/internal/observability"
	"suyang/models"
	"suyang/platform"
	"suyang/recommend"
	"suyang/recommend/imports"
	"suyang/tutor"
	"suyang/web"
)

// Config of an App. Web, Auth and the services are required; the zero value of
// every other field works as its comment says.
type Config struct {
	Web            *web.Renderer
	Auth           *auth.Service
	Tests          *assessment.Service
	Bank           *bank.Service
	Usage          *usage.Service
	Studies        *study.Service
	Resources      *recommend.Service
	Imports        *imports.Service
	People         *platform.Service
	Companion      *tutor.Service
	Questionnaires *questionnaire.Service
	Directory      Directory
	Oversight      Oversight

	Events  Events                      // keeps who has read a pupil's report; nil: that is not kept
	Metric  models.Metric               // that Tests reports on; zero: 500 + 100 theta
	Ready   func(context.Context) error // asked by /readyz; nil: always ready
	Version string                      // of the program, shown to operators
	Logger  *slog.Logger                // nil: slog.Default()
	Metrics *observability.Metrics      // nil: new ones

	// Secret signs messages that travel through the browser; all processes
	// behind one balancer need the same. Empty: random, good for one process.
	Secret []byte
	// PublicURL is the address readers use, such as https://suyang.example.org,
	// without a path. Needed only behind a proxy that changes the Host header.
	PublicURL string
	// TrustedProxies are the networks whose X-Forwarded-For, -Host and -Proto
	// are believed. Empty: none.
	TrustedProxies []netip.Prefix
	// TLS holds the certificate to serve HTTPS with. Nil: plain HTTP, for a
	// proxy in front or one's own machine.
	TLS *tls.Config
	// MetricsToken opens /metrics as a bearer token. Empty: /metrics answers
	// callers on the same machine only.
	MetricsToken string

	RequestTimeout time.Duration // of everything but streams; 0: 30 s
	UploadTimeout  time.Duration // to receive an upload; 0: 10 minutes
	DrainTimeout   time.Duration // that streams have to end at shutdown; 0: 10 s
	Heartbeat      time.Duration // between signs of life in a stream; 0: 15 s
	PollEvery      time.Duration // between looks at what a stream watches; 0: 2 s

	// Requests a client may make before it is asked to wait. A zero Burst takes
	// the default.
	PerAddress auth.ThrottleConfig // 3,000 and 500 more a second: a whole school sits behind one address
	PerPerson  auth.ThrottleConfig // 120 and 20 more a second
}

func (c Config) withDefaults() Config {
	orDuration := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	orDuration(&c.RequestTimeout, 30*time.Second)
	orDuration(&c.UploadTimeout, 10*time.Minute)
	orDuration(&c.DrainTimeout, 10*time.Second)
	orDuration(&c.Heartbeat, 15*time.Second)
	orDuration(&c.PollEvery, 2*time.Second)
	if c.Metric == (models.Metric{}) {
		c.Metric = scale.DefaultMetric
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Metrics == nil {
		c.Metrics = observability.NewMetrics()
	}
	if len(c.Secret) == 0 {
		c.Secret = []byte(auth.NewToken())
	}
	if c.PerAddress.Burst == 0 {
		c.PerAddress.Burst, c.PerAddress.Every = 3000, time.Second/500
	}
	if c.PerPerson.Burst == 0 {
		c.PerPerson.Burst, c.PerPerson.Every = 120, time.Second/20
	}
	return c
}
