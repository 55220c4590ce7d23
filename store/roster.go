package store

import (
	"context"
	"errors"

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
	if r.Region.Code == "" {
		return count, models.Invalid("region", "a roster needs the code of its region")
	}
	err := s.inTx(ctx, "roster", func(tx pgx.Tx) error {
		region, err := putRegion(ctx, tx, r.Region)
		if err != nil {
			return err
		}
		if err := stageRoster(ctx, tx, r); err != nil {
			return err
		}
		args := pgx.NamedArgs{"region": region, "demo": r.Demo}
		for _, step := range rosterSteps {
			if err := step.run(ctx, tx, args); err != nil {
				return err
			}
		}
		rows, _ := tx.Query(ctx, "select id from roster_people where new order by row")
		count.New, err = pgx.CollectRows(rows, pgx.RowTo[models.AccountID])
		return err
	})
	return count, err
}

// putRegion stores the region and locks it, so that imports into one region
// follow each other.
func putRegion(ctx context.Context, tx pgx.Tx, r models.Region) (id models.RegionID, err error) {
	if r.ID.IsZero() {
		r.ID = models.NewID[models.Region]()
	}
	err = tx.QueryRow(ctx, `
		insert into regions (id, code, name, zone) values (@ID, @Code, @Name, @Zone)
		on conflict (code) do update set name = excluded.name, zone = excluded.zone
		returning id`, pgx.StructArgs(r)).Scan(&id)
	return id, err
}

// rosterTables take a roster in. A person's id is that of a new account until
// a stored one is found; a person has one place for each class.
const rosterTables = `
	create temporary table roster_schools (
		id uuid, code text, name text, area text,
		constraint roster_codes unique (code)
	) on commit drop;
	create temporary table roster_classes (
		id uuid, school text, name text, grade int, year int,
		constraint roster_class_names unique (school, name)
	) on commit drop;
	create temporary table roster_people (
		row int primary key, id uuid, role text, school text, number text, username text,
		name text, gender text, under14 bool, consent bool, new bool, school_id uuid,
		constraint roster_numbers unique (school, number),
		constraint roster_usernames unique (username)
	) on commit drop;
	create temporary table roster_places (
		row int, class text, class_id uuid, grade int, year int
	) on commit drop`

func stageRoster(ctx context.Context, tx pgx.Tx, r models.Roster) error {
	if _, err := tx.Exec(ctx, rosterTables); err != nil {
		return err
	}
	var schools, classes, people, places [][]any
	for _, s := range r.Schools {
		schools = append(schools, []any{models.NewID[models.School](), s.Code, s.Name, s.Area})
	}
	for _, c := range r.Classes {
		classes = append(classes, []any{models.NewID[models.Class](), c.School, c.Name, c.Grade, c.Year})
	}
	for i, p := range r.Pupils {
		people = append(people, []any{i, models.NewID[models.Account](), models.RolePupil,
			p.School, p.Number, nil, p.Name, p.Gender, p.Under14, p.Consent, true})
		places = append(places, []any{i, p.Class})
	}
	for i, t := range r.Teachers {
		row := len(r.Pupils) + i
		people = append(people, []any{row, models.NewID[models.Account](), models.RoleTeacher,
			t.School, nil, t.Username, t.Name, nil, nil, nil, true})
		for _, class := range t.Classes {
			places = append(places, []any{row, class})
		}
	}
	return errors.Join(
		stage(ctx, tx, "roster_schools", schools, "id", "code", "name", "area"),
		stage(ctx, tx, "roster_classes", classes, "id", "school", "name", "grade", "year"),
		stage(ctx, tx, "roster_people", people,
			"row", "id", "role", "school", "number", "username", "name", "gender", "under14", "consent", "new"),
		stage(ctx, tx, "roster_places", places, "row", "class"),
	)
}

func stage(ctx context.Context, tx pgx.Tx, table string, rows [][]any, columns ...string) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return err
}

// rosterStep is one statement of an import.
type rosterStep struct {
	sql     string
	refusal models.Code // not empty: a row the statement finds says what is wrong with the roster
}

func (s rosterStep) run(ctx context.Context, tx pgx.Tx, args pgx.NamedArgs) error {
	if s.refusal == "" {
		_, err := tx.Exec(ctx, s.sql, args)
		return err
	}
	var complaint string
	err := tx.QueryRow(ctx, s.sql, args).Scan(&complaint)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = models.Errorf(s.refusal, "%s", complaint)
	}
	return err
}

