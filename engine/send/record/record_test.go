package record

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"chartproof.org/chartproof/engine/chart"
)

func sample() Input {
	original := []byte("%PDF-1.4 original")
	sum := sha256.Sum256(original)
	cell := func(kv ...string) []chart.Cell {
		var cs []chart.Cell
		for i := 0; i < len(kv); i += 2 {
			cs = append(cs, chart.Cell{Name: kv[i], Value: chart.Text(kv[i+1])})
		}
		return cs
	}
	return Input{
		Validators: []chart.Validator{{By: "p1", Step: chart.FirstLook}, {By: "p2", Step: chart.SecondLook}, {By: "p1", Step: chart.ThirdLook, Later: true}},
		ID:         "0f4c9a52-7a1e-4b63-9d8b-3f1f6b2f3c11", Practice: "Elm Street Clinic", Device: "dev-1", Version: "0.1",
		Person:   chart.Person{ID: "per-1", DisplayName: "Dana Reyes"},
		SignedAt: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC), Type: chart.LabReport,
		Source: chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: "application/pdf", Pages: 2},
		Values: []Value{{chart.PatientName, "Maria L. Gonzalez", "GONZALEZ, MARIA L"}, {chart.DateOfBirth, "3/4/1961", "1961-03-04"},
			{chart.MRN, "0048213", "0048213"}, {chart.Sex, "F", "F"}, {chart.Phone, "(217) 555-0143", "+12175550143"},
			{chart.CollectedDate, "10/03/2026", "2026-10-03"}, {chart.Allergy, "Penicillin (hives)", ""},
			{chart.Medication, "Metformin 500 mg", ""}, {chart.Diagnosis, "Type 2 diabetes", ""}, {chart.DiagnosisCode, "E11.9", "E11.9"},
			{chart.ProviderNPI, "1234567893", "1234567893"}, {chart.Vaccine, "Influenza", ""}},
		Rows: []chart.Row{
			{Table: "results", Page: 1, Cells: cell("test", "Glucose", "value", "142", "unit", "mg/dL", "reference_range", "70-99", "flag", "H")},
			{Table: "results", Page: 1, Cells: cell("test", "Troponin", "value", "<0.010", "unit", "ng/mL")},
			{Table: "results", Page: 1, Cells: cell("test", "Culture", "value", "No growth", "flag", "see note")},
			{Table: "medications", Page: 1, Cells: cell("medication", "Lisinopril", "dose", "10 mg", "route", "PO", "frequency", "daily")},
			{Table: "problems", Page: 1, Cells: cell("diagnosis", "Hypertension", "diagnosis_code", "I10")},
			{Table: "immunizations", Page: 1, Cells: cell("vaccine", "Tdap", "date", "2024-05-06", "lot", "AB12")},
		},
		Redaction: chart.Redaction{BeforeSHA256: strings.Repeat("a", 64), AfterSHA256: strings.Repeat("b", 64), Verified: true},
		Redacted:  []byte("%PDF-1.7 redacted"), Original: original, Pages: []int{1, 2},
	}
}

func signers(t *testing.T) (Signer, Signer) {
	t.Helper()
	_, person, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	dev, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return Signer{RolePerson, "per-1", person}, Signer{RoleDevice, "dev-1", dev}
}

