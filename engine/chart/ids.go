package chart

// Identifiers are random and mean nothing outside the workspace; they are what logs and audit entries hold.
type (
	DocumentID string // one document of a chart: a lab report, a note
	ImportID   string // one file that came in
	PersonID   string // one person who signs in
	DeviceID   string // one enrolled workstation
	FieldID    string // one field of one document, stable through correction
	SpanID     string // one redaction of one document, stable through editing
)

// State is where a document stands on the way of a chart.
type State string

// The way of a chart, in order, and the states off the road.
const (
	StateQuarantined  State = ""
	StateReading      State = "reading"
	StateReview       State = "review"
	StateSecondReview State = "second_review"
	StateAdjudication State = "adjudication"
	StateReady        State = "ready"
	StateSigned       State = "signed"
	StateSent         State = "sent"
	StateSettled      State = "settled"
	StateRefused      State = "refused"
	StateHeld         State = "held"
	StatePurged       State = "purged"
)

// next lists the states that a document may go to; what is not listed is refused.
var next = map[State][]State{
	StateQuarantined:  {StateReading, StateRefused},
	StateReading:      {StateReview, StateReady, StateRefused, StateQuarantined},
	StateReview:       {StateSecondReview, StateReady, StateHeld, StateRefused},
	StateSecondReview: {StateAdjudication, StateReady, StateReview, StateHeld},
	StateAdjudication: {StateReady, StateReview, StateHeld},
	StateReady:        {StateSigned, StateReview, StateSecondReview, StateHeld},
	StateSigned:       {StateSent, StateSettled, StateHeld},
	StateSent:         {StateSettled, StateSigned, StateHeld},
	StateSettled:      {StateHeld, StatePurged},
	StateHeld:         {StateReview, StateReady, StateSettled},
	StateRefused:      {StatePurged},
}

// CanGo reports whether a document may go from s to the state to.
func (s State) CanGo(to State) bool {
	for _, n := range next[s] {
		if n == to {
			return true
		}
	}
	return false
}

// Word is the state's name in logs and on the command line.
func (s State) Word() string {
	if s == StateQuarantined {
		return "quarantined"
	}
	return string(s)
}
