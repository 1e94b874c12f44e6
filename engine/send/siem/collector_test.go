package siem_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func message(device chart.DeviceID, n int64) []byte {
	m, _ := format(chart.AuditEntry{Device: device, Index: n, Action: chart.ActOpen})
	return m
}

func open(t *testing.T, path string) (*siem.Collector, *siem.Collected) {
	t.Helper()
	f, err := siem.OpenFile(path)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	c, err := siem.NewCollector(f, number)
	must(t, err)
	return c, f
}

func TestCollectorKeepsEachOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "collected")
	must(t, os.WriteFile(path, append(append(message("a", 0), '\n'), "<110>1 torn"...), 0o600))
	first, _ := open(t, path)
	second, _ := open(t, path) // another thread's
	changed := bytes.Replace(message("a", 1), []byte("document.open"), []byte("document.read"), 1)
	for i, step := range []struct {
		by      *siem.Collector
		message []byte
		fresh   bool
		odd     string
	}{
		{first, message("a", 0), false, ""},
		{first, message("a", 1), true, ""},
		{second, message("a", 1), false, ""},
		{second, message("a", 2), true, ""},
		{first, message("b", 40), true, ""},
		{first, message("a", 2), false, ""},
		{first, message("a", 5), true, "a: entries 3 to 4 did not come"},
		{second, changed, true, "a: entry 1 came again with other words"},
		{second, []byte("something else"), true, ""},
	} {
		step.by.Odd = nil
		fresh, err := step.by.Take(step.message)
		if err != nil || fresh != step.fresh || (step.odd != "") != strings.Contains(strings.Join(step.by.Odd, "\n"), step.odd) && step.odd != "" {
			t.Errorf("step %d: want new %v %q, got %v %q %v", i, step.fresh, step.odd, fresh, step.by.Odd, err)
		}
	}
	if lines := rsyslog.Lines(t, path); len(lines) != 7 || strings.Contains(strings.Join(lines, ""), "torn") {
		t.Errorf("want 7 whole lines, got %q", lines)
	}
}

func TestCollectorAnswersWhatIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "collected")
	c, _ := open(t, path)
	in := string(message("a", 3)) + "\n" + string(message("a", 3)) + "\n" + string(message("a", 9)) + "\n"
	var answers bytes.Buffer
	var odd []string
	must(t, c.Serve(strings.NewReader(in), &answers, func(s string) { odd = append(odd, s) }))
	if answers.String() != "OK\nOK\nOK\nOK\n" || len(odd) != 1 || len(rsyslog.Lines(t, path)) != 2 {
		t.Errorf("want ready and three answers, one gap, two lines; got %q, %q, %d", answers.String(), odd, len(rsyslog.Lines(t, path)))
	}
}

func TestCollectorRefusesAnotherFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "picture")
	must(t, os.WriteFile(path, bytes.Repeat([]byte{'x'}, 1<<17), 0o600))
	f, err := siem.OpenFile(path)
	must(t, err)
	defer f.Close()
	if _, err := siem.NewCollector(f, number); chart.KindOf(err) != chart.BadInput {
		t.Errorf("want %s, got %v", chart.BadInput, err)
	}
	if st, _ := os.Stat(path); st.Size() != 1<<17 {
		t.Errorf("want the file untouched, got %d bytes", st.Size())
	}
}

func FuzzCollectorReadsWhatItWrote(f *testing.F) {
	f.Add([]byte("<110>1 a\n\n\x00"), int64(3))
	f.Fuzz(func(t *testing.T, before []byte, n int64) {
		path := filepath.Join(t.TempDir(), "collected")
		must(t, os.WriteFile(path, before, 0o600))
		file, err := siem.OpenFile(path)
		must(t, err)
		defer file.Close()
		c, err := siem.NewCollector(file, number)
		if err != nil {
			return
		}
		want := message("fuzz", n)
		if _, err := c.Take(want); err != nil {
			t.Fatal(err)
		}
		if fresh, err := c.Take(want); fresh || err != nil {
			t.Errorf("want it kept once, got %v, %v", fresh, err)
		}
	})
}
