//go:build cgo

package wire

import (
	"encoding/json"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestACoderSeesSignedDocumentsWithoutIdentifiers(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	signed, waiting := r.ready(1), r.bringIn(2)
	r.must(r.Sign(ctx, signed.ID, signed.Version, password))
	secret := r.person("cora", chart.Coder)
	original, err := r.Page(ctx, signed.ID, 1)
	r.must(err)
	r.must(r.SignOut(ctx))
	r.signIn("cora", secret)

	_, err = r.Open(ctx, waiting.ID)
	wantKind(t, "a document that is not signed", err, chart.BadState)
	d, err := r.Open(ctx, signed.ID)
	r.must(err)
	all, err := json.Marshal(d)
	r.must(err)
	for _, gone := range []string{"Quimby", "QUIMBY", "48213001", "555-0123", "5550123", "03/14/1961", "1961-03-14"} {
		if strings.Contains(string(all), gone) {
			t.Errorf("%q reaches the coder", gone)
		}
	}
	seen := map[chart.FieldName]chart.Field{}
	for _, f := range d.Document.Fields {
		seen[f.Name] = f
	}
	if f := seen[chart.PatientName]; f.ID == "" || f.Value != "" || d.Tokens[f.ID] == "" {
		t.Errorf("the name: want a token in its place, got %+v", f)
	}
	want := ""
	for _, f := range signed.Document.Fields {
		if f.Name == chart.DiagnosisCode {
			want = f.Value.Reveal() // as it was read: a drawn I may be a one
		}
	}
	if got := seen[chart.DiagnosisCode].Value.Reveal(); want == "" || got != want {
		t.Errorf("the diagnosis: want %q in clear, got %q", want, got)
	}
	if len(d.Pages) != 1 || len(d.Pages[0].Words) > 0 {
		t.Errorf("want a page without words, got %d", len(d.Pages))
	}
	page, err := r.Page(ctx, signed.ID, 1)
	r.must(err)
	if page.Width != original.Width || page.Height != original.Height {
		t.Errorf("want the redacted page of the same size, got %vx%v for %vx%v", page.Width, page.Height, original.Width, original.Height)
	}
	black := 0
	for _, b := range page.ToGray().Pix {
		if b < 40 {
			black++
		}
	}
	ink := 0
	for _, b := range original.ToGray().Pix {
		if b < 40 {
			ink++
		}
	}
	if black < 2*ink {
		t.Errorf("want the redactions burnt into the page, got %d dark pixels for %d", black, ink)
	}
	_, err = r.Renew(ctx, signed.ID)
	r.must(err)
	wantKind(t, "decide", second(r.Decide(ctx, signed.ID, d.Version, chart.Decision{Field: seen[chart.DiagnosisCode].ID, Verdict: chart.Confirmed})), chart.NotAllowed)
}
