package present

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// pairs reads the machine words of an entry: "from=review to=ready".
func pairs(detail string) map[string]string {
	out := map[string]string{}
	for word := range strings.FieldsSeq(detail) {
		if key, value, ok := strings.Cut(word, "="); ok {
			out[key] = value
		}
	}
	return out
}

// outcome says what came of an action: what was decided, from where to where a document moved, for what a value was shown. ok is
// false where the action says it all.
func outcome(e chart.AuditEntry) (l Line, ok bool) {
	words := pairs(e.Detail)
	switch e.Action {
	case chart.ActDecide, chart.ActHandOver:
		if d := (chart.Decision{Verdict: chart.Verdict(words["verdict"])}); d.Verdict != "" && d.Verdict != "undecided" {
			l, _ = verdictWord(d, false)
			return l, true
		}
	case chart.ActRetype:
		if to := chart.Type(words["to"]); to != "" {
			return Say("from {{.From}} to {{.To}}", Data{"From": TypeWord(chart.Type(words["from"])), "To": TypeWord(to)}), true
		}
	case chart.ActState:
		if words["urgent"] != "" {
			return urgency(words["urgent"] == "true"), true
		}
		from, to := stageWord(words["from"]), stageWord(words["to"])
		switch {
		case words["to"] == "":
		case words["from"] == "":
			return to, true
		default:
			return Say("from {{.From}} to {{.To}}", Data{"From": from, "To": to}), true
		}
	case chart.ActReveal:
		if why := access.Purpose(words["purpose"]); why != "" {
			return PurposeWord(why), true
		}
	case chart.ActRefuse:
		if why := words["reason"]; why != "" {
			l, _ = refusalWord(chart.RefusalReason(why))
			return l, true
		}
	}
	return Line{}, false
}

func urgency(urgent bool) Line {
	if urgent {
		return Say("urgent")
	}
	return Say("no longer urgent")
}

// stageWord names a place on the way of a chart.
func stageWord(state string) Line {
	if state == chart.StateQuarantined.Word() {
		return Say("waits to be read")
	}
	switch chart.State(state) {
	case chart.StateReading:
		return Say("reading")
	case chart.StateReview:
		return Say("review")
	case chart.StateSecondReview:
		return Say("the second look")
	case chart.StateAdjudication:
		return Say("the third look")
	case chart.StateReady:
		return Say("ready to sign")
	case chart.StateSigned:
		return Say("signed")
	case chart.StateSent:
		return Say("sent")
	case chart.StateSettled:
		return Say("settled")
	case chart.StateRefused:
		return Say("not taken")
	case chart.StateHeld:
		return Say("legal hold")
	case chart.StatePurged:
		return Say("shredded")
	}
	return asIs(strings.ReplaceAll(state, "_", " "))
}
