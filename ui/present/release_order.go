package present

import (
	"path/filepath"
	"strings"
	"time"
)

// takes reads the entries, and says which one must change first.
func (p *ReleasePresenter) takes(in ReleaseEntries) (o ReleaseOrder, field ReleaseField, wrong Line) {
	o = ReleaseOrder{Method: p.snap.Method, Keep: p.snap.Keep && p.snap.MayKeep, Folder: strings.TrimSpace(in.Folder)}
	for _, r := range p.snap.Rows {
		if r.Marked {
			o.Documents = append(o.Documents, r.ID)
		}
	}
	for _, f := range ReleaseFormats() {
		if p.snap.Formats[f] {
			o.Formats = append(o.Formats, f)
		}
	}
	switch {
	case len(o.Documents) == 0:
		return o, DocumentsField, Say("Mark the documents that are to leave.")
	case len(o.Formats) == 0:
		return o, FormatsField, Say("Choose at least one form.")
	}
	for _, ask := range p.snap.Asks {
		if field, wrong = p.take(&o, in, ask); field != NoReleaseField {
			return o, field, wrong
		}
	}
	return o, NoReleaseField, Line{}
}

// take reads one entry that the method needs.
func (p *ReleasePresenter) take(o *ReleaseOrder, in ReleaseEntries, ask ReleaseField) (ReleaseField, Line) {
	tidy := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	var typed string
	switch ask {
	case AttestedField: // it may stay empty: the label says then that nobody attested
		o.Attested = tidy(in.Attested)
		return NoReleaseField, Line{}
	case RecipientField:
		o.Recipient = tidy(in.Recipient)
		typed = o.Recipient
	case AgreementField:
		o.Agreement = tidy(in.Agreement)
		typed = o.Agreement
	case BoardField:
		o.Board = tidy(in.Board)
		typed = o.Board
	case ProtocolField:
		o.Protocol = tidy(in.Protocol)
		typed = o.Protocol
	case FolderField:
		if !filepath.IsAbs(o.Folder) {
			return FolderField, Say("Type the whole path of a folder")
		}
		return NoReleaseField, Line{}
	default:
		return p.approval(o, in, ask)
	}
	if typed == "" {
		return ask, Say("This is needed for the method that is chosen.")
	}
	return NoReleaseField, Line{}
}

// approval reads one of the two dates of an approval.
func (p *ReleasePresenter) approval(o *ReleaseOrder, in ReleaseEntries, ask ReleaseField) (ReleaseField, Line) {
	text, into := in.Approved, &o.Approved
	if ask == ExpiresField {
		text, into = in.Expires, &o.Expires
	}
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil {
		return ask, Say("A date like 2027-04-30 is needed.")
	}
	*into = t
	now := p.clock.Now()
	if ask == ApprovedField && t.After(now) {
		return ask, Say("This date is still to come.")
	}
	if ask == ExpiresField && !t.After(now) {
		return ask, Say("The approval has ended.")
	}
	return NoReleaseField, Line{}
}
