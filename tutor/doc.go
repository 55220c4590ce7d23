// Package tutor is the learning companion: it leads a pupil to see what she got
// wrong, and never hands out the answer.
//
// Policy is code: what the pupil writes is read as an intent, the intent and
// the state of the conversation choose a [Move], and only then is the move put
// into words, by a language model where one is configured, else by the item's
// authored hints, lessons and phrases, and it says which. Words of a model pass
// the item's guard (suyang/tutor/guard) sentence by sentence before a pupil
// sees them. Personal data are taken out of what is sent to a model.
//
// Start from [Service]: Start opens a conversation about one item or about the
// pupil's report, Say takes a turn and streams the reply in [Chunk]s.
package tutor
