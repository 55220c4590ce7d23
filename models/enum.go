package models

import (
	"fmt"
	"strconv"
	"strings"
)

func quote(s string) string { return strconv.Quote(s) }

// parse finds s among the values of an enumeration.
func parse[E ~string](field, s string, values []E) (E, error) {
	names := make([]string, len(values))
	for i, v := range values {
		if string(v) == s {
			return v, nil
		}
		names[i] = string(v)
	}
	return "", Invalid(field, fmt.Sprintf("%q is not one of %s", s, strings.Join(names, ", ")))
}

// Role is what an account may do. One account has one role.
type Role string

// Roles.
const (
	RolePupil      Role = "pupil"
	RoleTeacher    Role = "teacher"
	RoleResearcher Role = "researcher"
	RoleAuthor     Role = "author" // writes and reviews items
	RoleOperator   Role = "operator"
)

// Roles lists all roles.
func Roles() []Role {
	return []Role{RolePupil, RoleTeacher, RoleResearcher, RoleAuthor, RoleOperator}
}

// ParseRole reads a role's name.
func ParseRole(s string) (Role, error) { return parse("role", s, Roles()) }

// Stage is a stage of schooling (学段) of the framework.
type Stage string

// Stages, youngest first.
const (
	StagePrimary34 Stage = "primary34" // 小学3-4
	StagePrimary56 Stage = "primary56" // 小学5-6
	StageJunior    Stage = "junior"    // 初中
	StageSenior    Stage = "senior"    // 高中
)

// Stages lists the stages, youngest first.
func Stages() []Stage { return []Stage{StagePrimary34, StagePrimary56, StageJunior, StageSenior} }

var stageNames = map[Stage]Text{
	StagePrimary34: {ZH: "小学3-4", EN: "Primary 3-4"},
	StagePrimary56: {ZH: "小学5-6", EN: "Primary 5-6"},
	StageJunior:    {ZH: "初中", EN: "Junior secondary"},
	StageSenior:    {ZH: "高中", EN: "Senior secondary"},
}

// Name returns the stage's name in both languages.
func (s Stage) Name() Text { return stageNames[s] }

// ParseStage reads a stage's code or its Chinese name.
func ParseStage(s string) (Stage, error) {
	for stage, name := range stageNames {
		if s == name.ZH {
			return stage, nil
		}
	}
	return parse("stage", s, Stages())
}

// StageOfGrade returns the stage of school grade 3 to 12.
func StageOfGrade(grade int) (Stage, error) {
	switch {
	case grade >= 3 && grade <= 4:
		return StagePrimary34, nil
	case grade >= 5 && grade <= 6:
		return StagePrimary56, nil
	case grade >= 7 && grade <= 9:
		return StageJunior, nil
	case grade >= 10 && grade <= 12:
		return StageSenior, nil
	}
	return "", Invalid("grade", fmt.Sprintf("grade %d is outside 3 to 12", grade))
}

// Zone is one of the three parts of China a campaign reports on.
type Zone string

// Zones.
const (
	ZoneEast    Zone = "east"
	ZoneCentral Zone = "central"
	ZoneWest    Zone = "west"
)

// Zones lists the zones from east to west.
func Zones() []Zone { return []Zone{ZoneEast, ZoneCentral, ZoneWest} }

// ParseZone reads a zone's name.
func ParseZone(s string) (Zone, error) { return parse("zone", s, Zones()) }

// Area is the kind of place a school stands in.
type Area string

// Areas.
const (
	AreaCity  Area = "city"  // 城市
	AreaTown  Area = "town"  // 县镇
	AreaRural Area = "rural" // 乡村
)

// Areas lists the areas.
func Areas() []Area { return []Area{AreaCity, AreaTown, AreaRural} }

// ParseArea reads an area's name.
func ParseArea(s string) (Area, error) { return parse("area", s, Areas()) }

// Gender as the school register states it; empty when it does not.
type Gender string

// Genders.
const (
	GenderUnknown Gender = ""
	GenderFemale  Gender = "female"
	GenderMale    Gender = "male"
)

// ParseGender reads a gender's name; empty is unknown.
func ParseGender(s string) (Gender, error) {
	return parse("gender", s, []Gender{GenderUnknown, GenderFemale, GenderMale})
}

// Pool says who may see an item outside a test. A secure item's key leaves the
// server in no way; practice items serve hints and the companion.
type Pool string

// Pools.
const (
	PoolPractice Pool = "practice"
	PoolSecure   Pool = "secure"
)

// ParsePool reads a pool's name.
func ParsePool(s string) (Pool, error) { return parse("pool", s, []Pool{PoolPractice, PoolSecure}) }

// PartType is the kind of interaction of one part of an item.
type PartType string

// Part types. An item of several parts is a scenario.
const (
	PartSingle   PartType = "single"   // choose one option
	PartMultiple PartType = "multiple" // choose any number of options
	PartOrdering PartType = "ordering" // put all options in order
	PartMatching PartType = "matching" // give each option its target
	PartNumeric  PartType = "numeric"  // type a number
	PartShort    PartType = "short"    // write a short text
)

// PartTypes lists the part types.
func PartTypes() []PartType {
	return []PartType{PartSingle, PartMultiple, PartOrdering, PartMatching, PartNumeric, PartShort}
}

