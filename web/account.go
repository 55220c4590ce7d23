package web

// accountPages are the pages about one's own account.
var accountPages = []Spec{
	{Name: "account/password", Title: "account.password.title", Layout: LayoutApp, Sample: Password{}},
}

// Password is the data of the page "account/password". Its form posts "old_password", "password"
// and "again" to /account/password.
type Password struct {
	Errors FormErrors
}

// Messages for Password.Errors, with the field each belongs to.
const (
	PasswordWrong     = "account.error.wrong"        // old_password
	PasswordWeak      = "account.error.weak"         // password
	PasswordDifferent = "account.error.different"    // again
	PasswordTooOften  = "account.error.rate_limited" // none
)

// PasswordChanged is the message for the page after a password was changed.
const PasswordChanged = "account.password.changed"
