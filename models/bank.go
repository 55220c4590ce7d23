package models

// BankImport says what storing items did.
type BankImport struct {
	ImportCount
	// Conflicts are the ids of items left as they were: they differ from the
	// bank's, and the bank has a newer version than the one they were made
	// from.
	Conflicts []string `json:"conflicts"`
}
