package tutor

// Move is a pedagogical move of the companion.
type Move string

// Moves.
const (
	MoveGreet    Move = "greet"    // say who it is and what the talk is about
	MoveElicit   Move = "elicit"   // ask what she was thinking
	MoveHint     Move = "hint"     // the next rung of the item's hint ladder
	MoveLesson   Move = "lesson"   // speak from a lesson and point to it
	MoveCheck    Move = "check"    // have her say what she understands
	MovePraise   Move = "praise"   // name her effort and ask on
	MoveRedirect Move = "redirect" // lead back from something else
	MoveRefuse   Move = "refuse"   // decline to give the answer
	MoveReport   Move = "report"   // explain her result
	MoveTeacher  Move = "teacher"  // all hints are given: ask a teacher
	MoveHandover Move = "handover" // somebody needs a human now
)

// worded reports whether a language model may word the move.
func (m Move) worded() bool { return m != MoveGreet && m != MoveTeacher && m != MoveHandover }

// state is what the policy knows of a conversation.
type state struct {
	report bool // about her report, not about an item
	hints  int  // rungs already given
	rungs  int  // rungs there are
	last   Move // the companion's last move
}

// decide is the policy: the move that answers an intent.
func decide(in intent, s state) Move {
	switch in {
	case intentCrisis:
		return MoveHandover
	case intentAnswer:
		return MoveRefuse
	case intentElsewhere:
		return MoveRedirect
	case intentConcept:
		return MoveLesson
	case intentUnderstood:
		return MoveCheck
	}
	if s.report {
		return decideReport(in)
	}
	return decideItem(in, s)
}

// decideReport answers about a result: what it says, else how to practise.
func decideReport(in intent) Move {
	if in == intentResult {
		return MoveReport
	}
	return MoveLesson
}

// decideItem answers a pupil who is stuck, or who has said what she thinks.
func decideItem(in intent, s state) Move {
	switch {
	case in == intentVague && s.last != MoveElicit:
		return MoveElicit
	case in != intentStuck && s.last != MovePraise:
		return MovePraise
	case s.hints < s.rungs:
		return MoveHint
	case s.last != MoveLesson && s.last != MoveTeacher:
		return MoveLesson
	}
	return MoveTeacher
}
