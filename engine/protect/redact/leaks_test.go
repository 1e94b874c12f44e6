package redact_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/redact"
)

var update = flag.Bool("update", false, "write testdata/leaks anew")

const leaksDir = "../../../testdata/leaks"

func plantedBytes(t testing.TB) []leakFile { return slices.Concat(plantedPDFs(t), plantedImages(t)) }

// TestVerifierCatchesEveryPlantedFile looks at every planted file with the check that must see it, as it stands in testdata.
func TestVerifierCatchesEveryPlantedFile(t *testing.T) {
	seen := 0
	for _, f := range plantedBytes(t) {
		t.Run(f.class, func(t *testing.T) {
			found, err := redact.Inspect(kept(t, f))
			must(t, err)
			hasHow(t, found, "structure")
			hasHow(t, found, f.class)
		})
		seen++
	}
	for _, f := range plantedPixels(t) {
		t.Run(f.class, func(t *testing.T) {
			data := kept(t, f.leakFile)
			if found, err := redact.Inspect(data); err != nil || len(found) != 0 {
				t.Fatalf("want a file in our own form, so that only its pixels tell: %v, %v", found, err)
			}
			hasHow(t, f.check(t, decoded(t, data)), f.how)
		})
		seen++
	}
	if seen < 40 {
		t.Errorf("%d classes, want 40 at least", seen)
	}
}

// kept gives a planted file as it stands in testdata, once it is seen to be the one that is made here.
func kept(t testing.TB, f leakFile) []byte {
	t.Helper()
	path := filepath.Join(leaksDir, f.class+"."+f.ext)
	if *update {
		must(t, os.MkdirAll(leaksDir, 0o755))
		must(t, os.WriteFile(path, f.data, 0o644))
	}
	data, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(data, f.data) {
		t.Fatalf("%s is not what is planted: go test ./engine/protect/redact -run Planted -update", filepath.Base(path))
	}
	return data
}

func hasHow(t testing.TB, found []chart.Residual, how string) {
	t.Helper()
	if !slices.ContainsFunc(found, func(r chart.Residual) bool { return r.How == how }) {
		t.Errorf("want %q, got %v", how, found)
	}
}

func TestFileNameTellsWhatWasRedacted(t *testing.T) {
	spans := []chart.Span{
		{Kind: chart.Name, Text: plantedName, Page: 1, Redacted: true},
		{Kind: chart.RecordNumber, Text: plantedNumber, Page: 1, Redacted: true},
		{Kind: chart.Name, Text: "Rose White", Page: 1, Redacted: true},
	}
	for name, want := range map[string]int{
		"quartermaine_zebulon.pdf": 3, "QuartermaineZ-2024.pdf": 1, "chart-7391846205.pdf": 1, "MRN7391846205.pdf": 1, "ROSE WHITE labs.pdf": 1,
		"chart.pdf": 0, "scan0001.tif.redacted.pdf": 0, "white blood count.pdf": 0, "": 0,
	} {
		found := redact.FileName(name, spans)
		if len(found) != want {
			t.Errorf("%s: got %v, want %d", name, found, want)
		}
		for _, f := range found {
			hasHow(t, []chart.Residual{f}, "file_name")
		}
	}
}

// machineLeak is a class that lies outside the file, with the test that holds it.
type machineLeak struct{ class, leaks, where, test string }

