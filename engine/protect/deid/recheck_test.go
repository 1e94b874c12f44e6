package deid_test

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/deid"
)

// checks take for signed what the tests' engine signs, and for proved a copy whose certificate says so.
var checks = deid.Checks{
	Signed: func(envelope []byte) ([]byte, error) {
		payload, ok := bytes.CutPrefix(envelope, []byte("signed "))
		if !ok {
			return nil, errors.New("not signed")
		}
		return payload, nil
	},
	Copy: func(_, certificate []byte) error {
		if string(certificate) != "proves" {
			return errors.New("not proved")
		}
		return nil
	},
}

func TestRecheck(t *testing.T) {
	dir := func(change func(fstest.MapFS)) fstest.MapFS {
		files, _ := release(t, engine(t), safeHarbor(), plainChart())
		left := fstest.MapFS{}
		for name, data := range files {
			left[name] = &fstest.MapFile{Data: data}
		}
		change(left)
		return left
	}
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		wrong  bool
	}{
		"as it was made":                 {func(fstest.MapFS) {}, false},
		"a file changed":                 {func(f fstest.MapFS) { f["release.csv"].Data = append(f["release.csv"].Data, '\n') }, true},
		"a file is gone":                 {func(f fstest.MapFS) { delete(f, "release.csv") }, true},
		"a file came in":                 {func(f fstest.MapFS) { f["names.txt"] = &fstest.MapFile{Data: []byte("x")} }, true},
		"the label is off":               {func(f fstest.MapFS) { f["LABEL.txt"].Data = []byte("public") }, true},
		"no signature":                   {func(f fstest.MapFS) { delete(f, deid.SignatureName) }, true},
		"a signature that does not hold": {func(f fstest.MapFS) { f[deid.SignatureName].Data = []byte("x") }, true},
		"another certificate is signed":  {func(f fstest.MapFS) { f[deid.SignatureName].Data = []byte("signed {}") }, true},
	} {
		wrong, err := deid.Recheck(dir(c.change), today, checks)
		if err != nil || (len(wrong) > 0) != c.wrong {
			t.Errorf("%s: want findings %v, got %q, %v", name, c.wrong, wrong, err)
		}
	}
	if _, err := deid.Recheck(fstest.MapFS{}, today, checks); chart.KindOf(err) != chart.NotFound {
		t.Errorf("an empty folder: got %v", err)
	}
}

func TestTheRedactedCopyLeavesOnlyWhereItIsProved(t *testing.T) {
	certificate := []byte("proves")
	proved := func(change func(*chart.Result, *deid.Engine)) (bool, *deid.Certificate) {
		res, e := plainChart(), engine(t)
		certificate = []byte("proves")
		res.Redaction = &chart.Redaction{Verified: true}
		e.Inspect = func([]byte, []byte, chart.Redaction) (string, error) { return "Glucose 104 mg/dL", nil }
		change(&res, e)
		o := safeHarbor()
		o.Formats = append(o.Formats, deid.PDF)
		files := out{}
		cert, err := e.Release(t.Context(), o, func(y func(deid.Chart, error) bool) { y(deid.FromResult(res, []byte("%PDF"), certificate)) }, files.write)
		if err != nil {
			t.Fatal(err)
		}
		left := fstest.MapFS{}
		for name, data := range files {
			left[name] = &fstest.MapFile{Data: data}
		}
		copies, _ := fs.Glob(left, "*.redacted.pdf")
		if len(copies) == 0 {
			return false, cert
		}
		proof := strings.TrimSuffix(copies[0], ".redacted.pdf") + ".redaction.dsse"
		if wrong, err := deid.Recheck(left, today, checks); err != nil || len(wrong) > 0 {
			t.Errorf("a release with a copy: %q, %v", wrong, err)
		}
		left[proof].Data = []byte("another")
		if wrong, _ := deid.Recheck(left, today, checks); len(wrong) != 2 {
			t.Errorf("a copy that its certificate does not prove: %q", wrong)
		}
		return true, cert
	}
	region := func(k chart.RegionKind) func(*chart.Result, *deid.Engine) {
		return func(r *chart.Result, _ *deid.Engine) {
			r.Pages[0].Regions = []chart.Region{{Kind: k, Box: geom.Box{X0: 0.7, Y0: 0.7, X1: 0.8, Y1: 0.8}}}
		}
	}
	for name, c := range map[string]struct {
		change func(*chart.Result, *deid.Engine)
		leaves bool
	}{
		"all covered":        {func(*chart.Result, *deid.Engine) {}, true},
		"not verified":       {func(r *chart.Result, _ *deid.Engine) { r.Redaction.Verified = false }, false},
		"a residual":         {func(r *chart.Result, _ *deid.Engine) { r.Redaction.Residual = []chart.Residual{{Page: 1}} }, false},
		"handwriting":        {region(chart.RegionHandwriting), false},
		"a photograph":       {region(chart.RegionPhoto), false},
		"a tick box":         {region(chart.RegionTickFilled), true},
		"a released span":    {func(r *chart.Result, _ *deid.Engine) { r.PHI[1].Redacted = false }, false},
		"a name in the open": {func(r *chart.Result, _ *deid.Engine) { r.Pages[0].Words[2].Text = "GONZALEZ" }, false},
		"a name in its text": {func(_ *chart.Result, e *deid.Engine) {
			e.Inspect = func([]byte, []byte, chart.Redaction) (string, error) { return "Glucose Gonzalez", nil }
		}, false},
		"no certificate": {func(*chart.Result, *deid.Engine) { certificate = nil }, false},
		"not our form": {func(_ *chart.Result, e *deid.Engine) {
			e.Inspect = func([]byte, []byte, chart.Redaction) (string, error) { return "", errors.New("other") }
		}, false},
	} {
		leaves, cert := proved(c.change)
		if leaves != c.leaves || !leaves && len(cert.NoPDF) != 1 {
			t.Errorf("%s: want it to leave %v, got %v, %v", name, c.leaves, leaves, cert.NoPDF)
		}
	}
}

// TestNoFileIsNamedAfterAnybody has a checker of names that knows the chart's number in the code of a case.
func TestNoFileIsNamedAfterAnybody(t *testing.T) {
	e := engine(t)
	asked := 0
	e.Tells = func(name string, spans []chart.Span) []chart.Residual {
		asked++
		if !slices.ContainsFunc(spans, func(s chart.Span) bool { return s.Redacted && s.Kind == chart.RecordNumber && s.Text != "" }) {
			t.Errorf("%d spans without the chart's record number", len(spans))
		}
		return []chart.Residual{{Kind: chart.RecordNumber, How: "file_name"}}
	}
	files, cert := release(t, e, safeHarbor(), plainChart())
	if asked == 0 || len(cert.Refused) != 1 || !strings.Contains(cert.Refused[0].Why, "the name of a file") {
		t.Errorf("asked %d times, refused %v", asked, cert.Refused)
	}
	for name := range files {
		if strings.HasPrefix(name, "PATIENT") {
			t.Error("a file left under a name that tells")
		}
	}
}
