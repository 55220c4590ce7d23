package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"suyang/models"
)

const sessionColumns = `
	s.id, s.region_id, s.learner_id, s.assignment_id, s.class_id, s.form_id, s.state, s.locale, s.seed,
	s.theta, s.se, s.worked, s.resumed_at, s.created_at, s.ended_at, s.stop_reason, s.paper`

// trailQuery selects trailRow from sessions s. A row is matched to
// models.Response and models.Score by position, so its columns stand in the
// order of their fields.
const trailQuery = "select " + sessionColumns + `,
	array(
		select row(r.id, r.region_id, r.session_id, r.position, r.item_id, r.item_version, r.presented_at,
			r.answer_id, r.answered_at, r.seconds, r.answer, r.score, r.theta, r.se)
		from responses r where (r.region_id, r.session_id) = (s.region_id, s.id)
		order by r.position) as responses,
	(
		select row(c.region_id, c.session_id, c.learner_id, c.class_id, c.theta, c.se, c.items, c.level, c.provisional, c.at)
		from scores c where (c.region_id, c.session_id) = (s.region_id, s.id)) as score
	from sessions s`

type trailRow struct {
	models.Session
	Responses []models.Response
	Score     *models.Score
}

func (r trailRow) trail() models.SessionTrail {
	return models.SessionTrail{Session: r.Session, Responses: r.Responses, Score: r.Score}
}

// CreateSession stores a new session. It is a conflict when the learner has a
// session for the assignment that is open or counts.
func (s *Store) CreateSession(ctx context.Context, session models.Session) error {
	return exec(ctx, s.pool, "session", insertSession, pgx.StructArgs(session))
}

// CreateTrail stores a session that has ended already, with its responses and
// its score. It is a conflict when the learner has a session for the assignment
// that is open or counts.
func (s *Store) CreateTrail(ctx context.Context, t models.SessionTrail) error {
	return s.inTx(ctx, "session", func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		batch.Queue(insertSession, pgx.StructArgs(t.Session))
		for _, r := range t.Responses {
			batch.Queue(putResponse, pgx.StructArgs(r))
		}
		if t.Score != nil {
			batch.Queue(putScore, pgx.StructArgs(*t.Score))
		}
		return tx.SendBatch(ctx, batch).Close()
	})
}

// SessionTrail returns a session with its responses and its score, if it has
// one.
func (s *Store) SessionTrail(ctx context.Context, id models.SessionID) (models.SessionTrail, error) {
	row, err := one[trailRow](ctx, s.pool, "session", trailQuery+" where s.id = $1", id)
	return row.trail(), err
}

// Sitting returns a session and its assignment.
func (s *Store) Sitting(ctx context.Context, id models.SessionID) (models.Session, models.Assignment, error) {
	row, err := one[struct {
		models.Session
		Assignment models.Assignment // by position
	}](ctx, s.pool, "session", "select "+sessionColumns+", row("+assignmentColumns+`) as assignment
		from sessions s join assignments a on (a.region_id, a.id) = (s.region_id, s.assignment_id)
		where s.id = $1`, id)
	return row.Session, row.Assignment, err
}

// LearnerSessions lists the sessions of a learner, newest first.
func (s *Store) LearnerSessions(ctx context.Context, learner models.AccountID) ([]models.Session, error) {
	return many[models.Session](ctx, s.pool, "session", "select "+sessionColumns+`
		from sessions s where s.learner_id = $1 order by s.created_at desc, s.id desc`, learner)
}

// UpdateSession gives fn the trail of a session that nobody else changes
// meanwhile, and stores what fn changed in it: the session, the answers and
// scores of its responses, responses added at the end. A score fn leaves in the
// trail is stored when the session counts; a session that is void loses its
// score. An error of fn undoes everything and is returned as it is.
//
// Fn holds a connection, so it must not call the store. This runs for every
// answer of every pupil: begin and commit travel with the statements, so that
// it takes two round trips.
func (s *Store) UpdateSession(ctx context.Context, id models.SessionID, fn func(*models.SessionTrail) error) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return failed("session", err)
	}
	defer release(ctx, conn)
	trail, err := lockTrail(ctx, conn, id)
	if err != nil {
		return failed("session", err)
	}
	session := trail.Session
	stored, err := encodeResponses(trail)
	if err != nil {
		return err
	}
	if err := fn(&trail); err != nil {
		return err
	}
	return failed("session", storeChanges(ctx, conn, session, stored, trail))
}

