package present

import (
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// logTime is day and time to the second with the zone, as logs have it.
func logTime(at time.Time) string { return at.Local().Format("2006-01-02 15:04:05 MST") }

// entryFacts say all that an entry holds, one thing a line.
func (p *TrailRoomPresenter) entryFacts(e chart.AuditEntry) []Line {
	facts := []Line{Say("Entry {{.N}}, {{.At}}", Data{"N": e.Index, "At": logTime(e.At)}), Say("Who: {{.Who}}", Data{"Who": p.words.who(e)}),
		Say("Action: {{.Action}}", Data{"Action": string(e.Action)})}
	add := func(l Line, value string) {
		if value != "" {
			facts = append(facts, l)
		}
	}
	add(Say("Person {{.ID}}", Data{"ID": string(e.Person)}), string(e.Person))
	add(Say("Document {{.ID}}", Data{"ID": string(e.Document)}), string(e.Document))
	add(Say("Field {{.ID}}", Data{"ID": string(e.Field)}), string(e.Field))
	add(Say("Purpose: {{.Why}}", Data{"Why": e.Purpose}), e.Purpose)
	add(Say("Decision: {{.Decision}}, by the rule {{.Policy}}", Data{"Decision": e.Decision, "Policy": e.Policy}), e.Decision)
	add(Say("Workstation {{.ID}}", Data{"ID": strings.TrimSpace(string(e.Device) + " " + e.Address)}), string(e.Device)+e.Address)
	add(Say("Words: {{.Words}}", Data{"Words": e.Detail}), e.Detail)
	return facts
}

// alertFacts say what an alert is about and what became of it.
func (p *TrailRoomPresenter) alertFacts(a trail.Raised) []Line {
	facts := []Line{AlertWord(a.Rule), Say("Alert {{.N}}, {{.At}}", Data{"N": a.Index, "At": logTime(a.At)}),
		Say("About: {{.Who}}", Data{"Who": p.words.who(chart.AuditEntry{Person: a.Person})}),
		Say("The entry that struck: {{.N}}, {{.Action}}", Data{"N": a.Entry, "Action": string(a.Action)})}
	if a.Document != "" {
		facts = append(facts, Say("Document {{.ID}}", Data{"ID": string(a.Document)}))
	}
	if a.Count > 0 {
		facts = append(facts, Say("How many: {{.N}}", Data{"N": a.Count}))
	}
	if a.Rule == chart.AlertForked && !a.Done {
		facts = append(facts, Say("Compare what was done since the backup with the paper and the hub's records. Once this is acknowledged, the hub keeps both trails and goes on with this one."))
	}
	if a.Done {
		facts = append(facts, Say("Acknowledged by {{.Who}}, {{.At}}", Data{"Who": p.words.who(chart.AuditEntry{Person: a.DoneBy}), "At": logTime(a.DoneAt)}))
		if text, ok := p.notes[a.Note]; ok {
			facts = append(facts, Say("What was found: {{.Text}}", Data{"Text": text}))
		}
	}
	return facts
}

// AlertWord says what an alert of a rule of the release is; a practice's own rule is named.
func AlertWord(rule string) Line {
	switch rule {
	case "bulk_export":
		return Say("Many documents left in a short time")
	case "many_reveals":
		return Say("One person looked at many masked values")
	case "many_charts":
		return Say("One person opened unusually many charts")
	case "many_charts_together":
		return Say("One person looked at single fields of unusually many charts")
	case "odd_hours":
		return Say("Charts were used outside the hours in which people work")
	case "failed_sign_ins":
		return Say("Somebody tried to sign in as a person again and again")
	case "failed_sign_ins_computer":
		return Say("Somebody tried many logins on this computer")
	case "disabled_login":
		return Say("Somebody tried a login that is disabled")
	case "vip":
		return Say("A chart that is watched was opened")
	case "family":
		return Say("Somebody opened a chart that may be a relative's")
	case "break_glass":
		return Say("A chart was opened in an emergency")
	case "denied":
		return Say("One person was refused again and again")
	case "clock_back":
		return Say("The computer's clock was set back")
	case "keys":
		return Say("Secrets outside the workspace were used")
	case chart.AlertForked:
		return Say("The workspace was restored: the hub has seen entries of the trail that are not here any more")
	case "alarms":
		return Say("A safeguard raised an alarm of its own")
	}
	return Say("Rule {{.Rule}}", Data{"Rule": rule})
}
