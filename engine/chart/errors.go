package chart

import "errors"

// ErrKind is the closed set of what can go wrong, for those who must act on it.
type ErrKind string

// The kinds of error. KindOf gives Internal for an error that names none.
const (
	Internal      ErrKind = "internal"
	NotFound      ErrKind = "not_found"
	NotAllowed    ErrKind = "not_allowed"    // the person's role or a wrong password
	Locked        ErrKind = "locked"         // nobody is signed in
	Conflict      ErrKind = "conflict"       // somebody else changed it first
	Held          ErrKind = "held"           // a colleague is at work on it
	BadState      ErrKind = "bad_state"      // the document is not where the action needs it
	BadInput      ErrKind = "bad_input"      // what was typed or given cannot be right
	MissingTool   ErrKind = "missing_tool"   // the environment lacks something
	Unreachable   ErrKind = "unreachable"    // the hub does not answer
	Tampered      ErrKind = "tampered"       // a hash, signature or seal does not hold
	KeyringAbsent ErrKind = "keyring_absent" // no OS keyring answers
	KeyringLocked ErrKind = "keyring_locked" // the keyring is locked or asks for a person
	KeyringWrong  ErrKind = "keyring_wrong"  // the keyring holds another machine's secret
)

// Error is an error with a kind, the operation that failed, and a cause. It never holds text out of a chart.
type Error struct {
	Kind ErrKind
	Op   string // lower case: "open document"
	Err  error  // may be nil
}

// E makes an Error.
func E(kind ErrKind, op string, err error) *Error { return &Error{Kind: kind, Op: op, Err: err} }

// Error gives operation, kind and cause.
func (e *Error) Error() string {
	s := e.Op + ": " + string(e.Kind)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf gives the kind of the outermost Error in err's chain, Internal where there is none, and "" for nil.
func KindOf(err error) ErrKind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
