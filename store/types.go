package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	pgxvector "github.com/pgvector/pgvector-go/pgx"

	"suyang/models"
)

// registerTypes teaches a new connection the types of pgvector and our
// reading of times.
func registerTypes(ctx context.Context, conn *pgx.Conn) error {
	if err := pgxvector.RegisterTypes(ctx, conn); err != nil {
		return models.Errorf(models.CodeUnavailable, "the database is not prepared, run `suyang migrate`: %w", err)
	}
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &timeCodec{}})
	return nil
}

// key returns a region's identifier as it stands in primary keys, where the
// zero region is a value like any other and not NULL.
func key(id models.RegionID) [16]byte { return id }

// timeCodec reads and writes time.Time in UTC, the zero time as NULL.
type timeCodec struct{ pgtype.TimestamptzCodec }

// PlanEncode implements pgtype.Codec.
func (c *timeCodec) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(time.Time); ok {
		return encodeTime{c.TimestamptzCodec.PlanEncode(m, oid, format, pgtype.Timestamptz{})}
	}
	return c.TimestamptzCodec.PlanEncode(m, oid, format, value)
}

// PlanScan implements pgtype.Codec.
func (c *timeCodec) PlanScan(m *pgtype.Map, oid uint32, format int16, target any) pgtype.ScanPlan {
	if _, ok := target.(*time.Time); ok {
		return scanTime{c.TimestamptzCodec.PlanScan(m, oid, format, &pgtype.Timestamptz{})}
	}
	return c.TimestamptzCodec.PlanScan(m, oid, format, target)
}

type encodeTime struct{ pgtype.EncodePlan }

// Encode implements pgtype.EncodePlan.
func (p encodeTime) Encode(value any, buf []byte) ([]byte, error) {
	t := value.(time.Time)
	return p.EncodePlan.Encode(pgtype.Timestamptz{Time: t, Valid: !t.IsZero()}, buf)
}

type scanTime struct{ pgtype.ScanPlan }

// Scan implements pgtype.ScanPlan.
func (p scanTime) Scan(src []byte, target any) error {
	var t pgtype.Timestamptz
	err := p.ScanPlan.Scan(src, &t)
	*target.(*time.Time) = t.Time.UTC()
	return err
}
