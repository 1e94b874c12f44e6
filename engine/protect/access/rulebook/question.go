package rulebook

import (
	"strings"
	"time"

	cedar "github.com/cedar-policy/cedar-go"

	"chartproof.org/chartproof/engine/chart"
)

// Question is what somebody is about to do.
type Question struct {
	Person   chart.Person
	Action   chart.Action
	Zone     chart.Zone       // of the questions about zones; empty otherwise
	Document chart.DocumentID // empty where it is not about one chart
	Facts    Facts
}

// Facts are what an answer may depend on besides role and action. The zero Facts are those of somebody who has just signed
// in, in working hours, with a chart that nobody restricted.
type Facts struct {
	Purpose      string   // why; "" where nobody asked
	Restrictions []string // recorded of the chart
	Consents     []string // given by the patient
	Closed       bool     // the chart is closed to this very person
	Glass        bool     // the person broke the glass of the chart, and the time is not over
	OutsideHours bool
	FactorAge    time.Duration // since the authenticator was shown
	PasswordAge  time.Duration // since the password was typed
	Workstation  chart.DeviceID
	Recipient    string // of what leaves
	DidFirst     bool   // the person did what this is the second look at
	Separate     bool   // the practice keeps the duties apart
	OnePerson    bool   // nobody else could do it
}

// The cures: what a person can do about a refusal.
const (
	CureGlass    = "glass"    // break the glass, in an emergency
	CurePassword = "password" // type the password again
	CureFactor   = "factor"   // sign out, and in again with the authenticator
)

// DefaultDeny stands for the rule that decided where none did.
const DefaultDeny = "default-deny"

// Ruling is an answer.
type Ruling struct {
	Permit  bool
	Rules   []string // ids of the rules that decided, in order; DefaultDeny alone where none permits
	Says    string   // what the first of them is for
	Cure    string   // what the person can do about a refusal; empty where nothing helps
	Version string   // of the book
}

// Policy names rules and version as the trail has them.
func (r Ruling) Policy() string { return strings.Join(r.Rules, "+") + "@" + r.Version }

// Word is the decision as the trail has it.
func (r Ruling) Word() string {
	if r.Permit {
		return chart.Permit
	}
	return chart.Deny
}

// Refused is the refusal as an error, nil for a permit.
func (r Ruling) Refused() error {
	if r.Permit {
		return nil
	}
	return &Refusal{r}
}

// Refusal is a refusal in an error's chain.
type Refusal struct{ Ruling Ruling }

// Error names the rules and what they are for; it holds nothing of a chart.
func (r *Refusal) Error() string {
	if r.Ruling.Says == "" {
		return "no rule permits this to your roles (" + r.Ruling.Policy() + ")"
	}
	return r.Ruling.Says + " (" + r.Ruling.Policy() + ")"
}

func uid(kind, id string) cedar.EntityUID {
	return cedar.NewEntityUID(cedar.EntityType(kind), cedar.String(id))
}

func (q *Question) resource() cedar.EntityUID {
	switch {
	case q.Zone != "":
		return uid("Zone", string(q.Zone))
	case q.Document != "":
		return uid("Chart", string(q.Document))
	}
	return uid("Workspace", "here")
}

func words(in []string) cedar.Set {
	out := make([]cedar.Value, len(in))
	for i, w := range in {
		out[i] = cedar.String(w)
	}
	return cedar.NewSet(out...)
}

func seconds(d time.Duration) cedar.Value { return cedar.Long(d / time.Second) }

func (f *Facts) record() cedar.Record {
	duties := "joined"
	if f.Separate {
		duties = "separate"
	}
	return cedar.NewRecord(cedar.RecordMap{
		"purpose": cedar.String(f.Purpose), "restrictions": words(f.Restrictions), "consents": words(f.Consents),
		"closed_to_person": cedar.Boolean(f.Closed), "glass": cedar.Boolean(f.Glass), "outside_hours": cedar.Boolean(f.OutsideHours),
		"factor_age": seconds(f.FactorAge), "password_age": seconds(f.PasswordAge), "workstation": cedar.String(f.Workstation),
		"recipient": cedar.String(f.Recipient), "did_first": cedar.Boolean(f.DidFirst), "duties": cedar.String(duties),
		"one_person": cedar.Boolean(f.OnePerson),
	})
}
