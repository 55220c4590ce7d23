package store

import (
	"context"

	"suyang/models"
)

// CreateRegion stores a new region.
func (s *Store) CreateRegion(ctx context.Context, r models.Region) error {
	return exec(ctx, s.pool, "region",
		"insert into regions (id, code, name, zone) values ($1, $2, $3, $4)", r.ID, r.Code, r.Name, r.Zone)
}

// Region returns a region.
func (s *Store) Region(ctx context.Context, id models.RegionID) (models.Region, error) {
	return one[models.Region](ctx, s.pool, "region", "select id, code, name, zone from regions where id = $1", key(id))
}

// Regions lists the regions by code, without the platform.
func (s *Store) Regions(ctx context.Context) ([]models.Region, error) {
	return many[models.Region](ctx, s.pool, "region",
		"select id, code, name, zone from regions where id <> $1 order by code", key(models.RegionID{}))
}

// School returns a school.
func (s *Store) School(ctx context.Context, id models.SchoolID) (models.School, error) {
	return one[models.School](ctx, s.pool, "school", "select id, region_id, code, name, area from schools where id = $1", id)
}

// Class returns a class.
func (s *Store) Class(ctx context.Context, id models.ClassID) (models.Class, error) {
	return one[models.Class](ctx, s.pool, "class",
		"select id, region_id, school_id, name, grade, year from classes where id = $1", id)
}

// PersonClasses lists the classes an account belongs to, as pupil or as
// teacher: the newest year first, then by grade and name.
func (s *Store) PersonClasses(ctx context.Context, account models.AccountID) ([]models.Class, error) {
	return many[models.Class](ctx, s.pool, "class", `
		select c.id, c.region_id, c.school_id, c.name, c.grade, c.year
		from accounts a
		join memberships m on (m.region_id, m.account_id) = (a.region_id, a.id)
		join classes c on (c.region_id, c.id) = (m.region_id, m.class_id)
		where a.id = $1
		order by c.year desc, c.grade, c.name`, account)
}