var rosterSteps = []rosterStep{
	// schools and classes
	{sql: `
		insert into schools (region_id, id, code, name, area)
		select @region, id, code, name, area from roster_schools
		on conflict (region_id, code) do update
		set name = excluded.name, area = coalesce(nullif(excluded.area, ''), schools.area)`},
	{sql: `
		select format('class %s: the region has no school %s', name, school) from roster_classes
		where school not in (select code from schools where region_id = @region) limit 1`,
		refusal: models.CodeInvalid},
	{sql: `
		insert into classes (region_id, id, school_id, name, grade, year)
		select @region, c.id, s.id, c.name, c.grade, c.year
		from roster_classes c join schools s on (s.region_id, s.code) = (@region, c.school)
		on conflict (region_id, school_id, year, name) do update set grade = excluded.grade`},

	// the place of each person
	{sql: `
		update roster_people p set school_id = s.id
		from schools s where (s.region_id, s.code) = (@region, p.school)`},
	{sql: `
		select format('%s %s: the region has no school %s', role, coalesce(number, username), school) from roster_people
		where school_id is null order by row limit 1`,
		refusal: models.CodeInvalid},
	{sql: `
		update roster_places l set class_id = c.id, grade = c.grade, year = c.year
		from roster_people p, roster_classes r, classes c
		where p.row = l.row and (r.school, r.name) = (p.school, l.class)
		  and (c.region_id, c.school_id, c.year, c.name) = (@region, p.school_id, r.year, r.name)`},
	{sql: `
		select format('%s %s: the roster has no class %s in school %s', p.role, coalesce(p.number, p.username), l.class, p.school)
		from roster_places l join roster_people p using (row)
		where l.class_id is null order by p.row limit 1`,
		refusal: models.CodeInvalid},

	// who is there already
	{sql: `
		update roster_people p set id = l.id, new = false
		from learners l where (l.region_id, l.school_id, l.number) = (@region, p.school_id, p.number)`},
	{sql: `
		select format('the user name %s belongs to somebody who is not a teacher of this region', p.username)
		from roster_people p join accounts a using (username)
		where a.username <> '' and (a.region_id <> @region or a.role <> 'teacher') limit 1`,
		refusal: models.CodeConflict},
	{sql: `
		update roster_people p set id = a.id, new = false
		from accounts a where a.username = p.username and a.username <> ''`},

	// people
	{sql: `
		insert into accounts (region_id, id, school_id, role, name, username, locale, demo, disabled, created_at)
		select @region, id, school_id, role, name, coalesce(username, ''), 'zh-CN', @demo, false, now()
		from roster_people where new`},
	{sql: `
		update accounts a set name = p.name
		from roster_people p where not p.new and (a.region_id, a.id) = (@region, p.id) and a.name <> p.name`},
	{sql: `
		insert into learners as l (region_id, id, school_id, number, gender, grade, under14, consent_given, consent_at)
		select @region, p.id, p.school_id, p.number, p.gender, c.grade, p.under14, p.consent, case when p.consent then now() end
		from roster_people p join roster_places c using (row) where p.role = 'pupil'
		on conflict (region_id, id) do update
		set gender = excluded.gender, grade = excluded.grade, under14 = excluded.under14,
			consent_given = l.consent_given or excluded.consent_given,
			consent_at = case when l.consent_given then l.consent_at else excluded.consent_at end
		where (l.gender, l.grade, l.under14) <> (excluded.gender, excluded.grade, excluded.under14)
			or excluded.consent_given and not l.consent_given`},

	// memberships
	{sql: `
		delete from memberships m
		using roster_people p, roster_places l, classes c
		where l.row = p.row and p.role = 'pupil' and not p.new
		  and (m.region_id, m.account_id) = (@region, p.id)
		  and (c.region_id, c.id) = (m.region_id, m.class_id) and c.year = l.year and c.id <> l.class_id`},
	{sql: `
		insert into memberships (region_id, class_id, account_id, role, since)
		select @region, l.class_id, p.id, p.role, now() from roster_places l join roster_people p using (row)
		on conflict do nothing`},
}
