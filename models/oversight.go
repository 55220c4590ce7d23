package models

// StaffFilter narrows a list of staff. Empty fields do not filter.
type StaffFilter struct {
	Query string // part of a name or user name
	Role  Role
	Limit int // most rows; 0: all
}

// StaffMember is an account of staff with the names of the places it belongs
// to.
type StaffMember struct {
	Account
	Region string // empty for the platform's own staff
	School string // empty for staff of no school
}

// Overview is what an operator sees of a whole installation.
type Overview struct {
	Server string // name and version of the database server and its pgvector
	Size   int64  // bytes of the database

	Regions, Schools, Classes         int
	Pupils, Teachers                  int
	Researchers, Authors, Operators   int
	Items, Forms, Sessions, Resources int

	Jobs JobCount
}

// JobCount is how background work stands.
type JobCount struct {
	Waiting int // those waiting for another try included
	Running int
	Failed  int // given up within the last days
}