func envelope(t *testing.T, in Input) (*Envelope, []byte) {
	t.Helper()
	payload, err := Bundle(in)
	if err != nil {
		t.Fatal(err)
	}
	person, dev := signers(t)
	env, err := Sign(PayloadType, payload, person, dev)
	if err != nil {
		t.Fatal(err)
	}
	data, err := env.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return env, data
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

// TestBundleIsValidR4 holds the bundle to the schema.
func TestBundleIsValidR4(t *testing.T) {
	schema := bundleSchema(t)
	minimal := sample()
	minimal.Values, minimal.Rows, minimal.Practice, minimal.Type = nil, nil, "", ""
	scanned := sample()
	scanned.Pages, scanned.Scans = nil, []Scan{{Source: chart.Source{SHA256: "5c", MediaType: "image/tiff"}, File: []byte("II*"), Pages: []ScanPage{{Page: 1, Sheet: 1}}}}
	for name, in := range map[string]Input{"full": sample(), "nothing captured": minimal, "of a later scan": scanned} {
		payload, err := Bundle(in)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(payload))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := schema.Validate(map[string]any{"resourceType": "Bundle", "id": 7}); err == nil {
		t.Error("the schema takes anything: this test proves nothing")
	}
}

func TestBundleHoldsWhatWasConfirmed(t *testing.T) {
	payload, err := Bundle(sample())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"family":"GONZALEZ"`, `"birthDate":"1961-03-04"`, `"value":142,"unit":"mg/dL"`, `"comparator":"\u003c"`,
		`"valueString":"No growth"`, "Penicillin (hives)", "Metformin 500 mg", `"text":"10 mg PO daily"`, `"code":"E11.9"`, `"code":"I10"`,
		"Influenza", `"lotNumber":"AB12"`, `"valueString":"1234567893"`} {
		if !bytes.Contains(payload, []byte(want)) {
			t.Errorf("the bundle lacks %s", want)
		}
	}
	again, _ := Bundle(sample())
	if !bytes.Equal(payload, again) {
		t.Error("the same input gave other bytes")
	}
}

func TestARecordHoldsItsRedactionCertificate(t *testing.T) {
	in := sample()
	in.Certificate = Certificate{Signed: []byte(`{"payloadType":"x"}`), Salt: []byte{1, 2, 3}}
	_, data := envelope(t, in)
	v, err := Verify(data, nil)
	if err != nil || v.Attachments != 3 || len(v.Parts) != 3 || v.Parts[2].Media != EnvelopeMedia || !bytes.Equal(v.Parts[2].Data, in.Certificate.Signed) {
		t.Fatalf("want copy, original and certificate, got %+v, %v", v, err)
	}
	payload, _ := Bundle(in)
	if n := bytes.Count(payload, []byte(`"value":"010203"`)); n != 1 {
		t.Errorf("want the salt once, beside the original, found %d times", n)
	}
}

// What a document is made of is in its record: the file that came in first and the scans that pages of it are out of.
func TestARecordHoldsLaterScans(t *testing.T) {
	in := sample()
	in.Pages, in.Scans = []int{2}, []Scan{{Source: chart.Source{SHA256: strings.Repeat("c", 64), MediaType: "image/tiff"}, File: []byte("II*"),
		Pages: []ScanPage{{Page: 1, Sheet: 4}, {Page: 3, Sheet: 5}}}}
	_, data := envelope(t, in)
	v, err := Verify(data, nil)
	if err != nil || v.Attachments != 3 || v.Parts[2].Media != "image/tiff" || string(v.Parts[2].Data) != "II*" {
		t.Fatalf("want copy, original and scan, got %+v, %v", v, err)
	}
	payload, _ := Bundle(in)
	for _, want := range []string{"this document is on page 2\"", "page 1 is page 4 of it, page 3 is page 5 of it", `"value":"` + in.Scans[0].Source.SHA256} {
		if !bytes.Contains(payload, []byte(want)) {
			t.Errorf("the bundle lacks %s", want)
		}
	}
}

func TestVerifyHolds(t *testing.T) {
	env, data := envelope(t, sample())
	_, hubKey, _ := ed25519.GenerateKey(rand.Reader)
	hub := Signer{RoleHub, "hub", hubKey}
	receipt, err := SignReceipt(Receipt{Record: sample().ID, Device: "dev-1", Sequence: 4}, hub)
	if err != nil {
		t.Fatal(err)
	}
	with, _ := json.Marshal(File{Envelope: env, Receipt: receipt})
	hk, _ := KeyFor(hub)
	roster := &Roster{Keys: append([]Key{hk}, env.Keys...)}
	for name, c := range map[string]struct {
		data   []byte
		roster *Roster
	}{"bare, no roster": {data, nil}, "bare": {data, roster}, "with receipt": {with, roster}} {
		v, err := Verify(c.data, c.roster)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if v.Record != sample().ID || v.Attachments != 2 || v.InRoster != (c.roster != nil) {
			t.Errorf("%s: got %+v", name, v)
		}
	}
	if _, err := Verify(with, &Roster{Keys: env.Keys}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("a receipt of a hub outside the roster: want tampered, got %v", err)
	}
	if _, err := Verify(data, &Roster{Keys: env.Keys[:1]}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("a device outside the roster: want tampered, got %v", err)
	}
}

