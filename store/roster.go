package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// ImportRoster stores the schools, classes, pupils, teachers and memberships
// of a roster in one transaction. Who is there already, by school and number or
// by user name, is brought up to date, so that a roster can be imported again.
//
// A pupil moves: she leaves the other classes of the same year. A teacher only
// gains classes, since rosters may come school by school. A roster can record
// a guardian's consent but not withdraw it.
func (s *Store) ImportRoster(ctx context.Context, r models.Roster) (models.RosterCount, error) {
	count := models.RosterCount{
		Schools: len(r.Schools), Classes: len(r.Classes), Pupils: len(r.Pupils), Teachers: len(r.Teachers),
	}
	err := s.inTx(ctx, "roster", func(tx pgx.Tx) error {
		in := rosterImport{tx: tx, roster: r, at: time.Now(), newAt: map[models.AccountID]int{}}
		for _, step := range []func(context.Context) error{
			in.putRegion, in.putSchools, in.putClasses, in.readPupils, in.readTeachers,
			in.putAccounts, in.putLearners, in.movePupils, in.putMemberships,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		count.New = in.new
		return nil
	})
	return count, err
}

// rosterImport is an import under way: it finds the identifiers that stand
// behind a roster's codes, names and numbers, and collects the people.
type rosterImport struct {
	tx     pgx.Tx
	roster models.Roster
	at     time.Time

	region      models.RegionID
	schools     map[string]models.SchoolID // by code
	classes     map[className]models.Class // of the roster
	accounts    []models.Account
	learners    []models.Learner
	memberships []models.Membership
	new         []models.NewPerson
	newAt       map[models.AccountID]int // index in new
}

// className and pupilNumber are unique in a school.
type (
	className   struct{ school, name string }
	pupilNumber struct {
		school models.SchoolID
		number string
	}
)

// putRegion stores the region and locks it, so that imports into one region
// follow each other.
func (in *rosterImport) putRegion(ctx context.Context) error {
	r := in.roster.Region
	if r.Code == "" {
		return models.Invalid("region", "a roster needs the code of its region")
	}
	if r.ID.IsZero() {
		r.ID = models.NewID[models.Region]()
	}
	return in.tx.QueryRow(ctx, `
		insert into regions (id, code, name, zone) values (@ID, @Code, @Name, @Zone)
		on conflict (code) do update set name = excluded.name, zone = excluded.zone
		returning id`, pgx.StructArgs(r)).Scan(&in.region)
}

// putSchools stores the schools of the roster and learns the codes of all
// schools of the region.
func (in *rosterImport) putSchools(ctx context.Context) error {
	rows := slices.Clone(in.roster.Schools)
	for i := range rows {
		rows[i].ID, rows[i].RegionID = models.NewID[models.School](), in.region
	}
	_, err := in.tx.Exec(ctx, `
		insert into schools as s (region_id, id, code, name, area)
		select region_id, id, code, name, area from jsonb_populate_recordset(null::schools, $1)
		on conflict (region_id, code) do update
		set name = excluded.name, area = coalesce(nullif(excluded.area, ''), s.area)`, rows)
	if err != nil {
		return failed("school of the roster", err)
	}
	stored, err := many[struct {
		Code string
		ID   models.SchoolID
	}](ctx, in.tx, "school", "select code, id from schools where region_id = $1", in.region)
	in.schools = make(map[string]models.SchoolID, len(stored))
	for _, s := range stored {
		in.schools[s.Code] = s.ID
	}
	return err
}

func (in *rosterImport) putClasses(ctx context.Context) error {
	in.classes = make(map[className]models.Class, len(in.roster.Classes))
	codes := make(map[models.SchoolID]string)
	var rows []models.Class
	for _, c := range in.roster.Classes {
		school, ok := in.schools[c.School]
		if !ok {
			return models.Errorf(models.CodeInvalid, "class %s: the region has no school %s", c.Name, c.School)
		}
		name := className{c.School, c.Name}
		if _, twice := in.classes[name]; twice {
			return models.Errorf(models.CodeInvalid, "class %s is given twice in school %s", c.Name, c.School)
		}
		codes[school] = c.School
		in.classes[name] = models.Class{}
		rows = append(rows, models.Class{
			ID: models.NewID[models.Class](), RegionID: in.region, SchoolID: school, Name: c.Name, Grade: c.Grade, Year: c.Year,
		})
	}
	stored, err := many[models.Class](ctx, in.tx, "class of the roster", `
		insert into classes (region_id, id, school_id, name, grade, year)
		select region_id, id, school_id, name, grade, year from jsonb_populate_recordset(null::classes, $1)
		on conflict (region_id, school_id, year, name) do update set grade = excluded.grade
		returning id, region_id, school_id, name, grade, year`, rows)
	for _, c := range stored {
		in.classes[className{codes[c.SchoolID], c.Name}] = c
	}
	return err
}

// readPupils finds who of the pupils is there already.
func (in *rosterImport) readPupils(ctx context.Context) error {
	numbers := make([]string, len(in.roster.Pupils))
	for i, p := range in.roster.Pupils {
		numbers[i] = p.Number
	}
	stored, err := many[models.Learner](ctx, in.tx, "learner",
		learnerQuery+" where l.region_id = $1 and l.number = any($2)", in.region, numbers)
	if err != nil {
		return err
	}
	known := make(map[pupilNumber]models.AccountID, len(stored))
	for _, l := range stored {
		known[pupilNumber{l.SchoolID, l.Number}] = l.ID
	}
	seen := make(map[pupilNumber]bool, len(in.roster.Pupils))
	for _, p := range in.roster.Pupils {
		class, ok := in.classes[className{p.School, p.Class}]
		if !ok {
			return models.Errorf(models.CodeInvalid, "pupil %s: the roster has no class %s in school %s", p.Number, p.Class, p.School)
		}
		number := pupilNumber{class.SchoolID, p.Number}
		if seen[number] {
			return models.Errorf(models.CodeInvalid, "pupil %s is given twice in school %s", p.Number, p.School)
		}
		seen[number] = true
		id := in.person(known[number], class.SchoolID, models.NewPerson{
			Person: models.Person{Account: models.Account{Role: models.RolePupil, Name: p.Name}},
			School: p.School, Class: p.Class, Number: p.Number,
		})
		in.learners = append(in.learners, models.Learner{
			ID: id, RegionID: in.region, SchoolID: class.SchoolID, Number: p.Number, Gender: p.Gender, Grade: class.Grade,
			Under14: p.Under14, Consent: models.Consent{Given: p.Consent},
		})
		in.join(id, models.RolePupil, class)
	}
	return nil
}

// readTeachers finds who of the teachers is there already.
func (in *rosterImport) readTeachers(ctx context.Context) error {
	names := make([]string, len(in.roster.Teachers))
	for i, t := range in.roster.Teachers {
		names[i] = t.Username
	}
	stored, err := many[models.Person](ctx, in.tx, "account",
		"select "+personColumns+" from accounts a where a.username = any($1) and a.username <> ''", names)
	if err != nil {
		return err
	}
	known := make(map[string]models.AccountID, len(stored))
	for _, a := range stored {
		if a.RegionID != in.region || a.Role != models.RoleTeacher {
			return models.Errorf(models.CodeConflict, "the user name %s belongs to somebody who is not a teacher of this region", a.Username)
		}
		known[a.Username] = a.ID
	}
	seen := make(map[string]bool, len(in.roster.Teachers))
	for _, t := range in.roster.Teachers {
		school, ok := in.schools[t.School]
		if !ok {
			return models.Errorf(models.CodeInvalid, "teacher %s: the region has no school %s", t.Username, t.School)
		}
		if seen[t.Username] {
			return models.Errorf(models.CodeInvalid, "teacher %s is given twice", t.Username)
		}
		seen[t.Username] = true
		id := in.person(known[t.Username], school, models.NewPerson{
			Person: models.Person{Account: models.Account{Role: models.RoleTeacher, Name: t.Name, Username: t.Username}},
			School: t.School, Class: strings.Join(t.Classes, ";"),
		})
		for _, name := range t.Classes {
			class, ok := in.classes[className{t.School, name}]
			if !ok {
				return models.Errorf(models.CodeInvalid, "teacher %s: the roster has no class %s in school %s", t.Username, name, t.School)
			}
			in.join(id, models.RoleTeacher, class)
		}
	}
	return nil
}

// person adds an account and returns its identifier: a new one when known is
// zero.
func (in *rosterImport) person(known models.AccountID, school models.SchoolID, p models.NewPerson) models.AccountID {
	isNew := known.IsZero()
	if isNew {
		known = models.NewID[models.Account]()
	}
	p.ID, p.RegionID, p.SchoolID = known, in.region, school
	p.Locale, p.Demo, p.CreatedAt = models.ZhCN, in.roster.Demo, in.at
	in.accounts = append(in.accounts, p.Account)
	if isNew {
		in.newAt[known] = len(in.new)
		in.new = append(in.new, p)
	}
	return known
}

func (in *rosterImport) join(id models.AccountID, role models.Role, class models.Class) {
	in.memberships = append(in.memberships, models.Membership{
		RegionID: in.region, ClassID: class.ID, AccountID: id, Role: role, Since: in.at,
	})
	if i, isNew := in.newAt[id]; isNew {
		in.new[i].Classes = append(in.new[i].Classes, class.ID)
	}
}

func (in *rosterImport) putAccounts(ctx context.Context) error {
	return inChunks(ctx, in.tx, "account of the roster", in.accounts, `
		insert into accounts as a (region_id, id, school_id, role, name, username, locale, demo, disabled, created_at)
		select region_id, id, school_id, role, name, username, locale, demo, disabled, created_at
		from jsonb_populate_recordset(null::accounts, $1)
		on conflict (region_id, id) do update set name = excluded.name where a.name <> excluded.name`)
}

func (in *rosterImport) putLearners(ctx context.Context) error {
	return inChunks(ctx, in.tx, "pupil of the roster", in.learners, `
		insert into learners as l (region_id, id, school_id, number, gender, grade, under14, consent_given, consent_at)
		select n.region_id, n.id, n.school_id, n.number, n.gender, n.grade, n.under14, given, case when given then now() end
		from jsonb_array_elements($1) as pupil, jsonb_populate_record(null::learners, pupil) as n,
			cast(pupil->'consent'->>'given' as bool) as given
		on conflict (region_id, id) do update
		set gender = excluded.gender, grade = excluded.grade, under14 = excluded.under14,
			consent_given = l.consent_given or excluded.consent_given,
			consent_at = case when l.consent_given then l.consent_at else excluded.consent_at end
		where (l.gender, l.grade, l.under14, l.consent_given)
			<> (excluded.gender, excluded.grade, excluded.under14, l.consent_given or excluded.consent_given)`)
}

// movePupils ends the memberships of pupils in other classes of the same year.
func (in *rosterImport) movePupils(ctx context.Context) error {
	return inChunks(ctx, in.tx, "membership", in.memberships, `
		delete from memberships m
		using jsonb_populate_recordset(null::memberships, $1) n
		where n.role = 'pupil' and (m.region_id, m.account_id) = (n.region_id, n.account_id) and m.class_id <> n.class_id
		  and (select year from classes where (region_id, id) = (m.region_id, m.class_id))
		    = (select year from classes where (region_id, id) = (n.region_id, n.class_id))`)
}

func (in *rosterImport) putMemberships(ctx context.Context) error {
	return inChunks(ctx, in.tx, "membership", in.memberships, `
		insert into memberships (region_id, class_id, account_id, role, since)
		select region_id, class_id, account_id, role, since from jsonb_populate_recordset(null::memberships, $1)
		on conflict do nothing`)
}

// inChunks runs a statement for the rows, which it gets as one JSON array, so
// many at a time.
func inChunks[T any](ctx context.Context, tx pgx.Tx, what string, rows []T, sql string) error {
	for chunk := range slices.Chunk(rows, 5000) {
		if _, err := tx.Exec(ctx, sql, chunk); err != nil {
			return failed(what, err)
		}
	}
	return nil
}
