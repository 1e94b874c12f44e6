package present

import (
	"errors"

	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// refusalTrouble says what a rule refused and what helps; false where it is a matter of the role alone.
func refusalTrouble(r rulebook.Ruling) (Trouble, bool) {
	if len(r.Rules) == 0 || r.Rules[0] == rulebook.DefaultDeny {
		return Trouble{}, false
	}
	t := Trouble{RuleWord(r), Say("Nothing was opened and nothing was changed. That you asked stands in the trail."),
		Say("Ask the privacy officer, who sees which rule it was.")}
	switch r.Cure {
	case rulebook.CureGlass:
		t.Do = Say("In an emergency press Ctrl+Shift+E and say why. Otherwise ask the privacy officer.")
	case rulebook.CurePassword:
		t.Do = Say("Press Ctrl+Shift+P, type your password, and do it again.")
	case rulebook.CureFactor:
		t.Do = Say("Lock with Ctrl+L, choose to sign in anew, and show the authenticator.")
	}
	return t, true
}

// RuleWord says what a rule that refused is for. A practice's own rule says it in the practice's words.
func RuleWord(r rulebook.Ruling) Line {
	for _, id := range r.Rules {
		if l := ruleWords(id); !l.Empty() {
			return l
		}
	}
	return Say("A rule does not allow this: {{.Rule}}", Data{"Rule": r.Says})
}

func ruleWords(id string) Line {
	switch id {
	case "chart-closed-to-you":
		return Say("The privacy officer closed this chart to you.")
	case "chart-restricted":
		return Say("The privacy officer restricted this chart.")
	case "psychotherapy-notes":
		return Say("Psychotherapy notes need the patient's authorization.")
	case "part2-consent":
		return Say("This chart needs a consent that the patient has not given.")
	case "not-to-payer":
		return Say("The patient asked that the payer is not told.")
	case "not-for-research":
		return Say("The patient has not agreed to research.")
	case "not-released":
		return Say("A restriction of the patient keeps this chart here.")
	case "configures-does-not-read":
		return Say("In this practice whoever administers does not use charts.")
	case "reads-does-not-configure-rules":
		return Say("In this practice whoever uses charts does not change the rules.")
	case "signed-first", "own-break-glass":
		return Say("The second look is somebody else's.")
	case "office-hours":
		return Say("It is outside the hours in which your roles work.")
	case "authenticator-again":
		return Say("The authenticator was shown over 12 hours ago.")
	case "password-again":
		return Say("This needs your password again.")
	}
	return Line{}
}

// KindWord names a restriction or consent.
func KindWord(k access.Kind) Line {
	switch k {
	case access.Restricted:
		return Say("Restricted chart")
	case access.ClosedTo:
		return Say("Closed to one person")
	case access.NotToPayer:
		return Say("Not to the payer")
	case access.Psychotherapy:
		return Say("Psychotherapy notes")
	case access.Part2:
		return Say("Substance use (42 CFR Part 2)")
	case access.NoResearch:
		return Say("No research")
	case access.NoRelease:
		return Say("Not released")
	case access.Watched:
		return Say("Watched chart")
	case access.ConsentPart2:
		return Say("Consent: substance use")
	case access.ConsentPsychotherapy:
		return Say("Authorization: psychotherapy notes")
	case access.ConsentResearch:
		return Say("Consent: research")
	}
	return Say("{{.Kind}}", Data{"Kind": string(k)})
}

// WhoseWord says how far a restriction reaches.
func WhoseWord(w Whose) Line {
	switch w {
	case OfImport:
		return Say("All that came in with it")
	case OfPatient:
		return Say("All of the patient's, also later")
	}
	return Say("This document")
}

// OutcomeWord names what a review found.
func OutcomeWord(o access.GlassOutcome) Line {
	switch o {
	case access.GlassRight:
		return Say("Appropriate")
	case access.GlassWrong:
		return Say("Not appropriate")
	case access.GlassNotify:
		return Say("Not appropriate, notify")
	}
	return Say("Waits for a review")
}

// isPassword tells the refusal of a password from that of a rule.
func isPassword(err error) bool { return errors.Is(err, ErrPassword) }

// GlassTrouble tells a privacy officer that reviews of break-glass are late.
func GlassTrouble(waiting, late int) Trouble {
	return Trouble{Count("{{.N}} charts that were opened in an emergency wait for your review, {{.Late}} of them for over 72 hours.", waiting, Data{"Late": late}),
		Say("Everything that was done with them stands in the trail."), Say("Review them on the screen of rules: Ctrl+9.")}
}
