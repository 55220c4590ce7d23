package platform

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"suyang/models"
)

// RosterColumns are the columns a roster file must have, in any order. Area,
// gender, under14, consent and username may be left out.
var RosterColumns = []string{"role", "school_code", "school_name", "class", "grade", "number", "name"}

var optionalColumns = []string{"area", "gender", "under14", "consent", "username"}

// maxRosterErrors bounds the list of row errors: a file of another kind would
// otherwise be reported line by line.
const maxRosterErrors = 100

// RowError is what is wrong with one line of a file.
type RowError struct {
	Line    int    `json:"line"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error implements error.
func (e RowError) Error() string {
	return fmt.Sprintf("line %d, column %s: %s", e.Line, e.Field, e.Message)
}

// ReadRoster reads a CSV file of people, one row a person, UTF-8 with or
// without a byte order mark. A pupil's row names one class; a teacher's row
// lists hers, separated by semicolons, and a username. Year is the calendar
// year in which the school year begins.
//
// Rows that are wrong are left out of the roster and listed; the error is for
// a file that cannot be read at all (no header, a column missing or unknown).
func ReadRoster(r io.Reader, region models.Region, year int) (models.Roster, []RowError, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		return models.Roster{}, nil, models.Invalid("line 1", "the file is empty or not CSV; its first line must name the columns "+strings.Join(RosterColumns, ", "))
	}
	columns, err := rosterHeader(header)
	if err != nil {
		return models.Roster{}, nil, err
	}
	b := newRosterBuilder(region, year, columns)
	for {
		record, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			if parse, ok := errors.AsType[*csv.ParseError](err); ok {
				line = parse.Line
			}
			b.fail(line, "", "this line is not CSV: a quotation mark is not closed or stands inside a field")
		} else {
			b.row(line, record)
		}
		if len(b.errors) >= maxRosterErrors {
			break
		}
	}
	return b.roster, b.errors, nil
}

func rosterHeader(header []string) (map[string]int, error) {
	columns := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if !slices.Contains(RosterColumns, name) && !slices.Contains(optionalColumns, name) {
			return nil, models.Invalid(name, fmt.Sprintf("line 1 names an unknown column %q; known are %s", name,
				strings.Join(append(slices.Clone(RosterColumns), optionalColumns...), ", ")))
		}
		if _, twice := columns[name]; twice {
			return nil, models.Invalid(name, fmt.Sprintf("line 1 names the column %q twice", name))
		}
		columns[name] = i
	}
	for _, name := range RosterColumns {
		if _, ok := columns[name]; !ok {
			return nil, models.Invalid(name, fmt.Sprintf("line 1 lacks the column %q; needed are %s", name, strings.Join(RosterColumns, ", ")))
		}
	}
	return columns, nil
}

// rosterBuilder collects rows; schools and classes are taken once each.
type rosterBuilder struct {
	roster  models.Roster
	year    int
	columns map[string]int
	schools map[string]models.School
	classes map[string]models.RosterClass
	pupils  map[string]int // school code and number to line
	names   map[string]int // username to line
	errors  []RowError
}

func newRosterBuilder(region models.Region, year int, columns map[string]int) *rosterBuilder {
	return &rosterBuilder{
		roster: models.Roster{Region: region}, year: year, columns: columns,
		schools: map[string]models.School{}, classes: map[string]models.RosterClass{},
		pupils: map[string]int{}, names: map[string]int{},
	}
}

func (b *rosterBuilder) fail(line int, field, message string) {
	b.errors = append(b.errors, RowError{Line: line, Field: field, Message: message})
}

func (b *rosterBuilder) row(line int, record []string) {
	if len(record) != len(b.columns) {
		b.fail(line, "", fmt.Sprintf("%d fields where line 1 names %d columns", len(record), len(b.columns)))
		return
	}
	get := func(name string) string {
		if i, ok := b.columns[name]; ok {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	var err error
	switch role := models.Role(get("role")); role {
	case models.RolePupil:
		err = b.pupil(line, get)
	case models.RoleTeacher:
		err = b.teacher(line, get)
	default:
		err = models.Invalid("role", fmt.Sprintf("%q is neither pupil nor teacher", role))
	}
	if e, ok := errors.AsType[*models.Error](err); ok {
		b.fail(line, e.Field, e.Message)
	}
}

func (b *rosterBuilder) pupil(line int, get func(string) string) error {
	school, err := readSchool(get)
	if err != nil {
		return err
	}
	class, err := b.readClass(get("class"), get("grade"), school)
	if err != nil {
		return err
	}
	p := models.RosterPupil{School: school.Code, Class: class.Name, Number: get("number"), Name: get("name"), Gender: models.Gender(get("gender"))}
	if p.Under14, err = yes("under14", get("under14"), class.Grade <= 8); err != nil {
		return err
	}
	if p.Consent, err = yes("consent", get("consent"), false); err != nil {
		return err
	}
	if err := (models.Learner{Number: p.Number, Gender: p.Gender, Grade: class.Grade}).Validate(); err != nil {
		return err
	}
	if err := (models.Account{Role: models.RolePupil, Name: p.Name}).Validate(); err != nil {
		return err
	}
	key := p.School + "\x00" + p.Number
	if first, twice := b.pupils[key]; twice {
		return models.Invalid("number", fmt.Sprintf("pupil %s of school %s is already on line %d", p.Number, p.School, first))
	}
	if err := b.keepSchool(school); err != nil {
		return err
	}
	if err := b.keepClass(class); err != nil {
		return err
	}
	b.pupils[key] = line
	b.roster.Pupils = append(b.roster.Pupils, p)
	return nil
}

func (b *rosterBuilder) teacher(line int, get func(string) string) error {
	school, err := readSchool(get)
	if err != nil {
		return err
	}
	t := models.RosterTeacher{School: school.Code, Username: get("username"), Name: get("name")}
	if err := (models.Account{Role: models.RoleTeacher, Name: t.Name, Username: t.Username}).Validate(); err != nil {
		return err
	}
	if first, twice := b.names[t.Username]; twice {
		return models.Invalid("username", fmt.Sprintf("%s is already on line %d", t.Username, first))
	}
	var classes []models.RosterClass
	for name := range strings.SplitSeq(get("class"), ";") {
		class, err := b.teacherClass(strings.TrimSpace(name), get("grade"), school)
		if err != nil {
			return err
		}
		classes = append(classes, class)
		t.Classes = append(t.Classes, class.Name)
	}
	if err := b.keepSchool(school); err != nil {
		return err
	}
	for _, class := range classes {
		if err := b.keepClass(class); err != nil {
			return err
		}
	}
	b.names[t.Username] = line
	b.roster.Teachers = append(b.roster.Teachers, t)
	return nil
}

// teacherClass lets a teacher's row leave the grade out when a row above has
// named the class already: a teacher's classes may be of several grades.
func (b *rosterBuilder) teacherClass(name, grade string, school models.School) (models.RosterClass, error) {
	if class, known := b.classes[school.Code+"\x00"+name]; known && grade == "" {
		return class, nil
	}
	return b.readClass(name, grade, school)
}

func readSchool(get func(string) string) (models.School, error) {
	s := models.School{Code: get("school_code"), Name: get("school_name"), Area: models.Area(get("area"))}
	if s.Area == "" {
		s.Area = models.AreaTown
	}
	if s.Code == "" {
		return s, models.Invalid("school_code", "a school needs a code")
	}
	if s.Name == "" {
		return s, models.Invalid("school_name", "a school needs a name")
	}
	_, err := models.ParseArea(string(s.Area))
	return s, err
}

func (b *rosterBuilder) readClass(name, grade string, school models.School) (models.RosterClass, error) {
	n, err := strconv.Atoi(grade)
	if err != nil {
		return models.RosterClass{}, models.Invalid("grade", fmt.Sprintf("%q is not a grade; write 3 to 12", grade))
	}
	class := models.RosterClass{School: school.Code, Name: name, Grade: n, Year: b.year}
	if name == "" {
		return class, models.Invalid("class", "a class needs a name")
	}
	return class, models.Class{Name: name, Grade: n}.Validate()
}

func (b *rosterBuilder) keepSchool(s models.School) error {
	first, known := b.schools[s.Code]
	if !known {
		b.schools[s.Code] = s
		b.roster.Schools = append(b.roster.Schools, s)
		return nil
	}
	if first.Name != s.Name {
		return models.Invalid("school_name", fmt.Sprintf("school %s is called %q here and %q above", s.Code, s.Name, first.Name))
	}
	return nil
}

func (b *rosterBuilder) keepClass(c models.RosterClass) error {
	key := c.School + "\x00" + c.Name
	first, known := b.classes[key]
	if !known {
		b.classes[key] = c
		b.roster.Classes = append(b.roster.Classes, c)
		return nil
	}
	if first.Grade != c.Grade {
		return models.Invalid("grade", fmt.Sprintf("class %s is grade %d here and %d above", c.Name, c.Grade, first.Grade))
	}
	return nil
}

func yes(field, s string, otherwise bool) (bool, error) {
	switch strings.ToLower(s) {
	case "":
		return otherwise, nil
	case "yes", "true", "1", "是":
		return true, nil
	case "no", "false", "0", "否":
		return false, nil
	}
	return false, models.Invalid(field, fmt.Sprintf("%q is neither yes nor no", s))
}
