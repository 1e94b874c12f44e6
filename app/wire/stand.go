package wire

import (
	"context"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/vault"
)

// reviewers are those who may reveal: where a value is masked for them, they see by its token whether it is one that they
// know, without seeing it.
const reviewers = "reviewers"

// stand puts tokens beside the values that identify. Without them a screen shows that a value is masked and nothing else, so
// no document is kept from anybody for want of tokens.
func (d *Desk) stand(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) *chart.Dossier {
	if err := d.awaits(ctx, ses, dossier); err != nil {
		d.opts.Log.WarnContext(ctx, "second look not known", "kind", string(chart.KindOf(err)))
	}
	dossier = blind(ses.Person(), dossier)
	token, err := d.cases.Tokens(ctx, ses, reviewers)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "no tokens for a screen", "kind", string(chart.KindOf(err)))
		return dossier
	}
	dossier.Tokens = map[chart.FieldID]string{}
	for _, f := range dossier.Document.Fields {
		if !access.Identifies(f.Name) {
			continue
		}
		if v := oneForm(f.Name, current(dossier, f)); v != "" {
			dossier.Tokens[f.ID] = token(string(f.Name), v)
		}
	}
	return dossier
}

// current is a field's value as it stands.
func current(d *chart.Dossier, f chart.Field) string {
	switch dec := d.Final(f.ID); dec.Verdict {
	case chart.NotOnPage, chart.CantRead:
		return ""
	case chart.Corrected:
		return dec.Value.Reveal()
	}
	return f.Value.Reveal()
}

// oneForm is what different spellings of a value have in common.
func oneForm(name chart.FieldName, value string) string {
	if canonical, ok := fields.Check(name, value); ok && canonical != "" {
		value = canonical
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, value)
}
