package models

import "time"

// Import is a file of resources that an operator brings in.
type Import struct {
	ID       ImportID  `json:"id"`
	OwnerID  AccountID `json:"owner_id"`
	Source   string    `json:"source"` // collection that the ids in the file belong to
	File     string    `json:"file"`   // name of the upload
	State    JobState  `json:"state"`
	Progress float64   `json:"progress"` // share of the file that has been read, 0 to 1
	Note     string    `json:"note"`     // what failed and how to mend it

	Rows      int           `json:"rows"` // read so far, with those that were left out
	Added     int           `json:"added"`
	Updated   int           `json:"updated"`
	Unchanged int           `json:"unchanged"`
	Failed    int           `json:"failed"` // rows that were left out
	Faults    []ImportFault `json:"faults"` // why, the first of them

	CreatedAt time.Time `json:"created_at"`
	EndedAt   time.Time `json:"ended_at"`
}

// ImportFault says which line of a file was left out and how to mend it.
type ImportFault struct {
	Line    int    `json:"line"`  // from 1
	Field   string `json:"field"` // empty: the line as a whole
	Message string `json:"message"`
}
