package wire

import (
	"context"
	"fmt"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/storage/vault"
)

// about is what a person is about to do, besides the action.
type about struct {
	document  chart.DocumentID
	purpose   access.Purpose // "" is the purpose for which the person's role usually works
	recipient string         // of what leaves
	didFirst  bool           // the person did what this is the second look at
	alone     bool           // nobody else could do it
	patient   []string       // what names the patient, where that is known already
	ahead     bool           // nobody asked for it yet: a refusal is nobody's try
}

// at gives the session of the person at the desk, when the rules let that person do the action. What is about one chart asks
// atChart, or decide.
func (d *Desk) at(op string, action chart.Action) (*vault.Session, error) {
	return d.decide(op, action, about{})
}

// atChart is at for one chart, with the restrictions that stand on it.
func (d *Desk) atChart(op string, action chart.Action, id chart.DocumentID) (*vault.Session, error) {
	return d.decide(op, action, about{document: id})
}

// decide is the one place where is decided whether somebody may do something. A permit goes into the trail with the entry of
// what was done, a refusal with one of its own.
func (d *Desk) decide(op string, action chart.Action, a about) (*vault.Session, error) {
	d.mu.Lock()
	ses := d.session
	d.mu.Unlock()
	if ses == nil || ses.Alive() != nil {
		return nil, chart.E(chart.Locked, op, nil)
	}
	who := ses.Person()
	if a.purpose == "" && a.document != "" {
		a.purpose = access.UsualPurpose(who)
	}
	stands := d.standing(ses)
	facts, err := d.facts(ses, stands, action, a)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	ruling := stands.book.Decide(rulebook.Question{Person: who, Action: action, Document: a.document, Facts: facts})
	if err := ruling.Refused(); err != nil {
		if !a.ahead {
			d.deny(who, action, a, ruling)
		}
		return nil, chart.E(chart.NotAllowed, op, err)
	}
	if err := d.writable(op, action); err != nil {
		return nil, err
	}
	d.rules.remember(who.ID, action, a, ruling)
	return ses, nil
}

// rules is the rules that hold at the desk, and what they decided of late.
type rules struct {
	release *rulebook.Book // never changed
	loading sync.Mutex
	mu      sync.Mutex
	stands  *standing          // what the practice has set, for the session at the desk
	changes uint64             // to what it has set, since the desk began
	given   map[ruled]given    // permits, for the entries of what is done then
	denied  map[ruled]*refused // refusals that stand in the trail
	burst   int                // entries of refusals since from
	from    time.Time
}

// ruled is what was decided.
type ruled struct {
	person   chart.PersonID
	action   chart.Action
	document chart.DocumentID
	policy   string // of a refusal
}

type given struct{ policy, purpose string }

// refused is a refusal that was written down, and how many like it were not.
type refused struct {
	at   time.Time
	more int
}

const (
	onceIn    = time.Minute // in which the same refusal is written down once
	mostBurst = 60          // entries of refusals in that time, whatever they are of
	mostRuled = 2048        // kept in mind
)

// remember keeps a permit for the trail's entry of what is done with it.
func (r *rules) remember(who chart.PersonID, action chart.Action, a about, ruling rulebook.Ruling) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.given == nil || len(r.given) >= mostRuled {
		r.given = map[ruled]given{}
	}
	r.given[ruled{person: who, action: action, document: a.document}] = given{ruling.Policy(), string(a.purpose)}
}

// stamp writes into an entry by which rule it was permitted. What nobody was asked about stays as it is.
func (r *rules) stamp(e *chart.AuditEntry) {
	if e.Person == "" || e.Decision != "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	g, ok := r.given[ruled{person: e.Person, action: e.Action, document: e.Document}]
	if !ok {
		g, ok = r.given[ruled{person: e.Person, action: e.Action}]
	}
	if !ok {
		return
	}
	e.Policy, e.Decision = g.policy, chart.Permit
	if e.Purpose == "" {
		e.Purpose = g.purpose
	}
}

// counts says whether a refusal goes into the trail, and how many like it did not since the last that did.
func (r *rules) counts(now time.Time, k ruled) (write bool, more int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.denied == nil || len(r.denied) >= mostRuled {
		r.denied = map[ruled]*refused{}
	}
	if now.Sub(r.from) >= onceIn {
		r.from, r.burst = now, 0
	}
	last := r.denied[k]
	if last == nil {
		last = &refused{at: now.Add(-onceIn)}
		r.denied[k] = last
	}
	if now.Sub(last.at) < onceIn || r.burst >= mostBurst {
		last.more++
		return false, 0
	}
	more = last.more
	r.burst++
	last.at, last.more = now, 0
	return true, more
}

// deny writes a refusal into the trail. Asking again and again must not fill it: the same refusal is written once a minute,
// with how often it was repeated.
func (d *Desk) deny(who chart.Person, action chart.Action, a about, ruling rulebook.Ruling) {
	write, more := d.rules.counts(d.opts.Now(), ruled{who.ID, action, a.document, ruling.Policy()})
	if !write {
		return
	}
	e := chart.AuditEntry{Action: chart.ActDenied, Person: who.ID, Document: a.document, Purpose: string(a.purpose),
		Policy: ruling.Policy(), Decision: chart.Deny, Detail: "action=" + string(action)}
	if more > 0 {
		e.Detail += fmt.Sprintf(" more=%d", more)
	}
	d.note(context.WithoutCancel(d.life), e)
}
