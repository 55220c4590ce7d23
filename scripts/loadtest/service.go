package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// service is the program at work on a data directory of its own.
type service struct {
	binary string
	dir    string
	url    string
	cmd    *exec.Cmd
	log    bytes.Buffer // to be read after the end
}

// classSize is how many pupils share a class.
const classSize = 50

func startService(ctx context.Context, o options) (*service, error) {
	host, _, err := net.SplitHostPort(o.listen)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("-listen %s is not a loopback address", o.listen)
	}
	dir, err := os.MkdirTemp("", "suyang-loadtest-")
	if err != nil {
		return nil, err
	}
	s := &service{binary: o.binary, dir: dir, url: "http://" + o.listen}
	s.cmd = s.command(ctx, "serve", "--listen", o.listen)
	s.cmd.Stderr = &s.log
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGTERM) }
	if err := s.cmd.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.waitUntilReady(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

func (s *service) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.binary, args...)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "SUYANG_") && !strings.HasPrefix(variable, "DATABASE_URL=") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	cmd.Env = append(cmd.Env, "SUYANG_DATA_DIR="+filepath.Join(s.dir, "data"))
	return cmd
}

func (s *service) waitUntilReady(ctx context.Context) error {
	c := newClient(s.url, 0)
	for until := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		err := c.call(ctx, http.MethodGet, "/readyz", nil, nil)
		if err == nil || ctx.Err() != nil || time.Now().After(until) {
			return err
		}
	}
}

func (s *service) stop() error {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	err := s.cmd.Wait()
	if err != nil {
		err = fmt.Errorf("the service ended badly: %w\n%s", err, lastLines(s.log.String(), 5))
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// busy is the processor time the service and its database took, once it has
// stopped.
func (s *service) busy() time.Duration {
	return s.cmd.ProcessState.UserTime() + s.cmd.ProcessState.SystemTime()
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// seat imports a school, opens the tests for its classes and returns the
// pupils.
func (s *service) seat(ctx context.Context, o options) ([]*pupil, error) {
	rows, err := s.importSchool(ctx, o.pupils)
	if err != nil {
		return nil, err
	}
	teacher := rows[len(rows)-1]
	if err := s.openTests(ctx, teacher[5], teacher[6], o.tests); err != nil {
		return nil, err
	}
	pupils := make([]*pupil, o.pupils)
	for i := range pupils {
		pupils[i] = newPupil(s.url, i, rows[i][6])
	}
	return pupils, nil
}

// importSchool returns the rows of the file with cards and passwords; the
// teacher's is the last.
func (s *service) importSchool(ctx context.Context, pupils int) ([][]string, error) {
	var roster strings.Builder
	var classes []string
	roster.WriteString("role,school_code,school_name,class,grade,number,name,username\n")
	for i := range pupils {
		class := "8-" + strconv.Itoa(i/classSize+1)
		if i%classSize == 0 {
			classes = append(classes, class)
		}
		fmt.Fprintf(&roster, "pupil,L1,Load School,%s,8,%04d,Pupil %d,\n", class, i, i)
	}
	fmt.Fprintf(&roster, "teacher,L1,Load School,%s,8,,Teacher,load.teacher\n", strings.Join(classes, ";"))
	file, secrets := filepath.Join(s.dir, "roster.csv"), filepath.Join(s.dir, "secrets.csv")
	if err := os.WriteFile(file, []byte(roster.String()), 0o600); err != nil {
		return nil, err
	}
	out, err := s.command(ctx, "roster", "import", "--region-code", "load", "--region-name", "Load",
		"--zone", "west", "--secrets", secrets, file).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	text, err := os.ReadFile(secrets)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err == nil && len(rows) != pupils+2 {
		err = fmt.Errorf("%d rows of cards and passwords for %d pupils and a teacher", len(rows)-1, pupils)
	}
	if err != nil {
		return nil, err
	}
	return rows[1:], nil
}

// openTests opens the adaptive test for each class of the teacher, so often.
func (s *service) openTests(ctx context.Context, username, password string, times int) error {
	c := newClient(s.url, 0)
	if err := c.call(ctx, http.MethodPost, "/api/v1/signin/password", map[string]string{"username": username, "password": password}, nil); err != nil {
		return err
	}
	var forms []struct{ ID, Kind string }
	if err := c.call(ctx, http.MethodGet, "/api/v1/forms", nil, &forms); err != nil {
		return err
	}
	var classes []struct{ ID string }
	if err := c.call(ctx, http.MethodGet, "/api/v1/classes", nil, &classes); err != nil {
		return err
	}
	for _, form := range forms {
		if form.Kind != "adaptive" {
			continue
		}
		for i := range times * len(classes) {
			opening := map[string]any{"form_id": form.ID, "closes_at": time.Now().Add(24 * time.Hour)}
			if err := c.call(ctx, http.MethodPost, "/api/v1/classes/"+classes[i/times].ID+"/assignments", opening, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return errors.New("there is no adaptive test")
}