// release gives a connection back, after undoing a transaction that is still
// under way. Should that fail, the pool closes the connection, which undoes it
// too.
func release(ctx context.Context, conn *pgxpool.Conn) {
	if conn.Conn().PgConn().TxStatus() != 'I' {
		_, _ = conn.Exec(ctx, "rollback")
	}
	conn.Release()
}

// lockTrail begins a transaction and reads a trail in two statements: the
// second sees what the session's last holder has committed while the first
// waited. The score is left out, so that one in the trail is fn's.
func lockTrail(ctx context.Context, conn *pgxpool.Conn, id models.SessionID) (models.SessionTrail, error) {
	var row trailRow
	batch := &pgx.Batch{}
	batch.Queue("begin")
	batch.Queue("select from sessions where id = $1 for update", id)
	batch.Queue(trailQuery+" where s.id = $1", id).Query(func(rows pgx.Rows) (err error) {
		row, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[trailRow])
		return err
	})
	err := conn.SendBatch(ctx, batch).Close()
	row.Score = nil
	return row.trail(), err
}

// encodeResponses returns each response as JSON, to be compared with: fn may
// change what the maps and slices of a response hold.
func encodeResponses(trail models.SessionTrail) ([][]byte, error) {
	encoded := make([][]byte, len(trail.Responses))
	for i, r := range trail.Responses {
		var err error
		if encoded[i], err = json.Marshal(r); err != nil {
			return nil, models.Errorf(models.CodeInvalid, "response %d cannot be stored: %w", i, err)
		}
	}
	return encoded, nil
}

// storeChanges writes what trail has beyond the session and the responses
// that are stored, and commits.
func storeChanges(ctx context.Context, conn *pgxpool.Conn, session models.Session, stored [][]byte, trail models.SessionTrail) error {
	now := trail.Session
	for i := range trail.Responses {
		r := &trail.Responses[i]
		r.RegionID, r.SessionID, r.Position = session.RegionID, session.ID, i
	}
	encoded, err := encodeResponses(trail)
	if err != nil {
		return err
	}
	batch := &pgx.Batch{}
	if now != session {
		batch.Queue(updateSession, pgx.StructArgs(now))
	}
	for i, r := range trail.Responses {
		if i >= len(stored) || !slices.Equal(stored[i], encoded[i]) {
			batch.Queue(putResponse, pgx.StructArgs(r))
		}
	}
	switch {
	case trail.Score != nil && now.State.Counts():
		batch.Queue(putScore, pgx.StructArgs(*trail.Score))
	case now.State == models.SessionVoided && session.State != now.State:
		batch.Queue("delete from scores where region_id = $1 and session_id = $2", session.RegionID, session.ID)
	}
	batch.Queue("commit")
	return conn.SendBatch(ctx, batch).Close()
}

const insertSession = `
	insert into sessions (id, region_id, learner_id, assignment_id, class_id, form_id, state, locale, seed,
		theta, se, worked, resumed_at, created_at, ended_at, stop_reason, paper)
	values (@ID, @RegionID, @LearnerID, @AssignmentID, @ClassID, @FormID, @State, @Locale, @Seed,
		@Theta, @SE, @Worked, @ResumedAt, @CreatedAt, @EndedAt, @StopReason, @Paper)`

const updateSession = `
	update sessions set state = @State, locale = @Locale, theta = @Theta, se = @SE, worked = @Worked,
		resumed_at = @ResumedAt, ended_at = @EndedAt, stop_reason = @StopReason
	where region_id = @RegionID and id = @ID`

const putResponse = `
	insert into responses (region_id, session_id, position, id, item_id, item_version, presented_at,
		answer_id, answered_at, seconds, answer, score, theta, se)
	values (@RegionID, @SessionID, @Position, @ID, @ItemID, @ItemVersion, @PresentedAt,
		@AnswerID, @AnsweredAt, @Seconds, @Answer, @Score, @Theta, @SE)
	on conflict (region_id, session_id, position) do update set
		answer_id = excluded.answer_id, answered_at = excluded.answered_at, seconds = excluded.seconds,
		answer = excluded.answer, score = excluded.score, theta = excluded.theta, se = excluded.se`

const putScore = `
	insert into scores (region_id, session_id, learner_id, class_id, theta, se, items, level, provisional, at)
	values (@RegionID, @SessionID, @LearnerID, @ClassID, @Theta, @SE, @Items, @Level, @Provisional, @At)
	on conflict (region_id, session_id) do update set
		theta = excluded.theta, se = excluded.se, items = excluded.items, level = excluded.level,
		provisional = excluded.provisional, at = excluded.at`
