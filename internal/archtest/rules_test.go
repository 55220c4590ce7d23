package archtest

// module is the path of go.mod.
const module = "suyang"

// rule says what the packages at and below a path may import of the project,
// beside each other. Paths are relative to the module.
type rule struct {
	packages string
	imports  []string
	closed   bool     // of other modules, only what library names
	library  []string // import path prefixes
}

var domain = []string{"models", "irt", "assessment", "recommend", "tutor", "platform"}

// rules: pure cores in the middle, one ring of adapters around them, cmd wires.
// The most specific path counts.
var rules = []rule{
	{packages: "irt", closed: true, library: []string{"gonum.org/v1/gonum"}},
	{packages: "models", closed: true},
	{packages: "models/screen", imports: []string{"models"}, closed: true, library: []string{"go.yaml.in/yaml/v3"}},

	{packages: "assessment", imports: []string{"models", "irt"}},
	{packages: "recommend", imports: []string{"models", "irt", "internal/modelhttp"}},
	{packages: "tutor", imports: []string{"models", "irt", "internal/modelhttp"}},
	{packages: "platform", imports: []string{"models"}},
	{packages: "content", imports: []string{"models"}},

	{packages: "store", imports: []string{"models"}},
	{packages: "web", imports: []string{"models", "assessment/report", "assessment/usage"}},
	{packages: "api", imports: append([]string{"web", "internal/auth", "internal/observability"}, domain...)},

	{packages: "internal/archtest"},
	{packages: "internal/auth", imports: []string{"models"}},
	{packages: "internal/demo", imports: append([]string{"content", "internal/auth"}, domain...)},
	{packages: "internal/jobs", imports: []string{"models"}},
	{packages: "internal/modelhttp", imports: []string{"models"}},
	{packages: "internal/observability", imports: []string{"models"}},
	{packages: "internal/pgembed"},
	{packages: "internal/reference"},
	{packages: "internal/testdb", imports: []string{"store", "internal/pgembed"}},

	{packages: "cmd", imports: []string{""}}, // everything
	{packages: "scripts"},
}

// confined lists the libraries that only some packages may import.
var confined = map[string][]string{
	"github.com/jackc/pgx":          {"store", "internal/jobs", "internal/testdb", "internal/pgembed", "cmd"},
	"github.com/pgvector":           {"store"},
	"github.com/pressly/goose":      {"store"},
	"github.com/riverqueue":         {"store", "internal/jobs", "cmd"},
	"github.com/gofiber":            {"api", "internal/observability", "cmd"},
	"github.com/danielgtaylor/huma": {"api"},
	"github.com/tmc/langchaingo":    {"tutor/llm", "recommend/embed"},
	"github.com/urfave/cli":         {"cmd"},
	"github.com/prometheus":         {"internal/observability"},
}
