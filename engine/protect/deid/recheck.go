package deid

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/zip3"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/proof"
)

// Recheck holds a release that lies somewhere to its certificate: the certificate is signed as it stands, every file is there as it was certified, no other file
// is, every redacted copy is what its own certificate proves, and none shows the outline of an identifier. It does not know the charts, so it cannot look for what they know, and it
// cannot tell invented values from real ones: of surrogates it holds only the files to their hashes. What it finds names
// files, kinds and places, never text.
func Recheck(dir fs.FS, now time.Time, checks Checks) ([]string, error) {
	const op = "check a release"
	data, err := fs.ReadFile(dir, CertificateName)
	if err != nil {
		return nil, chart.E(chart.NotFound, op, errors.New("the folder holds no certificate"))
	}
	var cert Certificate
	if json.Unmarshal(data, &cert) != nil || cert.Schema != SchemaCertificate {
		return nil, chart.E(chart.BadInput, op, errors.New("the certificate is none of ours"))
	}
	words, err := lexicon.Shared()
	if err != nil {
		return nil, err
	}
	list, err := zip3.Builtin()
	if err != nil {
		return nil, err
	}
	ask := proof.Ask{Now: now, Label: []string{cert.Label, cert.Release, string(cert.Method)}, Small: list.Small,
		Dates: cert.Method != SafeHarbor, Places: cert.Method == LimitedDataSet, Ages: cert.Method == LimitedDataSet,
		Ordinary: func(w string) bool { e := words.Lookup(w); return e.Word > 0 || e.Clinical }}
	if cert.ZIP3.SHA256 != list.SHA256 { // another list decided; this one cannot judge
		ask.Small = func(string) bool { return false }
	}
	wrong := checks.signed(dir, data)
	if !cert.Holds || cert.Label == "" {
		wrong = append(wrong, "the certificate does not hold")
	}
	for _, f := range cert.Files {
		wrong = append(wrong, recheckFile(dir, f, cert.Method, ask)...)
	}
	wrong = append(wrong, checks.copies(dir, cert.Files)...)
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, chart.E(chart.BadInput, op, errors.New("the folder cannot be listed"))
	}
	for _, e := range entries {
		if e.Name() != CertificateName && e.Name() != SignatureName && !slices.ContainsFunc(cert.Files, func(f Sum) bool { return f.Name == e.Name() }) {
			wrong = append(wrong, "a file that the certificate does not name")
		}
	}
	return wrong, nil
}

func recheckFile(dir fs.FS, f Sum, m Method, ask proof.Ask) []string {
	data, err := fs.ReadFile(dir, f.Name)
	if err != nil {
		return []string{f.Name + ": missing"}
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
		return []string{f.Name + ": not the file that was certified"}
	}
	form := proof.Text
	switch {
	case m == Surrogates, strings.HasSuffix(f.Name, copyEnding), strings.HasSuffix(f.Name, proofEnding):
		return nil
	case strings.HasSuffix(f.Name, ".json"):
		form = proof.JSON
	case strings.HasSuffix(f.Name, ".csv"):
		form = proof.CSV
	}
	var wrong []string
	for _, l := range ask.File(form, data) {
		wrong = append(wrong, fmt.Sprintf("%s: %s (%s, %s)", f.Name, l.Kind, l.How, l.Where))
	}
	return wrong
}
