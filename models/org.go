package models

import "time"

// Region is an administrative region, such as a county or a district, that
// keeps its own people's records.
type Region struct {
	ID   RegionID `json:"id"`
	Code string   `json:"code"` // administrative division code, unique
	Name string   `json:"name"`
	Zone Zone     `json:"zone"`
}

// School belongs to a region.
type School struct {
	ID       SchoolID `json:"id"`
	RegionID RegionID `json:"region_id"`
	Code     string   `json:"code"` // unique in the region
	Name     string   `json:"name"`
	Area     Area     `json:"area"`
}

// Class is a group of pupils of one grade in one school year.
type Class struct {
	ID       ClassID  `json:"id"`
	RegionID RegionID `json:"region_id"`
	SchoolID SchoolID `json:"school_id"`
	Name     string   `json:"name"`  // such as 八年级3班; unique in the school and year
	Grade    int      `json:"grade"` // 3 to 12
	Year     int      `json:"year"`  // calendar year in which the school year begins
}

// Stage returns the class's stage of schooling.
func (c Class) Stage() Stage {
	stage, _ := StageOfGrade(c.Grade) // Validate refuses other grades
	return stage
}

// Validate reports the first field that cannot be stored.
func (c Class) Validate() error {
	if c.Name == "" {
		return Invalid("name", "a class needs a name")
	}
	_, err := StageOfGrade(c.Grade)
	return err
}

// Membership ties an account to a class, as pupil or as teacher.
type Membership struct {
	RegionID  RegionID  `json:"region_id"`
	ClassID   ClassID   `json:"class_id"`
	AccountID AccountID `json:"account_id"`
	Role      Role      `json:"role"` // RolePupil or RoleTeacher
	Since     time.Time `json:"since"`
}
