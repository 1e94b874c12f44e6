//go:build cgo

package wire

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid"
	deidcode "chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/engine/quality/synth"
)

// processedSynth is a synthetic chart as process would give it, had the readers read every word right.
func processedSynth(t *testing.T, f *finder, family string, i int) (chart.Result, synth.Truth) {
	t.Helper()
	n := len(synth.Types)
	c, err := synth.Generate(synth.Config{Seed: 4100 + uint64(i), Family: family,
		Packet: []chart.Type{synth.Types[i%n], synth.Types[(i*5+3)%n], synth.Types[(i*7+11)%n]}})
	if err != nil {
		t.Fatal(err)
	}
	find := finding{finder: f}
	docs := find.Split(c.Truth.Pages)
	for k := range docs {
		find.Extract(&docs[k], c.Truth.Pages)
	}
	return chart.Result{Schema: chart.SchemaProcess, Pages: c.Truth.Pages, Documents: docs, PHI: find.Identifiers(c.Truth.Pages, docs)}, c.Truth
}

var notAlnum = regexp.MustCompile(`[^a-z0-9]+`)

// squeezed gives letters and digits in lower case with one blank between words.
func squeezed(s string) string {
	return " " + strings.TrimSpace(notAlnum.ReplaceAllString(strings.ToLower(s), " ")) + " "
}

// leftOf counts the identifiers of the patient, relatives and employers that stand whole in what left.
func leftOf(truth synth.Truth, all string) (left, of int) {
	for _, s := range truth.PHI {
		v := squeezed(s.Text.Reveal())
		if s.Whose != synth.Patient && s.Whose != synth.Relative && s.Whose != synth.Employer || len(v) < 6 ||
			s.Kind == chart.Signature || s.Kind == chart.Barcode || s.Kind == chart.FacePhoto || regexp.MustCompile(`^ (19|20)\d\d $`).MatchString(v) {
			continue
		}
		if of++; strings.Contains(all, v) {
			left++
		}
	}
	return left, of
}

