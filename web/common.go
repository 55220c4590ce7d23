package web

// commonPages are the pages that belong to no role.
var commonPages = []Spec{
	{Name: "common/signin", Title: "signin.title", Layout: LayoutPlain, Sample: SignIn{}},
	{Name: "common/problem", Title: "errors.title", Layout: LayoutPlain, Sample: Problem{Code: "internal", ID: "-"}},
}

// SignIn is the data of the page "common/signin". The pupil's form posts the field "code" to
// /signin/card, the staff's form posts "login" and "password" to /signin/staff; both post "next".
type SignIn struct {
	Code   string // what the pupil entered
	Login  string // what the member of staff entered
	Staff  bool   // opens the staff's form
	Next   string // path to go to afterwards; empty: the start page
	Errors FormErrors
}

// Messages for SignIn.Errors, with the field each belongs to.
const (
	SignInCardEmpty     = "signin.error.card_empty"     // code
	SignInCardUnknown   = "signin.error.card_unknown"   // code
	SignInLoginEmpty    = "signin.error.login_empty"    // login
	SignInPasswordEmpty = "signin.error.password_empty" // password
	SignInWrong         = "signin.error.wrong"          // login
	SignInTooOften      = "signin.error.rate_limited"   // none
)

// Problem is the data of the page "common/problem". Its block "problem-toast" is the same as a short
// message, for answers to htmx.
type Problem struct {
	Code   string // error code, such as not_found; a code without a text reads as "internal"
	Detail string // what is known about this very case, in the reader's language; may be empty
	ID     string // request id the reader can quote; shown for unavailable and internal
}

// problemCodes are the error codes that have a text of their own in the locales' errors.json.
var problemCodes = map[string]bool{
	"unauthenticated": true, "forbidden": true, "not_found": true, "invalid": true, "conflict": true,
	"rate_limited": true, "too_large": true, "expired": true, "unavailable": true, "internal": true,
}

// Text is the code whose texts describe the problem.
func (p Problem) Text() string {
	if problemCodes[p.Code] {
		return p.Code
	}
	return "internal"
}

// OurFault reports whether the cause lies with the server, so that an id helps whoever mends it.
func (p Problem) OurFault() bool {
	return p.Text() == "internal" || p.Text() == "unavailable"
}
