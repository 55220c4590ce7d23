// Package delivery is the pure core of test delivery: the rules by which one
// sitting of a test goes on. A session's trail goes in, the trail after one
// event comes out; there is no input or output, no clock and no lock.
//
// [Rules] is everything that decides beside the trail. Its methods are the
// events: [Rules.Begin], [Rules.Answer], [Rules.Pause], [Rules.Resume],
// [Rules.HandIn], [Rules.Lapse] and [Rules.Code]; [Void] needs no rules. An
// event that is refused returns a models.Error and leaves the trail as it was.
// docs/assessment.md draws the state machine.
//
// Apart from the identifiers of responses, an event depends on its arguments
// only: what is done again gives the same item.
package delivery