// TestSafeHarborOfSyntheticCharts releases charts of the families for tuning with the product's own detectors.
func TestSafeHarborOfSyntheticCharts(t *testing.T) {
	f, err := newFinder("chart")
	if err != nil {
		t.Fatal(err)
	}
	e, err := Deidentifier("chartproof test", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	order := deid.Order{Method: deid.SafeHarbor, Release: NewRelease(), Formats: []deid.Format{deid.FHIR, deid.CSV, deid.Text}}
	left, of, refused, charts, cells, kept := 0, 0, 0, 0, 0, 0
	for i := range 32 {
		family := synth.Families[i%8] // a to h
		res, truth := processedSynth(t, f, family, i)
		var all bytes.Buffer
		cert, err := e.Release(t.Context(), order, func(y func(deid.Chart, error) bool) { y(deid.FromResult(res, nil, nil)) },
			func(name string, data []byte) error {
				if name != deid.CertificateName && name != deid.SignatureName && name != "LABEL.txt" {
					all.WriteString(string(data) + "\n")
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		charts++
		if len(cert.Refused) > 0 {
			refused++
			t.Logf("family %s chart %d: %s", family, i, cert.Refused[0].Why)
			continue
		}
		l, n := leftOf(truth, squeezed(all.String()))
		left, of = left+l, of+n
		for _, d := range res.Documents {
			for _, r := range d.Rows {
				for _, c := range r.Cells {
					if c.Name != "value" || strings.TrimSpace(c.Value.Reveal()) == "" {
						continue
					}
					if cells++; strings.Contains(all.String(), ",value,"+c.Value.Reveal()) {
						kept++
					}
				}
			}
		}
	}
	t.Logf("%d charts, %d refused; %d of %d identifiers left whole; %d of %d values of results kept", charts, refused, left, of, kept, cells)
	if left*1000 > of*3 {
		t.Errorf("%d of %d identifiers are left", left, of)
	}
	if refused*10 > charts {
		t.Errorf("%d of %d charts were refused", refused, charts)
	}
	if cells == 0 || kept*10 < cells*9 {
		t.Errorf("%d of %d values of results were kept", kept, cells)
	}
}

// TestADateShiftedSetIsKeptInTheTokenVault goes the way of a research set: approval, release, another run of the same
// release, what a code stands for, and the end of it.
func TestADateShiftedSetIsKeptInTheTokenVault(t *testing.T) {
	r := setUpRoom(t)
	room, err := r.Tokens()
	r.must(err)
	f, err := newFinder("chart")
	r.must(err)
	res, _ := processedSynth(t, f, "a", 6)
	order := deid.Order{Method: deid.DateShifted, Reversible: true, Recipient: "State University", Formats: []deid.Format{deid.CSV, deid.Text},
		Approval: deidcode.Approval{Board: "IRB", Protocol: "26-114", Approved: r.Now().AddDate(0, -1, 0), Expires: r.Now().AddDate(1, 0, 0)}}
	run := func(codes deid.Codes) map[string]string {
		e, err := Deidentifier("chartproof test", codes, nil)
		r.must(err)
		files := map[string]string{}
		cert, err := e.Release(t.Context(), order, func(y func(deid.Chart, error) bool) { y(deid.FromResult(res, nil, nil)) },
			func(name string, data []byte) error {
				files[name] = string(data)
				return nil
			})
		r.must(err)
		if len(cert.Refused) > 0 {
			t.Fatalf("refused: %s", cert.Refused[0].Why)
		}
		return files
	}
	codes, err := room.Begin(t.Context(), &order)
	r.must(err)
	first := run(codes)
	again, err := room.Continue(t.Context(), &order)
	r.must(err)
	if second := run(again); second["release.csv"] != first["release.csv"] {
		t.Error("another run of the same release has other codes or dates")
	}
	token := regexp.MustCompile(`PATIENT-[A-Z]{12}`).FindString(strings.Join(slices.Sorted(maps.Keys(first)), " "))
	values, _, err := room.Reveal(t.Context(), order.Release, token, "research")
	if err != nil || len(values) == 0 {
		t.Fatalf("reveal: %d values, %v", len(values), err)
	}
	if _, _, err := room.Reveal(t.Context(), order.Release, token, "curiosity"); chart.KindOf(err) != chart.BadInput {
		t.Errorf("no purpose: want bad input, got %v", err)
	}
	room.Close()
	r.close()
	r.forward(1e11)
	at, err := OpenOffice(t.Context(), DeskOptions{Dir: r.dir, Keyring: &r.keyring, Iterations: 1000, Now: r.Now}, Visit{"ada", password, r.code(r.secret)})
	r.must(err)
	opened, err := at.Tokens()
	r.must(err)
	r.must(opened.Forget(t.Context(), order.Release))
	if _, _, err := opened.Reveal(t.Context(), order.Release, token, "research"); chart.KindOf(err) != chart.NotFound {
		t.Errorf("a forgotten release: want not found, got %v", err)
	}
	opened.Close()
	r.must(at.CloseOffice(t.Context()))
	rep, err := VerifyTrail(t.Context(), r.dir, "")
	if err != nil || !rep.Holds {
		t.Errorf("the trail does not hold: %+v, %v", rep, err)
	}
}

func TestTheTokenVaultOpensOnlyToWhoMay(t *testing.T) {
	r := setUpRoom(t)
	secret := r.person("bo", chart.HIMReviewer)
	r.signIn("bo", secret)
	if _, err := r.Tokens(); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a reviewer: want not allowed, got %v", err)
	}
	r.close()
	office := func(dir string) error {
		_, err := OpenOffice(t.Context(), DeskOptions{Dir: dir, Keyring: &r.keyring, Now: r.Now}, Visit{"ada", "not the password", "000000"})
		return err
	}
	if err := office(r.dir); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a wrong password: got %v", err)
	}
	if err := office(t.TempDir()); chart.KindOf(err) != chart.NotFound {
		t.Errorf("no workspace: got %v", err)
	}
}
