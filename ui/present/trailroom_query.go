package present

import (
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// queryWords are the words that a search may begin with; what begins with none of them stands somewhere in the entry.
const (
	byPerson   = "person:"
	byAction   = "action:"
	byDocument = "document:"
	byField    = "field:"
	byDevice   = "device:"
	byPurpose  = "purpose:"
	bySince    = "since:"
	byUntil    = "until:"
)

// ReadQuery reads what a person typed to search the trail: "person:dana action:document.open since:2026-11-01 deny", all of which
// must be so. A word that is none of ours stands in an id or a machine word of the entry. The line says what is wrong with it.
func ReadQuery(text string, people []chart.Person, local *time.Location) (s TrailSearch, wrong Line) {
	for _, word := range strings.Fields(text) {
		name, value, _ := strings.Cut(word, ":")
		if value == "" && name != word {
			return s, Say("Something must follow {{.Word}}", Data{"Word": word})
		}
		switch name + ":" {
		case byPerson:
			if s.Person = personOf(value, people); s.Person == "" {
				return s, Say("Nobody has the login name {{.Login}}.", Data{"Login": value})
			}
		case byAction:
			s.Actions = append(s.Actions, chart.Action(value))
		case byDocument:
			s.Documents = append(s.Documents, chart.DocumentID(value))
		case byField:
			s.Field = chart.FieldID(value)
		case byDevice:
			s.Device = chart.DeviceID(value)
		case byPurpose:
			s.Purpose = value
		case bySince, byUntil:
			day, err := time.ParseInLocation(time.DateOnly, value, local)
			if err != nil {
				return s, Say("A day is typed as 2026-11-01.")
			}
			if name+":" == bySince {
				s.Since = day
			} else {
				s.Until = day
			}
		default:
			switch {
			case word == chart.Permit || word == chart.Deny:
				s.Decision = word
			case s.Text != "":
				return s, Say("Only one word can be looked for in the entries.")
			default:
				s.Text = word
			}
		}
	}
	return s, Line{}
}

// personOf finds somebody by login, or by an id of somebody who is not there any more.
func personOf(value string, people []chart.Person) chart.PersonID {
	for _, p := range people {
		if strings.EqualFold(p.Login, value) || string(p.ID) == value {
			return p.ID
		}
	}
	if len(value) == 32 {
		return chart.PersonID(value)
	}
	return ""
}

// with puts a word into a query in place of one that begins the same.
func with(query, name, value string) string {
	var kept []string
	for _, word := range strings.Fields(query) {
		if !strings.HasPrefix(word, name) {
			kept = append(kept, word)
		}
	}
	return strings.Join(append(kept, name+value), " ")
}
