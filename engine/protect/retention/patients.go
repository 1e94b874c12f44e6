package retention

import "time"

// patient is what all charts together know of one person.
type patient struct {
	last    time.Time // of service, in whatever document
	born    time.Time // the latest that a document names: the younger somebody is, the longer a record is kept
	undated bool      // a document of this person names no day of service
}

// Patients is what the charts of a workspace know of their patients together: a period counts from when the patient was seen
// last, not from the day of one document.
type Patients struct {
	parent map[string]string
	known  map[string]*patient
}

// Seen joins all charts by patient. Documents that share one key are the same person's, and so are theirs.
func Seen(charts []Chart) Patients {
	p := Patients{parent: map[string]string{}, known: map[string]*patient{}}
	for _, c := range charts {
		for _, d := range c.Documents {
			for _, k := range d.Patients {
				p.join(d.Patients[0], k)
			}
		}
	}
	for _, c := range charts {
		for _, d := range c.Documents {
			if len(d.Patients) > 0 && !paper(d.Type) {
				p.add(c, d)
			}
		}
	}
	return p
}

func (p Patients) root(k string) string {
	for {
		up, ok := p.parent[k]
		if !ok || up == k {
			return k
		}
		if over, ok := p.parent[up]; ok {
			p.parent[k] = over
		}
		k = up
	}
}

func (p Patients) join(a, b string) {
	if ra, rb := p.root(a), p.root(b); ra != rb {
		p.parent[rb] = ra
	} else if _, ok := p.parent[a]; !ok {
		p.parent[a] = a
	}
}

// add takes a document's days. A day of service that cannot be is none: the file came in then at the latest, so a document
// without one counts from the day it was scanned where another of the patient's has one, and keeps all of them where none has.
func (p Patients) add(c Chart, d Document) {
	k := p.root(d.Patients[0])
	who := p.known[k]
	if who == nil {
		who = &patient{undated: true}
		p.known[k] = who
	}
	day := plausible(d.Service, c.Imported)
	if !day.IsZero() {
		who.undated = false
	} else {
		day = c.Imported
	}
	if day.After(who.last) {
		who.last = day
	}
	if born := plausible(d.Born, c.Imported); born.After(who.born) {
		who.born = born
	}
}

func (p Patients) of(keys []string) patient {
	if who := p.known[p.root(keys[0])]; who != nil {
		return *who
	}
	return patient{undated: true}
}