// ParsePartType reads a part type's name.
func ParsePartType(s string) (PartType, error) { return parse("type", s, PartTypes()) }

// Rule is how a part turns a response into points.
type Rule string

// Rules.
const (
	RuleExact        Rule = "exact"         // all points or none
	RuleOneError     Rule = "one_error"     // one missing or one wrong choice or pair costs one point, more all
	RuleOneOmission  Rule = "one_omission"  // one missing choice and none wrong costs one point, else all
	RuleAdjacentSwap Rule = "adjacent_swap" // one pair of neighbours swapped costs one point, else all
	RuleRubric       Rule = "rubric"        // points of the rubric's elements found, at most the maximum; provisional
)

// Rules lists the rules.
func Rules() []Rule {
	return []Rule{RuleExact, RuleOneError, RuleOneOmission, RuleAdjacentSwap, RuleRubric}
}

// ParseRule reads a rule's name.
func ParseRule(s string) (Rule, error) { return parse("rule", s, Rules()) }

// SessionState is where a test session stands; see docs/assessment.md for
// the drawing.
type SessionState string

// Session states.
const (
	SessionCreated  SessionState = "created"  // opened for the pupil, no item shown yet
	SessionRunning  SessionState = "running"  // an item is waiting for an answer
	SessionPaused   SessionState = "paused"   // stopped by the pupil or the teacher; time does not run
	SessionFinished SessionState = "finished" // a stopping rule held, or the pupil handed in
	SessionExpired  SessionState = "expired"  // the time or the window ran out; what was answered counts
	SessionVoided   SessionState = "voided"   // declared invalid by the teacher; nothing counts
)

// SessionStates lists the session states.
func SessionStates() []SessionState {
	return []SessionState{SessionCreated, SessionRunning, SessionPaused, SessionFinished, SessionExpired, SessionVoided}
}

// ParseSessionState reads a state's name.
func ParseSessionState(s string) (SessionState, error) { return parse("state", s, SessionStates()) }

// Open reports whether the session can still take answers (created, running or
// paused).
func (s SessionState) Open() bool {
	return s == SessionCreated || s == SessionRunning || s == SessionPaused
}

// Counts reports whether the session's result counts (finished or expired).
func (s SessionState) Counts() bool { return s == SessionFinished || s == SessionExpired }

// FormKind is how a form chooses its items.
type FormKind string

// Form kinds.
const (
	FormAdaptive FormKind = "adaptive" // next item by information at the current estimate
	FormLinear   FormKind = "linear"   // the listed items in their order
)

// ParseFormKind reads a form kind's name.
func ParseFormKind(s string) (FormKind, error) {
	return parse("kind", s, []FormKind{FormAdaptive, FormLinear})
}

// ResourceFormat is the form a resource comes in.
type ResourceFormat string

// Resource formats.
const (
	FormatLesson   ResourceFormat = "lesson"
	FormatArticle  ResourceFormat = "article"
	FormatVideo    ResourceFormat = "video"
	FormatExercise ResourceFormat = "exercise"
	FormatProject  ResourceFormat = "project"
	FormatOther    ResourceFormat = "other"
)

// ResourceFormats lists the resource formats.
func ResourceFormats() []ResourceFormat {
	return []ResourceFormat{FormatLesson, FormatArticle, FormatVideo, FormatExercise, FormatProject, FormatOther}
}

// ParseResourceFormat reads a format's name.
func ParseResourceFormat(s string) (ResourceFormat, error) {
	return parse("format", s, ResourceFormats())
}

// Author is who spoke a message.
type Author string

// Authors.
const (
	AuthorPupil     Author = "pupil"
	AuthorCompanion Author = "companion"
)

// JobKind says what long work is about that is done in the background.
type JobKind string

// Job kinds.
const (
	JobStudy  JobKind = "study"  // calibrate and score a study
	JobImport JobKind = "import" // bring in a file of resources
)

// JobState is where long work stands that is done in the background.
type JobState string

// Job states.
const (
	JobQueued    JobState = "queued"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobCancelled JobState = "cancelled"
)

// JobStates lists the job states.
func JobStates() []JobState {
	return []JobState{JobQueued, JobRunning, JobDone, JobFailed, JobCancelled}
}

// ParseJobState reads a job state's name.
func ParseJobState(s string) (JobState, error) { return parse("state", s, JobStates()) }

// Ended reports whether the work will not change any more.
func (s JobState) Ended() bool {
	return s == JobDone || s == JobFailed || s == JobCancelled
}

// DraftState is where a draft of an item stands.
type DraftState string

// Draft states.
const (
	DraftWriting   DraftState = "draft"     // being written
	DraftInReview  DraftState = "in_review" // waiting for approvals
	DraftRejected  DraftState = "rejected"  // given back with a reason; an edit takes it up again
	DraftPublished DraftState = "published" // a version of the bank, for good
)

// DraftStates lists the draft states.
func DraftStates() []DraftState {
	return []DraftState{DraftWriting, DraftInReview, DraftRejected, DraftPublished}
}

// ParseDraftState reads a draft state's name.
func ParseDraftState(s string) (DraftState, error) { return parse("state", s, DraftStates()) }

// Open reports whether the draft is still on its way into the bank. An item
// has one open draft at most.
func (s DraftState) Open() bool { return s == DraftWriting || s == DraftInReview }
