package models

// BankImport says what storing items did.
type BankImport struct {
	ImportCount
	// Conflicts are the ids of items left as they were: they differ from the
	// bank's, and the bank has a newer version than the one they were made
	// from, or one that was edited in the bank.
	Conflicts []string `json:"conflicts"`
}

// ItemOutcome says what storing one item did.
type ItemOutcome string

// Outcomes of storing an item.
const (
	ItemAdded     ItemOutcome = "new"
	ItemChanged   ItemOutcome = "changed"
	ItemUnchanged ItemOutcome = "unchanged"
	ItemConflict  ItemOutcome = "conflict" // left as it was, see [BankImport]
)

// ItemImport says how items are stored in the bank. The zero value is that of
// somebody who brings in items made from the bank's.
type ItemImport struct {
	// Seed is for the items a program was built with: they take the place of
	// nothing but items that came so themselves.
	Seed   bool
	Force  bool // conflicts become new versions as well
	DryRun bool // nothing is stored
}
