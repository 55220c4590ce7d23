package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"suyang/assessment"
	"suyang/assessment/questionnaire"
	"suyang/models"
	"suyang/platform"
)

// Services are what the demo data go through.
type Services struct {
	People *platform.Service
	// Assessments makes a service that delivers tests by the given clock: the
	// demo's tests were taken in the last weeks. It keeps the bank in memory.
	Assessments func(clock func() time.Time) *assessment.Service
	// Questionnaires makes a service by the given clock, too.
	Questionnaires func(clock func() time.Time) *questionnaire.Service
	Items          []models.Item // of the bank
}

// Options steer Fill.
type Options struct {
	Seed     uint64
	Form     models.FormID // the test that is taken
	Practice models.FormID // opened as well, of tasks that the companion may talk about
	Now      time.Time
	Progress func(done, total int) // tests taken; may be nil
}

// Accounts are the ways into the demo.
type Accounts struct {
	PupilName  string         `json:"pupil_name"`
	Card       string         `json:"card"`
	Teacher    platform.Login `json:"teacher"`
	Researcher platform.Login `json:"researcher"`
	// Authors are three: one writes, two approve.
	Authors  []platform.Login `json:"authors"`
	Operator platform.Login   `json:"operator"`
}

const (
	participation = 0.93 // of the first test
	sitters       = 8    // pupils at their tests at once
)

// Fill makes the county, lets its pupils take the test two weeks ago, and opens
// it again for all, and a test to practise with; in the guest's class some are
// at it now. The guest herself has not begun. Most of
// her class has answered a questionnaire, too.
func Fill(ctx context.Context, s Services, o Options) (Accounts, error) {
	d := &filler{Services: s, Options: o, rng: rand.New(rand.NewPCG(o.Seed, 1)), items: map[string]models.Item{}}
	for _, it := range s.Items {
		d.items[it.ID] = it
	}
	if err := d.makePeople(ctx); err != nil {
		return Accounts{}, err
	}
	sittings, err := d.plan(ctx)
	if err != nil {
		return Accounts{}, err
	}
	if err := d.ask(ctx); err != nil {
		return Accounts{}, err
	}
	return d.accounts, d.sit(ctx, sittings)
}

// filler is a Fill under way.
type filler struct {
	Services
	Options
	rng      *rand.Rand
	items    map[string]models.Item
	accounts Accounts
	teachers map[models.ClassID]models.Person
	classes  []models.ClassID // in the order of the roster
	pupils   map[models.ClassID][]models.Person
	theta    map[models.AccountID]float64
	guest    models.AccountID
}

// makePeople imports the roster and remembers who can sign in how.
func (d *filler) makePeople(ctx context.Context) error {
	roster := newRoster(d.rng, schoolYear(d.Now))
	_, issued, err := d.People.Import(ctx, roster)
	if err != nil {
		return err
	}
	d.remember(roster, issued)
	if d.accounts.Researcher, err = d.staff(ctx, models.RoleResearcher, "demo.researcher", "周研究员"); err != nil {
		return err
	}
	for i, name := range []string{"何命题", "罗审题", "沈审题"} {
		login, err := d.staff(ctx, models.RoleAuthor, fmt.Sprintf("demo.author%d", i+1), name)
		if err != nil {
			return err
		}
		d.accounts.Authors = append(d.accounts.Authors, login)
	}
	d.accounts.Operator, err = d.staff(ctx, models.RoleOperator, "demo.operator", "赵管理员")
	return err
}

func (d *filler) staff(ctx context.Context, role models.Role, username, name string) (platform.Login, error) {
	return d.People.CreateStaff(ctx, models.Account{Role: role, Username: username, Name: name, Demo: true})
}

// remember sorts the people by class and draws the pupils' abilities. The
// store gives pupils in the order of the roster, and teachers after them.
func (d *filler) remember(roster models.Roster, issued []platform.Issued) {
	d.teachers, d.pupils = map[models.ClassID]models.Person{}, map[models.ClassID][]models.Person{}
	d.theta = map[models.AccountID]float64{}
	draws := map[string]schoolDraw{}
	for _, s := range roster.Schools {
		draws[s.Code] = drawSchool(d.rng, roster.Region.Zone, s.Area)
	}
	for i, one := range issued {
		if one.Person.Role == models.RoleTeacher {
			d.rememberTeacher(one)
			continue
		}
		p, class := roster.Pupils[i], one.Person.Classes[0]
		if len(d.pupils[class]) == 0 {
			d.classes = append(d.classes, class)
		}
		d.pupils[class] = append(d.pupils[class], one.Person)
		d.theta[one.Person.ID] = draws[p.School].theta(d.rng, models.StageJunior, p.Gender)
		if p.Number == guest.Number {
			d.guest, d.accounts.PupilName, d.accounts.Card = one.Person.ID, p.Name, one.Secret
		}
	}
}

