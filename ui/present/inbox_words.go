package present

import (
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// TypeWord is the name of a kind of document on every screen.
func TypeWord(t chart.Type) Line {
	if l, ok := typeWords[t]; ok {
		return l
	}
	return Say("Other document")
}

var typeWords = map[chart.Type]Line{
	chart.IntakeForm: Say("Intake form"), chart.ConsentForm: Say("Consent form"),
	chart.InsuranceCard: Say("Insurance card"), chart.IDCard: Say("Identity card"),
	chart.ProgressNote: Say("Progress note"), chart.DischargeSummary: Say("Discharge summary"),
	chart.LabReport: Say("Lab report"), chart.PathologyReport: Say("Pathology report"),
	chart.RadiologyReport: Say("Radiology report"), chart.ReferralLetter: Say("Referral letter"),
	chart.MedicationList: Say("Medication list"), chart.Prescription: Say("Prescription"),
	chart.ImmunizationRecord: Say("Immunization record"), chart.Superbill: Say("Superbill"),
	chart.ClaimForm: Say("Claim form"), chart.EOB: Say("Explanation of benefits"),
	chart.DenialLetter: Say("Denial letter"), chart.FaxCover: Say("Fax cover sheet"),
	chart.Separator: Say("Separator sheet"), chart.Blank: Say("Blank page"), chart.Other: Say("Other document"),
}

func groupOf(s chart.Summary) InboxGroup {
	switch s.State {
	case chart.StateReading:
		if s.ID != "" && s.Open > 0 { // work on it can begin
			return NeedsYou
		}
		return BeingRead
	case chart.StateQuarantined:
		return BeingRead
	case chart.StateReady:
		return ToSign
	case chart.StateSecondReview, chart.StateAdjudication:
		if s.Waits.Step != "" && !s.Waits.Mine {
			return WithOthers
		}
		return NeedsYou
	case chart.StateSigned, chart.StateSent:
		return OnTheWay
	case chart.StateSettled, chart.StateHeld, chart.StatePurged:
		return Finished
	case chart.StateRefused:
		return NotTaken
	}
	return NeedsYou // review, and any state that this version does not know
}

// GroupWord is the heading of a group.
func GroupWord(g InboxGroup) Line {
	switch g {
	case NeedsYou:
		return Say("Needs you")
	case BeingRead:
		return Say("Being read")
	case ToSign:
		return Say("Ready to sign")
	case WithOthers:
		return Say("With a colleague")
	case OnTheWay:
		return Say("On their way")
	case Finished:
		return Say("Finished")
	}
	return Say("Not taken")
}

func rowOf(s chart.Summary, now time.Time) InboxRow {
	r := InboxRow{ID: s.ID, Group: groupOf(s), Title: TypeWord(s.Type), Pages: Count("{{.N}} pages", s.Pages),
		Urgent: s.Urgent, When: Ago(now.Sub(s.Imported)), Opens: true, Look: s.State.StepOf() != "",
		Sheet: s.State == chart.StateReady && s.Held == "" && (s.Type == chart.Blank || s.Type == chart.Separator)}
	r.State, r.Tone = stateWord(s)
	switch r.Group {
	case NeedsYou:
		switch {
		case s.Open > 0:
			r.Badge = strconv.Itoa(s.Open)
		case r.Look:
			r.Badge = lookBadge(s.State)
		case s.Type == chart.Blank: // one look
			r.Badge = "1"
		default:
			r.Badge = "✓"
		}
	case ToSign:
		r.Badge = "✓"
	case BeingRead:
		r.Opens = s.State == chart.StateReading && s.ID != ""
	case NotTaken:
		r.Opens = false
	}
	if s.State == chart.StatePurged {
		r.Opens = false
	}
	if r.Group == BeingRead && s.ID == "" {
		r.Title = Say("Chart being read")
		if s.Pages == 0 {
			r.Pages = Line{}
		}
	}
	if s.State == chart.StateRefused {
		r.Title = Say("File not taken")
		if s.Refusal != nil {
			t := RefusalWords(*s.Refusal)
			r.Refused, r.State = &t, t.Happened
		}
		if s.Pages == 0 {
			r.Pages = Line{}
		}
	}
	return r
}

func stateWord(s chart.Summary) (Line, Tone) {
	switch s.State {
	case chart.StateQuarantined:
		return Say("waits to be read"), Quiet
	case chart.StateReading:
		if s.Open > 0 {
			return Count("being read; {{.N}} fields need you already", s.Open), Needs
		}
		return Say("being read"), Quiet
	case chart.StateReview:
		switch {
		case s.Notes > 0:
			return Count("{{.N}} notes for you", s.Notes), Needs
		case s.Held != "":
			return Say("a colleague is at work on it"), Quiet
		}
		if s.Open == 0 && s.Type == chart.Blank {
			return Say("seems to be blank: look at it"), Needs
		}
		if s.Open == 0 {
			return Say("ready to sign"), Done
		}
		return Count("{{.N}} of {{.All}} fields need you", s.Open, Data{"All": s.Fields}), Needs
	case chart.StateSecondReview, chart.StateAdjudication:
		return lookWord(s)
	case chart.StateReady:
		return Say("ready to sign"), Done
	case chart.StateSigned:
		return Say("signed, waits for the hub"), Quiet
	case chart.StateSent:
		return Say("sent, waits for the receipt"), Quiet
	case chart.StateSettled:
		return Say("settled: the hub has it"), Done
	case chart.StateRefused:
		return Say("not taken"), Wrong
	case chart.StateHeld:
		return Say("legal hold: nothing may change"), Doubtful
	case chart.StatePurged:
		return Say("shredded; the evidence is kept"), Quiet
	}
	return Say("needs a person"), Needs
}

// lookBadge counts the look that a document waits for.
func lookBadge(s chart.State) string {
	if s == chart.StateAdjudication {
		return "3"
	}
	return "2"
}

// lookWord says what look a document waits for and whose it is.
func lookWord(s chart.Summary) (Line, Tone) {
	second, w := s.State == chart.StateSecondReview, s.Waits
	switch {
	case w.Step != "" && !w.Mine && w.First && w.Later:
		return Say("you may look again from {{.When}} on", Data{"When": w.From.Local().Format("15:04")}), Quiet
	case w.Step != "" && !w.Mine && second:
		return Say("a colleague takes the second look"), Quiet
	case w.Step != "" && !w.Mine:
		return Say("a third person decides"), Quiet
	case second && w.First:
		return Say("second look, by yourself"), Doubtful
	case second:
		return Say("second look"), Doubtful
	}
	return Say("two looks differ: you decide"), Doubtful
}

// Ago says how long something is past, in the largest unit that fits.
func Ago(d time.Duration) Line {
	switch {
	case d < 10*time.Second:
		return Say("just now")
	case d < time.Minute:
		return Say("{{.N}} s ago", Data{"N": int(d / time.Second)})
	case d < time.Hour:
		return Say("{{.N}} min ago", Data{"N": int(d / time.Minute)})
	case d < 24*time.Hour:
		return Say("{{.N}} h ago", Data{"N": int(d / time.Hour)})
	}
	return Count("{{.N}} days ago", int(d/(24*time.Hour)))
}

// RefusalWords says why a file is not taken and what to do.
func RefusalWords(r chart.Refusal) Trouble {
	safe := Say("The file is where it was, unchanged; nothing of it was kept.")
	what, do := refusalWord(r.Reason)
	return Trouble{Happened: what, Safe: safe, Do: do}
}

func refusalWord(r chart.RefusalReason) (what, do Line) {
	switch r {
	case chart.RefusedEmpty:
		return Say("The file is empty."), Say("Scan or save it again.")
	case chart.RefusedNotSupported:
		return Say("This kind of file is not read."), Say("Save it as PDF, TIFF, JPEG, PNG, BMP or WebP.")
	case chart.RefusedTypeMismatch:
		return Say("The content is not what the file's name says."),
			Say("Ask the sender what it is; if you trust it, give it the right ending and import it again.")
	case chart.RefusedEncrypted:
		return Say("The file is protected by a password."), Say("Open it with its password, print it to a new PDF and import that.")
	case chart.RefusedTooLarge:
		return Say("The file is too large."), Say("Split it into smaller files.")
	case chart.RefusedTooManyPages:
		return Say("The file has too many pages."), Say("Split it into files of at most 2,000 pages.")
	case chart.RefusedTooManyPixels:
		return Say("A page is too large to be a scanned page."), Say("Scan it again at 300 dpi.")
	case chart.RefusedDamaged:
		return Say("The file is damaged."), Say("Ask for it again, or scan it again.")
	case chart.RefusedTimedOut:
		return Say("Reading took too long and was stopped."), Say("Split the file, or print it to a new PDF and import that.")
	case chart.RefusedOutOfMemory:
		return Say("Reading needed too much memory and was stopped."), Say("Split the file, or scan it again at 300 dpi.")
	case chart.RefusedActiveContent:
		return Say("The file carries a program or an attachment."), Say("Print it to a new PDF and import that.")
	}
	return Say("The file could not be taken."), Say("Print it to a new PDF and import that.")
}

// SendingSnapshot is the right end of the status bar and what the offline state shows.
type SendingSnapshot struct {
	Known   bool // false until the outbox was asked
	Waiting Line // "3 records on their way"; empty where nothing waits
	Hub     Line // "hub reached 20 s ago"
	SIEM    Line // "SIEM away since 2026-11-22 09:00; entries that wait: 312"; empty where it takes the trail, or nobody does
	Offline *Trouble
}

// offlineAfter is how long the hub may be silent while records wait before the queue says so.
const offlineAfter = 2 * time.Minute

func sendingOf(o OutboxStatus, err error, now time.Time) SendingSnapshot {
	if err != nil {
		return SendingSnapshot{}
	}
	s := SendingSnapshot{Known: true}
	if !o.SIEMAway.IsZero() && now.Sub(o.SIEMAway) > offlineAfter {
		s.SIEM = Say("SIEM away since {{.Since}}; entries that wait: {{.N}}", Data{"N": int(o.SIEMWaiting), "Since": o.SIEMAway.Local().Format("2006-01-02 15:04")})
	}
	if o.Waiting > 0 {
		s.Waiting = Count("{{.N}} records on their way", o.Waiting)
	}
	switch {
	case o.Hub == "":
		s.Hub = Say("no hub yet")
		if o.Waiting > 0 {
			s.Waiting = Count("{{.N}} records wait", o.Waiting)
		}
	case o.LastSeen.IsZero():
		s.Hub = Say("hub not reached yet")
	case o.Unwitnessed:
		s.Hub = Say("hub reached {{.Ago}}; it does not witness the trail", Data{"Ago": Ago(now.Sub(o.LastSeen))})
	case o.Problem != nil:
		s.Hub = Say("hub last reached {{.Ago}}", Data{"Ago": Ago(now.Sub(o.LastSeen))})
	default:
		s.Hub = Say("hub reached {{.Ago}}", Data{"Ago": Ago(now.Sub(o.LastSeen))})
	}
	if o.Hub != "" && o.Waiting > 0 && o.Problem != nil && now.Sub(o.Oldest) > offlineAfter {
		s.Offline = &Trouble{
			Happened: Count("The hub does not answer; {{.N}} records wait, the oldest since {{.Ago}}.", o.Waiting,
				Data{"Ago": Ago(now.Sub(o.Oldest))}),
			Safe: Say("They are signed and sealed on this computer and are sent by themselves."),
			Do:   Say("Go on working. If it lasts, check the network and the hub's address in the settings."),
		}
	}
	return s
}
