package api

import (
	"github.com/gofiber/fiber/v2"

	"suyang/internal/auth"
	"suyang/models"
)

// who is a set of roles that may call a route.
type who uint8

const (
	pupil who = 1 << iota
	teacher
	researcher
	author
	operator
	public // everybody, signed in or not

	staff    = teacher | researcher | author | operator
	signedIn = pupil | staff
)

var whoOf = map[models.Role]who{
	models.RolePupil:      pupil,
	models.RoleTeacher:    teacher,
	models.RoleResearcher: researcher,
	models.RoleAuthor:     author,
	models.RoleOperator:   operator,
}

// includes reports whether the role is in the set.
func (w who) includes(r models.Role) bool { return w&whoOf[r] != 0 }

// roles lists the roles of the set.
func (w who) roles() []models.Role {
	var roles []models.Role
	for _, r := range models.Roles() {
		if w.includes(r) {
			roles = append(roles, r)
		}
	}
	return roles
}

// authorization says for every route who may call it. A route that is not here
// cannot be registered. Whose records a caller may see is not a matter of
// routes: the services refuse what is not hers.
var authorization = map[string]who{
	"GET /":                  public,
	"GET /signin":            public,
	"POST /signin/card":      public,
	"POST /signin/staff":     public,
	"POST /signout":          public,
	"GET /account/password":  staff,
	"POST /account/password": staff,
	"GET /static/*":          public,
	"GET /healthz":           public,
	"GET /readyz":            public,
	"GET /metrics":           public, // itself asks for a token or a local caller
	"GET /openapi.json":      public,
	"GET /docs":              public,

	"GET /researcher":                     researcher,
	"POST /researcher/studies":            researcher,
	"POST /researcher/forms":              researcher,
	"GET /researcher/responses.csv":       researcher,
	"GET /researcher/studies/:id":         researcher,
	"GET /researcher/studies/:id/state":   researcher,
	"POST /researcher/studies/:id/cancel": researcher,

	"GET /teacher":                                    teacher,
	"GET /teacher/classes/:id":                        teacher,
	"GET /teacher/classes/:id/assignments":            teacher,
	"POST /teacher/classes/:id/assignments":           teacher,
	"GET /teacher/classes/:id/coding":                 teacher,
	"POST /teacher/classes/:id/coding":                teacher,
	"GET /teacher/classes/:id/pupils":                 teacher,
	"POST /teacher/classes/:id/pupils/:pupil/consent": teacher,
	"GET /teacher/classes/:id/pupils/:pupil/card":     teacher,
	"POST /teacher/classes/:id/pupils/:pupil/card":    teacher,
	"GET /teacher/classes/:id/cards":                  teacher,
	"POST /teacher/classes/:id/cards":                 teacher,
	"GET /teacher/assignments/:id":                    teacher,
	"GET /teacher/assignments/:id/report":             teacher,
	"POST /teacher/assignments/:id/close":             teacher,
	"GET /teacher/sessions/:id":                       teacher,
	"GET /teacher/sessions/:id/void":                  teacher,
	"POST /teacher/sessions/:id/void":                 teacher,
	"GET /teacher/lessons/:id":                        teacher,

	"GET /teacher/assignments/:id/paper":                       teacher,
	"GET /teacher/assignments/:id/paper/booklet":               teacher,
	"GET /teacher/assignments/:id/paper/key":                   teacher,
	"GET /teacher/assignments/:id/paper/pupils/:pupil":         teacher,
	"POST /teacher/assignments/:id/paper/pupils/:pupil":        teacher,
	"POST /teacher/assignments/:id/paper/pupils/:pupil/settle": teacher,
	"POST /teacher/assignments/:id/paper/pupils/:pupil/again":  teacher,

	"GET /forms":  teacher | researcher,
	"POST /forms": teacher | researcher,

	"GET /pupil/questionnaires/:id":              pupil,
	"GET /pupil/questionnaires/:id/pages/:page":  pupil,
	"POST /pupil/questionnaires/:id/pages/:page": pupil,
	"GET /pupil/questionnaires/:id/thanks":       pupil,
	"POST /pupil/questionnaires/:id/withdraw":    pupil,

	"GET /teacher/questionnaire":                              teacher,
	"GET /teacher/questionnaire/pages/:page":                  teacher,
	"POST /teacher/questionnaire/pages/:page":                 teacher,
	"GET /teacher/questionnaire/profile":                      teacher,
	"POST /teacher/questionnaire/withdraw":                    teacher,
	"GET /teacher/classes/:id/questionnaires":                 teacher,
	"POST /teacher/classes/:id/questionnaires":                teacher,
	"POST /teacher/classes/:id/questionnaires/:opening/close": teacher,

	"GET /researcher/questionnaires":             researcher,
	"GET /researcher/questionnaires/:code/:file": researcher,

	"GET /operator":                        operator,
	"GET /operator/accounts":               operator,
	"POST /operator/accounts":              operator,
	"GET /operator/accounts/new":           operator,
	"POST /operator/accounts/:id/password": operator,
	"POST /operator/accounts/:id/disabled": operator,
	"GET /operator/rosters":                operator,
	"POST /operator/rosters":               operator,
	"GET /operator/resources":              operator,
	"POST /operator/resources":             operator,
	"GET /operator/resources/:id":          operator,
	"GET /operator/resources/:id/state":    operator,
	"POST /operator/resources/:id/cancel":  operator,

	"GET /author":                author,
	"POST /author/drafts":        author,
	"GET /author/items":          author | researcher,
	"GET /author/coverage":       author | researcher,
	"GET /author/items/:id":      author | researcher,
	"GET /author/items/:id/diff": author | researcher,
	"GET /author/items/:id/use":  author | researcher,
	"GET /author/items/:id/versions/:version/preview/:locale":  author | researcher,
	"POST /author/items/:id/versions/:version/preview/:locale": author | researcher,
	"POST /author/items/:id/edit":                              author,
	"POST /author/items/:id/sibling":                           author,
	"POST /author/items/:id/comments":                          author,
	"POST /author/comments/:id/resolve":                        author,
	"GET /author/drafts/:id":                                   author,
	"GET /author/drafts/:id/edit":                              author,
	"POST /author/drafts/:id/edit":                             author,
	"GET /author/drafts/:id/text":                              author,
	"POST /author/drafts/:id/text":                             author,
	"GET /author/drafts/:id/preview/:locale":                   author,
	"POST /author/drafts/:id/preview/:locale":                  author,
	"POST /author/drafts/:id/comments":                         author,
	"POST /author/drafts/:id/submit":                           author,
	"POST /author/drafts/:id/withdraw":                         author,
	"POST /author/drafts/:id/rebase":                           author,
	"POST /author/drafts/:id/approve":                          author,
	"POST /author/drafts/:id/reject":                           author,

	"GET /pupil":                        pupil,
	"GET /pupil/resources":              pupil,
	"GET /pupil/resources/:id":          pupil,
	"POST /pupil/tests/:id/start":       pupil,
	"GET /pupil/sessions/:id":           pupil,
	"POST /pupil/sessions/:id/answer":   pupil,
	"POST /pupil/sessions/:id/pause":    pupil,
	"POST /pupil/sessions/:id/resume":   pupil,
	"POST /pupil/sessions/:id/hand-in":  pupil,
	"GET /pupil/sessions/:id/result":    pupil,
	"GET /pupil/companion":              pupil,
	"POST /pupil/conversations":         pupil,
	"GET /pupil/conversations/:id":      pupil,
	"POST /pupil/conversations/:id/say": pupil,

	"POST /api/v1/signin/card":     public,
	"POST /api/v1/signin/password": public,
	"POST /api/v1/signout":         public,
	"GET /api/v1/me":               signedIn,
	"PUT /api/v1/me/password":      staff,

	"GET /api/v1/tests":                 pupil,
	"POST /api/v1/tests/:id/start":      pupil,
	"GET /api/v1/results":               pupil,
	"GET /api/v1/sessions/:id":          pupil,
	"POST /api/v1/sessions/:id/answers": pupil,
	"POST /api/v1/sessions/:id/pause":   pupil,
	"POST /api/v1/sessions/:id/resume":  pupil,
	"POST /api/v1/sessions/:id/hand-in": pupil,
	"GET /api/v1/sessions/:id/report":   pupil | teacher,
	"POST /api/v1/sessions/:id/void":    teacher,
	"PUT /api/v1/sessions/:id/codes":    teacher,

	"GET /api/v1/questionnaires":               pupil,
	"GET /api/v1/questionnaires/:id":           pupil,
	"PUT /api/v1/questionnaires/:id/answers":   pupil,
	"POST /api/v1/questionnaires/:id/withdraw": pupil,
	"POST /api/v1/questionnaires/:id/submit":   pupil,
	"GET /api/v1/classes/:id/questionnaires":   teacher,
	"POST /api/v1/classes/:id/questionnaires":  teacher,

	"GET /api/v1/recommendations": pupil,
	"GET /api/v1/resources":       pupil | teacher,
	"GET /api/v1/resources/:id":   pupil | teacher,

	"GET /api/v1/conversations":          pupil,
	"POST /api/v1/conversations":         pupil,
	"GET /api/v1/conversations/:id":      pupil,
	"POST /api/v1/conversations/:id/say": pupil,

	"GET /api/v1/classes":                  teacher,
	"GET /api/v1/classes/:id/report":       teacher,
	"GET /api/v1/classes/:id/assignments":  teacher,
	"POST /api/v1/classes/:id/assignments": teacher,
	"GET /api/v1/classes/:id/pending":      teacher,
	"POST /api/v1/classes/:id/cards":       teacher | operator,
	"GET /api/v1/assignments/:id":          teacher,
	"GET /api/v1/assignments/:id/events":   teacher,
	"POST /api/v1/assignments/:id/close":   teacher,
	"GET /api/v1/assignments/:id/report":   teacher,
	"GET /api/v1/forms":                    teacher | researcher,

	"GET /api/v1/studies":                 researcher,
	"POST /api/v1/studies":                researcher,
	"POST /api/v1/forms/:id/studies":      researcher,
	"GET /api/v1/studies/:id":             researcher,
	"GET /api/v1/studies/:id/events":      researcher,
	"POST /api/v1/studies/:id/cancel":     researcher,
	"GET /api/v1/studies/:id/files/:name": researcher,

	"GET /api/v1/bank/items":                author | researcher,
	"GET /api/v1/bank/items/:id":            author | researcher,
	"GET /api/v1/bank/coverage":             author | researcher,
	"GET /api/v1/bank/drafts":               author,
	"POST /api/v1/bank/drafts":              author,
	"GET /api/v1/bank/drafts/:id":           author,
	"PUT /api/v1/bank/drafts/:id":           author,
	"POST /api/v1/bank/drafts/:id/submit":   author,
	"POST /api/v1/bank/drafts/:id/withdraw": author,
	"POST /api/v1/bank/drafts/:id/approve":  author,
	"POST /api/v1/bank/drafts/:id/reject":   author,

	"POST /api/v1/pupils/:id/card":       teacher | operator,
	"PUT /api/v1/pupils/:id/consent":     teacher | operator,
	"POST /api/v1/accounts":              operator,
	"POST /api/v1/accounts/:id/password": operator,
	"GET /api/v1/regions":                operator,
	"POST /api/v1/rosters":               operator,
	"GET /api/v1/imports":                operator,
	"POST /api/v1/imports":               operator,
	"GET /api/v1/imports/:id":            operator,
	"GET /api/v1/imports/:id/events":     operator,
	"POST /api/v1/imports/:id/cancel":    operator,
}