var machineLeaks = []machineLeak{
	{"file_name", "the copy is named after its source, which is named after the patient", "engine/protect/redact", "TestFileNameTellsWhatWasRedacted"},
	{"box_width", "a box as wide as the name under it", "engine/protect/redact", "TestWidthSaysLittleAboutAName"},
	{"jpeg_halo", "traces that a lossy scan left around the ink, outside the box", "engine/protect/redact", "TestHaloIsWashed"},
	{"temp_files", "pages in the temp folder", "app/e2e", "TestProcessWritesNowhereElseAndNeedsNoNetwork"},
	{"caches", "pages or words in the home folder's caches", "app/e2e", "TestTheWholeJobWritesAndCallsNowhereElse"},
	{"network", "a library that reports to its maker", "app/e2e", "TestTheWholeJobWritesAndCallsNowhereElse"},
	{"logs", "text in logs, in what commands say, in any file that a job leaves", "app/e2e", "TestMarkerIsNowhereInClear"},
	{"crash_dumps", "text in stacks and in what a killed job leaves", "app/e2e", "TestMarkerIsNotInWhatACrashLeaves"},
	{"error_messages", "text in errors, formatted by whatever verb", "engine/chart", "TestTextNeverPrints"},
	{"database", "words in a clear column, an index, a write-ahead log", "storage/casestore", "TestNoMarkerOnDisk"},
	{"clipboard", "an identifier copied, masked or not, for any program to read", "ui/review", "TestNoIdentifierReachesTheClipboard"},
	{"window_titles", "a name in the title, which the system's list of windows and its screen shots show", "ui/shell", "TestTitleSaysNothing"},
	{"screen_lock", "a chart that stands on a screen which nobody sits at", "ui/shell", "TestLockBlanksAtOnceAndKeepsWhatIsTyped"},
}

func TestReadmeListsEveryClass(t *testing.T) {
	for _, m := range machineLeaks {
		if !testStands(t, filepath.Join("../../..", m.where), m.test) {
			t.Errorf("%s: no %s in %s", m.class, m.test, m.where)
		}
	}
	path := filepath.Join(leaksDir, "README.md")
	want := leaksReadme(t)
	if *update {
		must(t, os.WriteFile(path, []byte(want), 0o644))
	}
	got, err := os.ReadFile(path)
	must(t, err)
	if string(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n"))) != want {
		t.Error("testdata/leaks/README.md does not show the classes: go test ./engine/protect/redact -run 'Planted|Readme' -update")
	}
}

func testStands(t testing.TB, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	must(t, err)
	for _, f := range files {
		text, err := os.ReadFile(f)
		must(t, err)
		if bytes.Contains(text, []byte("func "+name+"(")) {
			return true
		}
	}
	return false
}

const leaksHead = `# Ways in which a redacted file may still tell

One planted file a class, each with the identifiers of nobody (%s, %s). They are made, byte for byte the same every time, by

    go test ./engine/protect/redact -run 'Planted|Readme' -update

and the same command without ` + "`-update`" + ` holds the verifier to all of them: every file must be refused, and its class named.

The verifier fails closed. ` + "`redact.Inspect`" + ` takes one exact form, the one that ` + "`redact.Write`" + ` makes, byte by byte; whatever it does
not know is a residual, "structure", even where no class can be named. ` + "`leak.In`" + ` only finds the words for it.
`

func leaksReadme(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, leaksHead, plantedName, plantedNumber)
	b.WriteString("\n## In the bytes of a file: `redact.Inspect`\n\n| class | how it leaks | how it is planted |\n|---|---|---|\n")
	for _, f := range plantedBytes(t) {
		fmt.Fprintf(&b, "| [`%s`](%s.%s) | %s | %s |\n", f.class, f.class, f.ext, f.leaks, f.plants)
	}
	b.WriteString("\n## In the pixels and the searchable words, of a file in our own form\n\n| class | how it leaks | how it is planted | check |\n|---|---|---|---|\n")
	checks := map[string]string{"pixels": "`redact.Report.Check`: the box is not black", "see_through": "`redact.Report.Check`", "bleed_through": "`redact.Report.Check`, with the neighbours' boxes",
		"reread": "`redact.Residual`, on the words that an engine reads in the copy", "box": "`redact.Residual`, likewise", "barcode": "`regions.Find` on the copy and `redact.Residual`",
		"text_layer": "`redact.Told`, on the searchable words of the copy"}
	for _, f := range plantedPixels(t) {
		fmt.Fprintf(&b, "| [`%s`](%s.%s) | %s | %s | %s |\n", f.class, f.class, f.ext, f.leaks, f.plants, checks[f.how])
	}
	b.WriteString("\n## Beside the file\n\n| class | how it leaks | test that holds it |\n|---|---|---|\n")
	for _, m := range machineLeaks {
		fmt.Fprintf(&b, "| `%s` | %s | `%s`: `%s` |\n", m.class, m.leaks, m.where, m.test)
	}
	return b.String()
}
