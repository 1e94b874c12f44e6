package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/ui/present"
)

// resultFile writes what process would have written of one simple chart.
func resultFile(t *testing.T, dir, name, patient, mrn string) string {
	t.Helper()
	f := func(n chart.FieldName, v, norm string) chart.Field {
		return chart.Field{Name: n, Value: chart.Text(v), Normalized: chart.Text(norm), Page: 1}
	}
	res := chart.Result{Schema: chart.SchemaProcess, Engines: []string{"tesseract 5"}, Documents: []chart.Document{{Type: chart.LabReport, Pages: []int{1}, Fields: []chart.Field{
		f(chart.PatientName, patient, ""), f(chart.DateOfBirth, "03/04/1961", "1961-03-04"), f(chart.MRN, mrn, mrn),
		f(chart.Sex, "F", "F"), f(chart.Diagnosis, "Type 2 diabetes", "")}}}, Pages: []chart.Page{{Number: 1, Words: []chart.Word{
		{Text: chart.Text("Patient"), Confidence: 0.99, Line: 1}, {Text: chart.Text(patient), Confidence: 0.99, Line: 1}}}}}
	data, err := json.Marshal(res)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDeidentify(t *testing.T) {
	dir := t.TempDir()
	file := resultFile(t, dir, "Gonzalez.pdf.json", "Maria Gonzalez", "0048213")
	junk := filepath.Join(dir, "junk.json")
	if err := os.WriteFile(junk, []byte("Maria Gonzalez"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "release")
	code, _, stderr := ctl(t, "", "deidentify", "--out", out, "--attested-by", "Dana Reyes", file, junk)
	if code != exitSomeFailed || !strings.Contains(stderr, "chart 2 left out") || !strings.Contains(stderr, "fewer than 11 people") {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	said := stderr
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(out, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		said += e.Name() + string(data)
	}
	for _, leak := range []string{"Gonzalez", "Maria", "0048213", "1961-03"} {
		if strings.Contains(said, leak) {
			t.Errorf("%s is left", leak)
		}
	}
	var cert deid.Certificate
	data, err := os.ReadFile(filepath.Join(out, deid.CertificateName))
	if err != nil || json.Unmarshal(data, &cert) != nil || len(cert.Eighteen) != 18 || !cert.Holds || len(cert.Files) != len(entries)-2 || len(cert.Engines) != 1 || !strings.Contains(cert.Version, "sha256:") {
		t.Errorf("certificate: %d identifiers, holds %v, %d files of %d", len(cert.Eighteen), cert.Holds, len(cert.Files), len(entries))
	}
	if code, stdout, _ := ctl(t, "", "deidentify", "check", out); code != exitDone || !strings.Contains(stdout, "holds") ||
		!strings.Contains(stdout, "signed by run throw-away key") {
		t.Errorf("check: exit %d, %s", code, stdout)
	}
	if err := os.WriteFile(filepath.Join(out, deid.CertificateName), bytes.Replace(data, []byte("Dana"), []byte("Anna"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := ctl(t, "", "deidentify", "check", out); code != exitSomeFailed || !strings.Contains(stdout, "not the certificate that was signed") {
		t.Errorf("check of a changed certificate: exit %d, %s", code, stdout)
	}
	if err := os.WriteFile(filepath.Join(out, "release.csv"), []byte("set,name,value\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := ctl(t, "", "deidentify", "check", out); code != exitSomeFailed || !strings.Contains(stdout, "release.csv") {
		t.Errorf("check of a changed release: exit %d, %s", code, stdout)
	}
	if code, _, _ := ctl(t, "", "deidentify", "--out", out, file); code != exitUsage {
		t.Errorf("into a folder that is not empty: want exit 2, got %d", code)
	}
}

func TestDeidentifyRefusesWhatItsMethodLacks(t *testing.T) {
	dir := t.TempDir()
	file := resultFile(t, dir, "a.json", "Maria Gonzalez", "0048213")
	list := filepath.Join(dir, "zip3.csv")
	if err := os.WriteFile(list, []byte("036\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	irb := []string{"--irb-board", "IRB", "--irb-protocol", "26-114", "--irb-approved", "2020-01-01", "--irb-expires"}
	for name, args := range map[string][]string{
		"a limited data set without its agreement": {"--method", "limited-data-set", "--recipient", "State University"},
		"a date-shifted set without an approval":   {"--method", "date-shifted", "--recipient", "State University"},
		"an approval that has ended":               append([]string{"--method", "date-shifted", "--recipient", "x"}, append(irb, "2020-12-31")...),
		"a date that is none":                      append([]string{"--method", "date-shifted", "--recipient", "x"}, append(irb, "soon")...),
		"a date-shifted set without its vault":     append([]string{"--method", "date-shifted", "--recipient", "x"}, append(irb, "2999-12-31")...),
		"an unknown method":                        {"--method", "hashing"},
		"an unknown format":                        {"--formats", "docx"},
		"a list without source and date":           {"--zip3-list", list},
	} {
		out := filepath.Join(dir, "out")
		code, _, stderr := ctl(t, "", append(append([]string{"deidentify", "--out", out}, args...), file)...)
		if code != exitUsage {
			t.Errorf("%s: want exit 2, got %d: %s", name, code, stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: a folder was made", name)
		}
	}
	if code, _, stderr := ctl(t, "", "deidentify", "reveal", "--release", "aa", "--purpose", "research", "PATIENT-B"); code != exitUsage {
		t.Errorf("reveal without a person: exit %d, %s", code, stderr)
	}
}

// TestADateShiftedSetFromTheCommandLine goes from a new workspace to what a code stands for, with a key file in place of a
// keyring. Authenticator codes work once, so each sign-in takes that of the next half minute.
func TestADateShiftedSetFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	const password = "a sentence as password"
	for name, text := range map[string]string{"password": password + "\n", "phrase": "another sentence\n"} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	desk, err := wire.OpenDesk(t.Context(), wire.DeskOptions{Dir: in("workspace"), Version: "test", Jobs: 1, Iterations: 1000,
		KeyFile: wire.KeyFile{Path: in("key"), Passphrase: "another sentence"}})
	if err != nil {
		t.Fatal(err)
	}
	enrolled, err := desk.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: password, Validators: chart.OneValidate})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(halfMinutes int) string {
		c, err := totp.GenerateCode(enrolled.Secret, time.Now().Add(time.Duration(30*halfMinutes)*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if _, err := desk.ConfirmSetUp(t.Context(), shows(-1)); err != nil {
		t.Fatal(err)
	}
	if err := desk.Close(); err != nil {
		t.Fatal(err)
	}
	file := resultFile(t, dir, "a.json", "Maria Gonzalez", "0048213")
	vault := func(code string) []string {
		return []string{"--workspace", in("workspace"), "--login", "ada", "--password-file", in("password"), "--code", code,
			"--key-file", in("key"), "--key-passphrase-file", in("phrase")}
	}
	args := append([]string{"deidentify", "--method", "date-shifted", "--out", in("release"), "--recipient", "State University", "--irb-board", "IRB",
		"--irb-protocol", "26-114", "--irb-approved", time.Now().AddDate(0, -1, 0).Format(time.DateOnly), "--irb-expires", "2999-12-31"}, vault(shows(0))...)
	code, _, stderr := ctl(t, "", append(args, file)...)
	if code != exitDone || !strings.Contains(stderr, "NOT Safe Harbor") {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	var cert deid.Certificate
	data, err := os.ReadFile(filepath.Join(in("release"), deid.CertificateName))
	if err != nil || json.Unmarshal(data, &cert) != nil || cert.Approval == nil || cert.Approval.Protocol != "26-114" || cert.By == nil {
		t.Fatalf("the certificate does not name the approval and who acted: %v", err)
	}
	if code, stdout, _ := ctl(t, "", "deidentify", "check", in("release")); code != exitDone || !strings.Contains(stdout, "signed by person "+string(cert.By.Person)) ||
		!strings.Contains(stdout, "signed by device") {
		t.Errorf("who signed: exit %d, %s", code, stdout)
	}
	token := regexp.MustCompile(`PATIENT-[A-Z]{12}`).FindString(cert.Files[0].Name)
	code, stdout, stderr := ctl(t, "", append(append([]string{"deidentify", "reveal", "--release", cert.Release, "--purpose", "research"}, vault(shows(1))...), token)...)
	if code != exitDone || !strings.Contains(stdout, "Gonzalez|1961-03-04") {
		t.Errorf("reveal: exit %d, %s", code, stderr)
	}
	if code, stdout, _ := ctl(t, "", "audit", "verify", "--workspace", in("workspace")); code != exitDone {
		t.Errorf("the trail: exit %d, %s", code, stdout)
	}
}
