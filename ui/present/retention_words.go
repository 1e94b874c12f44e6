package present

import (
	"strings"
	"time"
)

// WhyWord says why something is kept, or that it may go.
func WhyWord(why string) Line {
	switch why {
	case "allowed":
		return Say("may go")
	case "held":
		return Say("a legal hold keeps it")
	case "not_settled":
		return Say("somebody still works on it, or it has not arrived")
	case "not_yet":
		return Say("its time is not over")
	case "forever":
		return Say("kept for good")
	case "service_unknown":
		return Say("nobody knows when the patient was last seen")
	case "patient_unknown":
		return Say("nobody knows whose it is")
	case "unreadable":
		return Say("it does not open")
	case "unconfirmed":
		return Say("the state's row is not confirmed")
	case "clock_unsure":
		return Say("this computer's clock is before something that has happened")
	}
	return Say("no rule lets it go")
}

// ProposalTrouble tells who may order a disposal that something may go.
func ProposalTrouble(p DisposalProposal) Trouble {
	return Trouble{Happened: Count("{{.N}} things may go by the retention schedule.", p.Things()),
		Safe: Say("Nothing goes by itself: one person orders it, and another one agrees."),
		Do:   Say("Look through them under Retention and holds, in the menu Go.")}
}

// ThingWord names what a disposal is about.
func ThingWord(kind string) Line {
	switch kind {
	case "original":
		return Say("Original file")
	case "chart":
		return Say("Whole chart")
	case "refused":
		return Say("File that was not taken")
	}
	return Say("Codes of a release")
}

// RunWord says where a disposal stands.
func RunWord(state string) Line {
	switch state {
	case "ordered":
		return Say("waits for a second person")
	case "approved":
		return Say("is being carried out")
	case "done":
		return Say("done")
	}
	return Say("cancelled")
}

// HoldWord says what a hold covers.
func HoldWord(kind string) Line {
	switch kind {
	case "document":
		return Say("One document")
	case "patient":
		return Say("Every chart of a patient")
	case "search":
		return Say("All that a search finds")
	}
	return Say("Everything")
}

// ProgramWord names a program.
func ProgramWord(name string) Line {
	switch name {
	case "medicare":
		return Say("Medicare")
	case "medicare_advantage":
		return Say("Medicare Advantage")
	case "medicaid_managed_care":
		return Say("Medicaid managed care")
	case "transfusion":
		return Say("Blood and transfusion")
	}
	return Say("Health of employees")
}

// periodWord says for how long a rule keeps.
func periodWord(r RetentionRule) Line {
	switch {
	case r.Forever:
		return Say("kept for good")
	case r.Years == 0:
		return Count("{{.N}} days", r.Days)
	}
	return Count("{{.N}} years", r.Years)
}

// minorsWord says what a rule does for minors; empty where nothing else.
func minorsWord(r RetentionRule) Line {
	switch {
	case r.UntilAge > 0:
		return Say("minors until {{.Age}}", Data{"Age": r.UntilAge})
	case r.MinorYears > 0:
		return Count("minors {{.N}} years", r.MinorYears)
	case r.Majority > 0:
		return Say("minors until {{.Age}} and {{.Years}} years", Data{"Age": r.Majority, "Years": r.AfterMajority})
	}
	return Line{}
}

func day(t time.Time) string { return t.Local().Format(time.DateOnly) }

// stateOf is what was typed as a state.
func stateOf(typed string) string { return strings.ToUpper(strings.TrimSpace(typed)) }
