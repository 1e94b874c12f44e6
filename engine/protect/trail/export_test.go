package trail_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 5_000_000, time.UTC)

// every is one entry of every kind that an export tells apart.
func every() []chart.AuditEntry {
	var out []chart.AuditEntry
	for i, a := range []chart.Action{chart.ActSetup, chart.ActSignIn, chart.ActSignInFail, chart.ActImport, chart.ActRead, chart.ActOpen, chart.ActDecide,
		chart.ActReveal, chart.ActRevealDeny, chart.ActExport, chart.ActDeidentify, chart.ActForget, chart.ActPersonAdd, chart.ActKeyChange,
		chart.ActTrailRead, chart.ActAlert, chart.ActDenied, "something.new"} {
		e := chart.AuditEntry{Index: int64(i), At: noon.Add(time.Duration(i) * time.Second), Action: a, Device: "dev1", Detail: "import=i1 recipient=r1"}
		if i%3 != 0 {
			e.Person, e.Purpose, e.Policy, e.Decision, e.Address = "p1", "treatment", "work@1", chart.Permit, "host=abc session=2"
		}
		if i%2 == 1 {
			e.Document, e.Field = "d1", "f1"
		}
		out = append(out, e)
	}
	return out
}

func export(t *testing.T, f trail.Format, entries []chart.AuditEntry) string {
	t.Helper()
	var b bytes.Buffer
	w, err := trail.NewWriter(f, &b, trail.Options{Made: noon, People: map[chart.PersonID]chart.Person{
		"p1": {ID: "p1", DisplayName: "Dana Reyes", Roles: []chart.Role{chart.HIMReviewer, chart.PrivacyOfficer}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bundleSchema is that of the published FHIR R4 JSON schema, which packaging/setup fetches.
func bundleSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	cache := os.Getenv("CHARTPROOF_CACHE")
	if cache == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		cache = filepath.Join(base, "chartproof")
	}
	file, err := os.Open(filepath.Join(cache, "test", "fhir-r4.schema.json"))
	if err != nil {
		t.Fatalf("the FHIR schema is missing; fetch it with: packaging/setup test (%v)", err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("fhir.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("fhir.json#/definitions/Bundle")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestBundleIsValidR4(t *testing.T) {
	schema := bundleSchema(t)
	for name, entries := range map[string][]chart.AuditEntry{"every kind": every(), "nothing": nil} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(export(t, trail.FHIR, entries)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEventsFollowThePatterns holds what the patterns of BALP ask of access to a document and of a disclosure.
func TestEventsFollowThePatterns(t *testing.T) {
	for _, c := range []struct {
		action         chart.Action
		profile, crud  string
		kind, subtype  string
		user, decision string
		outcome        string
	}{
		{chart.ActOpen, "PatientRead", "R", "rest", "read", "IRCP", chart.Permit, "0"},
		{chart.ActDecide, "PatientUpdate", "U", "rest", "update", "AUT", chart.Permit, "0"},
		{chart.ActRead, "PatientCreate", "C", "rest", "create", "AUT", "", "0"},
		{chart.ActExport, "PrivacyDisclosure.Source", "R", "110106", "disclose", "IRCP", chart.Permit, "0"},
		{chart.ActOpen, "", "R", "rest", "read", "IRCP", chart.Deny, "4"},
	} {
		b, err := trail.Event(chart.AuditEntry{Index: 7, At: noon, Action: c.action, Person: "p1", Device: "dev1", Document: "d1", Purpose: "emergency", Decision: c.decision}, trail.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"action":"` + c.crud + `"`, `"code":"` + c.kind + `"`, `"code":"` + c.subtype + `"`, `"code":"` + c.user + `"`,
			`"outcome":"` + c.outcome + `"`, `"110153"`, `"110152"`, `"type":"Patient"`, `"urn:chartproof:document","value":"d1"`, `"ETREAT"`} {
			if !bytes.Contains(b, []byte(want)) {
				t.Errorf("%s %s: want %s in %s", c.action, c.decision, want, b)
			}
		}
		if has := bytes.Contains(b, []byte("IHE.BasicAudit."+c.profile+`"`)); has != (c.profile != "") {
			t.Errorf("%s %s: want the profile %q in %s", c.action, c.decision, c.profile, b)
		}
	}
}

func TestCSV(t *testing.T) {
	entries := append(every(), chart.AuditEntry{Index: 99, At: noon, Action: "=cmd|' /C calc'!A0", Detail: `a,"b"`})
	rows, err := csv.NewReader(strings.NewReader(export(t, trail.CSV, entries))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(entries)+1 || len(rows[0]) != 13 {
		t.Fatalf("want %d rows of 13 cells, got %d of %d", len(entries)+1, len(rows), len(rows[0]))
	}
	if got := rows[2]; got[2] != "session.sign_in" || got[4] != "Dana Reyes" || got[9] != "treatment" {
		t.Errorf("want the sign-in with a name and a purpose, got %v", got)
	}
	if got := rows[len(rows)-1]; got[2] != "'=cmd|' /C calc'!A0" || got[8] != `a,"b"` {
		t.Errorf("want no formula and the commas kept, got %v", got)
	}
}

// parsed is a line of RFC 5424 as a strict reader takes it.
type parsed struct {
	pri                                 int
	version, at, host, app, proc, msgID string
	sdID                                string
	params                              map[string]string
	msg                                 string
}

var errLine = errors.New("no line of RFC 5424")

func parseLine(line string) (p parsed, err error) {
	rest, ok := strings.CutPrefix(line, "<")
	pri, rest, found := strings.Cut(rest, ">")
	if p.pri, err = strconv.Atoi(pri); err != nil || !ok || !found || p.pri > 191 {
		return p, errLine
	}
	parts := strings.SplitN(rest, " ", 7)
	if len(parts) != 7 {
		return p, errLine
	}
	p.version, p.at, p.host, p.app, p.proc, p.msgID = parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]
	rest, ok = strings.CutPrefix(parts[6], "[")
	if !ok {
		return p, errLine
	}
	end := strings.IndexAny(rest, " ]")
	p.sdID, rest, p.params = rest[:end], rest[end:], map[string]string{}
	for strings.HasPrefix(rest, " ") {
		name, after, ok := strings.Cut(rest[1:], `="`)
		if !ok {
			return p, errLine
		}
		var v strings.Builder
		i := 0
		for ; i < len(after) && after[i] != '"'; i++ {
			if after[i] == ']' {
				return p, errLine
			}
			if after[i] == '\\' {
				i++
			}
			v.WriteByte(after[i])
		}
		p.params[name], rest = v.String(), after[i+1:]
	}
	if !strings.HasPrefix(rest, "] ") {
		return p, errLine
	}
	p.msg = rest[2:]
	return p, nil
}

func TestSyslog(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(export(t, trail.Syslog, every()), "\n"), "\n")
	if len(lines) != len(every()) {
		t.Fatalf("want %d lines, got %d", len(every()), len(lines))
	}
	const want = "<110>1 2026-11-20T12:00:05.005Z dev1 chartproof - document.open [trail@32473 index=\"5\" action=\"document.open\" person=\"p1\" device=\"dev1\" " +
		"document=\"d1\" field=\"f1\" detail=\"import=i1 recipient=r1\" purpose=\"treatment\" policy=\"work@1\" decision=\"permit\" address=\"host=abc session=2\"] " +
		"\ufeffdocument.open by person p1 on document d1: permit"
	if lines[5] != want {
		t.Errorf("want %s, got %s", want, lines[5])
	}
	for grade, action := range map[int]chart.Action{13*8 + 1: chart.ActAlert, 13*8 + 4: chart.ActSignInFail, 13*8 + 5: chart.ActReveal} {
		if p, err := parseLine(string(trail.Line(chart.AuditEntry{At: noon, Action: action}, ""))); err != nil || p.pri != grade || p.host != "-" {
			t.Errorf("%s: want priority %d, got %+v, %v", action, grade, p, err)
		}
	}
	if p, err := parseLine(string(trail.Line(chart.AuditEntry{At: noon}, "9.8] x=\"1"))); err != nil || p.sdID != "trail@32473" {
		t.Errorf("a number that is none: got %+v, %v", p, err)
	}
}

// FuzzLine: whatever an entry holds, its line is one line, and a strict reader gets the words back.
func FuzzLine(f *testing.F) {
	f.Add("a", `de"t]a\il`, "p\n1", "d\x00", "\xff\xfe", int64(-1))
	f.Add("", "", "", "", "", int64(0))
	f.Add("field.reveal", "]", `\`, "\u2028", "\ufeff", int64(1)<<62)
	f.Fuzz(func(t *testing.T, action, detail, person, document, device string, index int64) {
		e := chart.AuditEntry{Index: index, At: noon, Action: chart.Action(action), Detail: detail, Person: chart.PersonID(person),
			Document: chart.DocumentID(document), Device: chart.DeviceID(device)}
		line := string(trail.Line(e, ""))
		if strings.ContainsAny(line, "\r\n\x00") || !utf8.ValidString(line) || strings.Count(line, "\ufeff") != 1 {
			t.Fatalf("not one line of UTF-8 with one mark: %q", line)
		}
		p, err := parseLine(line)
		if err != nil {
			t.Fatalf("%v: %q", err, line)
		}
		if p.version != "1" || len(p.host) > 255 || len(p.msgID) > 32 || !strings.HasPrefix(p.msg, "\ufeff") || p.params["index"] != strconv.FormatInt(index, 10) {
			t.Fatalf("got %+v of %q", p, line)
		}
		if utf8.ValidString(detail) && !strings.ContainsFunc(detail, func(r rune) bool { return r < 32 || r >= 127 }) && p.params["detail"] != detail {
			t.Fatalf("detail %q came back as %q", detail, p.params["detail"])
		}
		if _, err := trail.Event(e, trail.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
