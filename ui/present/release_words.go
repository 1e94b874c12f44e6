package present

// MethodWord names a method of release.
func MethodWord(m ReleaseMethod) Line {
	switch m {
	case SafeHarbor:
		return Say("Safe Harbor")
	case LimitedDataSet:
		return Say("Limited data set")
	case DateShifted:
		return Say("Dates moved")
	case Surrogates:
		return Say("Invented identifiers")
	}
	return Say("{{.Method}}", Data{"Method": string(m)})
}

// MethodSays says what a method is and what it needs.
func MethodSays(m ReleaseMethod) Line {
	switch m {
	case SafeHarbor:
		return Say("All eighteen identifiers are taken out; of dates the year stays (45 CFR 164.514(b)(2)). It is complete once somebody attests that nobody here knows how the rest could identify a person.")
	case LimitedDataSet:
		return Say("Dates, cities and ZIP codes stay, so it is still health information about patients. It goes to one recipient under a data-use agreement (45 CFR 164.514(e)).")
	case DateShifted:
		return Say("For research: dates are moved by one number of days a patient. The numbers are kept, so it is not Safe Harbor and a board must have approved it.")
	case Surrogates:
		return Say("Names, numbers, places and dates are invented and marked as such. For tests and teaching; it is not Safe Harbor.")
	}
	return Line{}
}

// FormatWord names a form in which a release is written.
func FormatWord(f ReleaseFormat) Line {
	switch f {
	case ReleaseFHIR:
		return Say("FHIR bundles")
	case ReleaseCSV:
		return Say("One table (CSV)")
	case ReleaseText:
		return Say("Text with codes")
	case ReleasePDF:
		return Say("Redacted PDF")
	}
	return Say("{{.Format}}", Data{"Format": string(f)})
}

// AskWord is the label of an entry of the release screen.
func AskWord(f ReleaseField) Line {
	switch f {
	case AttestedField:
		return Say("Who attests that nobody here knows how the rest could identify a person (may stay empty)")
	case RecipientField:
		return Say("Recipient")
	case AgreementField:
		return Say("Number of the data-use agreement")
	case BoardField:
		return Say("Board that approved it")
	case ProtocolField:
		return Say("Its protocol")
	case ApprovedField:
		return Say("Approved on (2026-05-01)")
	case ExpiresField:
		return Say("Approval ends on (2027-04-30)")
	case FolderField:
		return Say("Folder for the release; new or empty")
	}
	return Line{}
}

// ReleaseHeading is the one sentence that matters of a release, or of its rehearsal.
func ReleaseHeading(s ReleaseSnapshot) Line {
	if s.Report == nil {
		return Line{}
	}
	of := Data{"All": s.Report.Documents + len(s.Report.Left)}
	if s.Phase == ReleaseMade {
		return Count("{{.N}} of {{.All}} documents left as a release", s.Report.Documents, of)
	}
	return Count("{{.N}} of {{.All}} documents would leave", s.Report.Documents, of)
}

// KnowledgeSays says whether somebody attested; ReverseSays who could turn codes back.
func KnowledgeSays(o ReleaseReport) Line {
	if o.Knowledge == "not attested" {
		return Say("Nobody attested yet that nothing here identifies a person.")
	}
	return Say("Actual knowledge: {{.Words}}", Data{"Words": o.Knowledge})
}

// ReverseSays says who could turn codes back.
func ReverseSays(o ReleaseReport) Line {
	return Say("Who could turn codes back: {{.Words}}", Data{"Words": o.Reverse})
}

// SmallSays warns of groups that are small.
func SmallSays(o ReleaseReport) Line {
	if len(o.Small) == 0 {
		return Line{}
	}
	return Count("{{.N}} groups of fewer than 11 people look alike: whoever knows one of them could find the person.", len(o.Small))
}