func TestVerifyFindsEveryChange(t *testing.T) {
	in := sample()
	_, good := envelope(t, in)
	resign := func(change func(in *Input, payload *[]byte, signers *[]Signer)) []byte {
		in := sample()
		payload, _ := Bundle(in)
		person, dev := signers(t)
		list := []Signer{person, dev}
		change(&in, &payload, &list)
		env, err := Sign(PayloadType, payload, list...)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := env.Marshal()
		return data
	}
	edit := func(f func(*Envelope)) []byte {
		env, _ := ParseEnvelope(good)
		f(env)
		data, _ := env.Marshal()
		return data
	}
	cases := map[string][]byte{
		"payload changed":         edit(func(e *Envelope) { e.Payload = bytes.Replace(e.Payload, []byte("142"), []byte("124"), 1) }),
		"type changed":            edit(func(e *Envelope) { e.PayloadType = ReceiptType }),
		"signature dropped":       edit(func(e *Envelope) { e.Signatures, e.Keys = e.Signatures[:1], e.Keys[:1] }),
		"no signatures":           edit(func(e *Envelope) { e.Signatures, e.Keys = nil, nil }),
		"key swapped":             edit(func(e *Envelope) { e.Keys[0].PKIX = e.Keys[1].PKIX }),
		"keys in another order":   edit(func(e *Envelope) { e.Keys[0], e.Keys[1] = e.Keys[1], e.Keys[0] }),
		"role changed":            edit(func(e *Envelope) { e.Keys[0].Role = RoleDevice }),
		"the device signed twice": resign(func(_ *Input, _ *[]byte, s *[]Signer) { (*s)[0] = Signer{RoleDevice, "dev-1", (*s)[0].Key} }),
		"another person signed":   resign(func(_ *Input, _ *[]byte, s *[]Signer) { (*s)[0].ID = "per-2" }),
		"one key for both":        resign(func(_ *Input, _ *[]byte, s *[]Signer) { (*s)[1].Key = (*s)[0].Key }),
		"attachment swapped": resign(func(_ *Input, p *[]byte, _ *[]Signer) {
			*p = bytes.Replace(*p, []byte(`"data":"JVBERi0xLjcg`), []byte(`"data":"JVBERi0xLjgg`), 1)
		}),
	}
	for name, data := range cases {
		if _, err := Verify(data, nil); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want tampered, got %v", name, err)
		}
	}
	for _, junk := range []string{"", "{}", "null", "[]", `{"envelope":{}}`, "%PDF"} {
		if _, err := Verify([]byte(junk), nil); err == nil {
			t.Errorf("%q was taken for a record", junk)
		}
	}
}

func TestSealedRecordsOpenOnlyWhereTheyBelong(t *testing.T) {
	private, public, err := NewHubKey()
	if err != nil {
		t.Fatal(err)
	}
	other, _, _ := NewHubKey()
	to := Address{Record: "r1", Device: "d1", Sequence: 7}
	sealed, err := Seal(public, to, []byte("Gonzalez"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("Gonzalez")) {
		t.Fatal("the sealed record shows its text")
	}
	if got, err := Open(private, to, sealed); err != nil || string(got) != "Gonzalez" {
		t.Fatalf("want the text back, got %v", err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)-1] ^= 1
	for name, c := range map[string]struct {
		key    []byte
		to     Address
		sealed []byte
	}{
		"another hub": {other, to, sealed}, "another record": {private, Address{"r2", "d1", 7}, sealed}, "a flipped bit": {private, to, flipped},
		"another device": {private, Address{"r1", "d2", 7}, sealed}, "another place": {private, Address{"r1", "d1", 8}, sealed}, "nothing": {private, to, nil},
	} {
		if _, err := Open(c.key, c.to, c.sealed); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want tampered, got %v", name, err)
		}
	}
}

func TestSignRefusesOtherKeys(t *testing.T) {
	if _, err := Sign(PayloadType, nil, Signer{RolePerson, "p", odd{}}); err == nil {
		t.Error("a key of an unknown type signed")
	}
}

type odd struct{ crypto.Signer }

func (odd) Public() crypto.PublicKey { return "odd" }

func FuzzVerify(f *testing.F) {
	payload, _ := Bundle(sample())
	f.Add(payload)
	f.Add([]byte(`{"payloadType":"x","payload":"","signatures":[{}],"keys":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Verify(data, nil); err == nil {
			t.Fatal("a record without a signature verified")
		}
	})
}

func TestTheRecordSaysWhoValidated(t *testing.T) {
	data, err := Bundle(sample())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"first validation", "second validation", "third validation of high-risk fields, by the same person, later"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("want %q in the record", want)
		}
	}
}