// guard lets a request pass to the route's handler when its caller may.
func (a *App) guard(route string, allowed who) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		r := requestOf(ctx)
		r.route = route
		if allowed == public {
			return c.Next()
		}
		if err := a.identify(ctx); err != nil {
			return err
		}
		if !allowed.includes(r.person.Role) {
			return models.Forbidden("your role does not allow this")
		}
		if wait := a.perPerson.Take(r.person.ID.String()); wait > 0 {
			return auth.TooManyTries{Wait: wait}
		}
		return c.Next()
	}
}

// router registers handlers behind the guard. It is a fiber.Router, so that
// huma's adapter registers through it as well.
type router struct {
	fiber.Router
	app      *App
	unlisted []string // routes that the authorization table lacks
}

// Add registers a route; a GET route answers HEAD as well.
func (r *router) Add(method, path string, handlers ...fiber.Handler) fiber.Router {
	allowed, ok := authorization[method+" "+path]
	if !ok {
		r.unlisted = append(r.unlisted, method+" "+path)
		return r
	}
	guarded := append([]fiber.Handler{r.app.guard(path, allowed)}, handlers...)
	if method == fiber.MethodGet {
		r.Router.Add(fiber.MethodHead, path, guarded...)
	}
	r.Router.Add(method, path, guarded...)
	return r
}

// Get registers a GET route.
func (r *router) Get(path string, handlers ...fiber.Handler) fiber.Router {
	return r.Add(fiber.MethodGet, path, handlers...)
}

// Post registers a POST route.
func (r *router) Post(path string, handlers ...fiber.Handler) fiber.Router {
	return r.Add(fiber.MethodPost, path, handlers...)
}
