package study

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"suyang/models"
)

// maxUnpacked bounds what a compressed upload may grow to.
const maxUnpacked = 512 << 20

func decompress(name string, content []byte) ([]byte, error) {
	if !strings.HasSuffix(strings.ToLower(name), ".gz") {
		return content, nil
	}
	zip, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, models.Invalid("file", name+" is not compressed with gzip, though its name ends in .gz")
	}
	plain, err := io.ReadAll(io.LimitReader(zip, maxUnpacked+1))
	if err != nil {
		return nil, models.Invalid("file", name+" is damaged: "+err.Error())
	}
	if len(plain) > maxUnpacked {
		return nil, &models.Error{Code: models.CodeTooLarge, Field: "file", Message: fmt.Sprintf("%s holds more than %d MiB; calibrate it with the command suyang calibrate", name, maxUnpacked>>20)}
	}
	return plain, nil
}

// WriteResponses writes the points of every session as a CSV of responses: one
// row a session, one column an item, empty where the item was not presented.
// An item that was presented and skipped counts as no points.
func WriteResponses(w io.Writer, trails []models.SessionTrail) error {
	items := itemsOf(trails)
	out := csv.NewWriter(w)
	row := append([]string{"ID_session"}, items...)
	err := out.Write(row)
	for _, trail := range trails {
		clear(row)
		row[0] = trail.Session.ID.String()
		for _, r := range trail.Responses {
			if r.Answered() {
				column, _ := slices.BinarySearch(items, r.ItemID)
				row[1+column] = strconv.Itoa(r.Score.Points)
			}
		}
		err = errors.Join(err, out.Write(row))
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

// itemsOf lists the items answered in any of the sessions, in order.
func itemsOf(trails []models.SessionTrail) []string {
	seen := map[string]bool{}
	for _, trail := range trails {
		for _, r := range trail.Responses {
			if r.Answered() {
				seen[r.ItemID] = true
			}
		}
	}
	items := make([]string, 0, len(seen))
	for id := range seen {
		items = append(items, id)
	}
	slices.Sort(items)
	return items
}
