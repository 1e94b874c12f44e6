package proof

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Form is how a file is taken apart.
type Form uint8

// The forms. A file of the form None is proved by somebody else.
const (
	None Form = iota
	Text
	CSV
	JSON
)

// Known is one value that a chart is known to hold. Patient says that it is a patient's own name.
type Known struct {
	Kind    chart.Kind
	Text    string
	Patient bool
}

// Left is something that may still identify. It names no text.
type Left struct {
	Kind  chart.Kind
	Where string // line, column or key
	How   string // known, outline, form
}

// Ask is what a file is held against.
type Ask struct {
	Now      time.Time
	Dates    bool // whole dates may stand
	Places   bool // city and ZIP code may stand
	Ages     bool // ages over 89 may stand
	Old      bool // the person is over 89 today: an age may say so, with the year of its page
	Known    []Known
	Put      map[string]bool          // what the release put in itself, exactly
	Label    []string                 // what it says of itself
	Small    func(prefix string) bool // three digits of a ZIP code that may not stand
	Ordinary func(word string) bool   // a word of the language or of medicine
}

// File takes a file apart and names what may be left in it.
func (a Ask) File(form Form, data []byte) []Left {
	p := a.prepare()
	switch form {
	case Text:
		for n, line := range strings.Split(string(data), "\n") {
			p.prose(fmt.Sprintf("line %d", n+1), line)
		}
		p.running(string(data))
	case CSV:
		p.csv(data)
	case JSON:
		p.json(data)
	default:
		p.leave(chart.OtherID, "file", "form")
	}
	return p.left
}

// Words looks at running text that the release has put nothing into.
func (a Ask) Words(text string) []Left {
	p := a.prepare()
	p.running(text)
	for line := range strings.SplitSeq(text, "\n") {
		p.prose("text", line)
	}
	return p.left
}

// prover is one look at one file.
type prover struct {
	a     Ask
	masks []string // longest first
	known known
	left  []Left
}

func (a Ask) prepare() *prover {
	p := &prover{a: a, known: foldKnown(a)}
	for s := range a.Put {
		p.masks = append(p.masks, s)
	}
	p.masks = append(p.masks, a.Label...)
	slices.SortFunc(p.masks, func(x, y string) int { return len(y) - len(x) })
	return p
}

func (p *prover) leave(k chart.Kind, where, how string) { p.left = append(p.left, Left{k, where, how}) }

// unmasked gives the string without what the release put in: each mask only where it stands alone.
func (p *prover) unmasked(s string) string {
	for _, m := range p.masks {
		if m == "" {
			continue
		}
		for at := 0; ; {
			i := strings.Index(s[at:], m)
			if i < 0 {
				break
			}
			i += at
			at = i + len(m)
			if alone(s, i, at) {
				s = s[:i] + strings.Repeat("\x00", len(m)) + s[at:]
			}
		}
	}
	return s
}

// alone reports whether no letter or digit touches s[i:j].
func alone(s string, i, j int) bool {
	return (i == 0 || !alnum(s[i-1]) || !alnum(s[i])) && (j == len(s) || !alnum(s[j]) || !alnum(s[j-1]))
}

func (p *prover) csv(data []byte) {
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(lines) == 0 {
		p.leave(chart.OtherID, "file", "form")
		return
	}
	name, value := slices.Index(lines[0], "name"), slices.Index(lines[0], "value")
	if name < 0 || value < 0 {
		p.leave(chart.OtherID, "head", "form")
		return
	}
	for _, l := range lines[1:] {
		for i, cell := range l {
			if i != value {
				p.prose("column "+lines[0][i], cell)
				continue
			}
			p.named(l[name], cell)
		}
	}
}

func (p *prover) json(data []byte) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		p.leave(chart.OtherID, "file", "form")
		return
	}
	p.walk("", v)
}

func (p *prover) walk(key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if known := fixedKeys[k]; known {
				p.fixed(k, inner)
				continue
			}
			p.prose("a key", k)
			p.walk(k, inner)
		}
	case []any:
		for _, inner := range v {
			p.walk(key, inner)
		}
	case json.Number:
		p.number(key, v.String())
	case string:
		p.named(key, v)
	}
}

// fixedKeys hold names of code systems, ids and references that the release makes itself.
var fixedKeys = map[string]bool{"id": true, "fullUrl": true, "reference": true, "system": true, "resourceType": true}

// fixed takes such a value only in the forms that it can have.
func (p *prover) fixed(key string, v any) {
	s, ok := v.(string)
	if !ok {
		p.walk(key, v)
		return
	}
	switch {
	case p.a.Put[s], uuid(strings.TrimPrefix(s, "urn:uuid:")):
	case key == "system" && (strings.HasPrefix(s, "http://terminology.hl7.org/CodeSystem/") || strings.HasPrefix(s, "http://hl7.org/fhir/sid/icd-10-cm") ||
		s == "http://loinc.org" || s == "urn:chartproof:field" || s == "urn:chartproof:deidentification" || s == "phone" || s == "email"):
	case key == "system" && strings.HasPrefix(s, "urn:chartproof:release:") && (uuid(s[23:]) || hexOnly(s[23:])):
	case key == "resourceType":
		p.prose(key, s)
	default:
		p.leave(chart.OtherID, key, "form")
	}
}

func uuid(s string) bool {
	return outline(s) != "" && len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' && hexOnly(strings.ReplaceAll(s, "-", ""))
}

func hexOnly(s string) bool {
	return s != "" && strings.Trim(s, "0123456789abcdef") == ""
}