func (d *filler) rememberTeacher(one platform.Issued) {
	if d.accounts.Teacher.Password == "" {
		d.accounts.Teacher = platform.Login{Account: one.Person.Account, Password: one.Secret}
	}
	for _, class := range one.Person.Classes {
		d.teachers[class] = one.Person
	}
}

func schoolYear(t time.Time) int {
	if t.Month() < time.September {
		return t.Year() - 1
	}
	return t.Year()
}

// sitting is one pupil at one test.
type sitting struct {
	pupil      models.Person
	assignment models.AssignmentID
	begin      time.Time
	answers    int // at most; 0: to the end
	seed       uint64
}

// plan opens the tests and draws who sits them when.
func (d *filler) plan(ctx context.Context) ([]sitting, error) {
	var sittings []sitting
	past, now := d.Now.AddDate(0, 0, -14), d.Now.Add(-40*time.Minute)
	for _, class := range d.classes {
		first, err := d.open(ctx, class, d.Form, past, past.AddDate(0, 0, 5))
		if err != nil {
			return nil, err
		}
		second, err := d.open(ctx, class, d.Form, now, d.Now.AddDate(0, 0, 14))
		if err != nil {
			return nil, err
		}
		if _, err := d.open(ctx, class, d.Practice, now, d.Now.AddDate(0, 0, 14)); err != nil {
			return nil, err
		}
		for i, p := range d.pupils[class] {
			if p.ID == d.guest {
				continue
			}
			if d.rng.Float64() < participation {
				begin := past.Add(time.Duration(d.rng.Float64() * float64(4*24*time.Hour)))
				sittings = append(sittings, sitting{pupil: p, assignment: first, begin: begin, seed: d.rng.Uint64()})
			}
			if d.classOfGuest() == class && i < 16 {
				sittings = append(sittings, sitting{pupil: p, assignment: second, begin: now.Add(time.Duration(i) * 10 * time.Second), answers: i, seed: d.rng.Uint64()})
			}
		}
	}
	return sittings, nil
}

func (d *filler) classOfGuest() models.ClassID { return d.classes[2] }

func (d *filler) open(ctx context.Context, class models.ClassID, form models.FormID, opens, closes time.Time) (models.AssignmentID, error) {
	service := d.Assessments(func() time.Time { return opens })
	a, err := service.Open(ctx, d.teachers[class], models.Assignment{ClassID: class, FormID: form, OpensAt: opens, ClosesAt: closes})
	return a.ID, err
}

// sit lets a few pupils at a time take their tests.
func (d *filler) sit(ctx context.Context, sittings []sitting) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	var next, done atomic.Int64
	var showing sync.Mutex
	for range sitters {
		wait.Go(func() {
			desk := d.newDesk()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(sittings) || ctx.Err() != nil {
					return
				}
				if err := desk.sit(ctx, sittings[i]); err != nil {
					cancel(fmt.Errorf("demo: the test of one pupil: %w", err))
					return
				}
				if d.Progress != nil {
					showing.Lock()
					d.Progress(int(done.Add(1)), len(sittings))
					showing.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// desk is where one pupil after the other takes the test, each in a time of
// her own.
type desk struct {
	*filler
	now     time.Time
	service *assessment.Service
}

func (d *filler) newDesk() *desk {
	k := &desk{filler: d}
	k.service = d.Assessments(func() time.Time { return k.now })
	return k
}

func (k *desk) sit(ctx context.Context, s sitting) error {
	rng := rand.New(rand.NewPCG(s.seed, 2))
	k.now = s.begin
	task, err := k.service.Start(ctx, s.pupil, s.assignment, models.ZhCN)
	for answered := 0; err == nil && !task.Done && (s.answers == 0 || answered < s.answers); answered++ {
		it := k.items[task.Item.ItemID]
		answer := answerFor(rng, it, drawPoints(rng, it, k.theta[s.pupil.ID]))
		k.now = k.now.Add(workingTime(rng, it))
		task, err = k.service.Answer(ctx, s.pupil, task.Session.ID, assessment.Submission{
			AnswerID: models.NewID[models.Answer](), ItemID: it.ID, Answer: answer,
		})
	}
	return err
}
