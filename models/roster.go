package models

// Roster is a school's or a county's list of people, as imported: everything
// is named by the codes and numbers the school itself uses.
type Roster struct {
	Region   Region
	Schools  []School
	Classes  []RosterClass
	Pupils   []RosterPupil
	Teachers []RosterTeacher
	Demo     bool // the accounts made from it are demo accounts
}

// RosterClass is a class of a roster.
type RosterClass struct {
	School string // code
	Name   string
	Grade  int
	Year   int
}

// RosterPupil is a pupil of a roster.
type RosterPupil struct {
	School  string // code
	Class   string // name of a class of this roster
	Number  string
	Name    string
	Gender  Gender
	Under14 bool
	Consent bool
}

// RosterTeacher is a teacher of a roster.
type RosterTeacher struct {
	School   string   // code
	Classes  []string // names of classes of this roster
	Username string
	Name     string
}

// RosterCount says what a roster import did, and which accounts are new.
type RosterCount struct {
	Schools, Classes, Pupils, Teachers int         // in the roster
	New                                []NewPerson // accounts made, which still need a card or a password: pupils, then teachers
}

// NewPerson is somebody for whom an import made an account, with her place in
// the roster.
type NewPerson struct {
	Person
	School string // code
	Class  string // name; of a teacher all hers, separated by semicolons
	Number string // of a pupil
}
