package present

import (
	"errors"
	"strings"
)

// stands says what set is in force.
func (p *RecoveryPresenter) stands(set RecoverySet) {
	p.snap.Facts, p.snap.Tone, p.snap.Shares = nil, Quiet, set.Shares
	if set.Made.IsZero() {
		p.snap.Tone = Needs
		p.snap.Facts = []Line{Say("No recovery set was made. If this computer's keyring is lost, so is every chart.")}
		if !p.snap.MayMake {
			p.snap.Facts = append(p.snap.Facts, Say("The privacy officer makes one."))
		}
		return
	}
	data := Data{"Mark": set.Mark, "Needs": set.Needs, "Shares": set.Shares, "Day": set.Made.Local().Format("2006-01-02")}
	p.snap.Facts = []Line{Say("Set {{.Mark}}: any {{.Needs}} of {{.Shares}} shares open this workspace. Made on {{.Day}}.", data)}
	if set.Shares == 0 {
		p.snap.Facts = []Line{Say("The recovery key is in a security module since {{.Day}}.", data)}
	}
	switch {
	case set.Rehearsed.IsZero():
		p.snap.Facts = append(p.snap.Facts, Say("It was never rehearsed: nobody knows whether the papers open anything."))
	case set.Due:
		p.snap.Facts = append(p.snap.Facts, Say("It was last rehearsed on {{.Day}}, over a year ago.", Data{"Day": set.Rehearsed.Local().Format("2006-01-02")}))
	default:
		p.snap.Facts = append(p.snap.Facts, Say("It was last rehearsed on {{.Day}}.", Data{"Day": set.Rehearsed.Local().Format("2006-01-02")}))
	}
	if len(set.Missing) > 0 {
		p.snap.Facts = append(p.snap.Facts, Say("Not protected until somebody signs in who holds it: {{.What}}.", Data{"What": strings.Join(set.Missing, ", ")}))
	}
	if set.Due || len(set.Missing) > 0 {
		p.snap.Tone = Needs
	}
}

func proved(proof RecoveryProof) Line {
	data := Data{"Zones": proof.Zones, "Months": proof.Months, "Lost": proof.Lost}
	if proof.Lost > 0 {
		return Say("The shares open {{.Zones}} zone keys and {{.Months}} months; {{.Lost}} months were lost by the keyring before.", data)
	}
	return Say("The shares open everything: {{.Zones}} zone keys and {{.Months}} months. Nothing was changed; the result is signed and in the trail.", data)
}

// shareWrong says what is wrong with something typed from a share; nothing for other errors.
func shareWrong(err error) Line {
	var m interface {
		What() string
		Where() (card, line, word int)
		Count() (have, need int)
	}
	if !errors.As(err, &m) {
		return Line{}
	}
	card, line, word := m.Where()
	have, need := m.Count()
	data := Data{"Card": card, "Line": line, "Word": word, "Have": have, "Need": need}
	switch m.What() {
	case "few_words", "many_words":
		return Say("Line {{.Line}} has {{.Need}} words; {{.Have}} were typed.", data)
	case "unknown_word":
		return Say("Line {{.Line}}, word {{.Word}}: no word of a share begins like this.", data)
	case "line_check":
		return Say("Line {{.Line}}: one of these words is not what is printed.", data)
	case "card_check":
		return Say("These lines do not belong to one share. Type it anew.")
	case "too_few_cards":
		return Say("{{.Have}} shares were typed; {{.Need}} are needed.", data)
	case "other_set":
		return Say("This share is of another set. Look for the set's number at the top of the page.")
	case "same_card_twice":
		return Say("Share {{.Card}} was typed twice.", data)
	case "not_the_card_that_was_printed":
		return Say("Share {{.Card}} reads well but is not the one that was printed.", data)
	case "other_version":
		return Say("This share is of another version of Chartproof.")
	}
	return Say("This is not what is printed on the share.")
}
