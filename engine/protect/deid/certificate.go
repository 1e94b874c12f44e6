package deid

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// SchemaCertificate names the JSON of Certificate.
const SchemaCertificate = "chartproof.deidentification/1"

// CertificateName is the certificate's file in a release.
const CertificateName = "certificate.json"

// Certificate says of a release what it is and what was proved of it.
type Certificate struct {
	Schema    string       `json:"schema"`
	Release   string       `json:"release"`
	Made      time.Time    `json:"made"`
	Version   string       `json:"version"` // of the program that made the release
	Engines   []string     `json:"engines"` // what read the charts, with versions and hashes of models
	By        *chart.Actor `json:"by,omitempty"`
	Method    Method       `json:"method"`
	Label     string       `json:"label"`
	Recipient string       `json:"recipient,omitempty"`
	Agreement string       `json:"data_use_agreement,omitempty"`
	Approval  *approved    `json:"approval,omitempty"`
	Reverse   string       `json:"reversible"` // who could turn codes back
	Knowledge string       `json:"actual_knowledge"`
	ZIP3      zip3Used     `json:"zip3_list"`
	Cases     int          `json:"cases"`
	Eighteen  []CheckedID  `json:"eighteen"`
	Checks    []string     `json:"checks"`
	Holds     bool         `json:"holds"`
	Small     []Small      `json:"small_cells"`
	Refused   []Refusal    `json:"refused"`
	NoPDF     counts       `json:"pdf_kept_back,omitempty"`
	Files     []Sum        `json:"files"`
}

type counts map[string]int

type approved struct {
	Board    string `json:"board"`
	Protocol string `json:"protocol"`
	Approved string `json:"approved"`
	Expires  string `json:"expires"`
}

type zip3Used struct {
	Source string `json:"source"`
	Date   string `json:"date"`
	SHA256 string `json:"sha256"`
}

// CheckedID is one of the eighteen in a certificate.
type CheckedID struct {
	Letter string `json:"letter"`
	Words  string `json:"identifier"`
	Found  int    `json:"found"` // in the charts, as spans and captured fields
	Left   int    `json:"left"`  // that the proof found in the files; a case with one does not leave
	How    string `json:"how"`
}

// Sum names a file.
type Sum struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func newCertificate(e *Engine, o Order, now time.Time) Certificate {
	c := Certificate{Schema: SchemaCertificate, Release: o.Release, Made: now.UTC().Truncate(time.Second), Version: e.Version, Engines: []string{}, By: e.By,
		Method: o.Method, Label: o.Label(), Recipient: o.Recipient, Agreement: o.Agreement, Reverse: "nobody: the codes were kept nowhere",
		Knowledge: "not attested", NoPDF: counts{}, Refused: []Refusal{}, Small: []Small{}, Files: []Sum{},
		ZIP3: zip3Used{e.ZIP3.Source, e.ZIP3.Date.Format(time.DateOnly), e.ZIP3.SHA256},
		Checks: []string{
			"every file was read again as it was written, by code that shares nothing with the rules that wrote it",
			"no word, number or place that the charts know of their people stands in a file",
			"no pattern of an identifier stands in a file, but for what the method permits and what the release put in itself",
			"no file is named after anything that the charts know of their people",
			"a redacted copy leaves with its own signed certificate, which proves it byte for byte and box for box",
		}}
	if o.Attested != "" {
		c.Knowledge = "attested by " + o.Attested
	}
	if o.Reversible {
		c.Reverse = "a privacy officer of the practice, with a purpose, logged"
		c.Approval = &approved{o.Approval.Board, o.Approval.Protocol, o.Approval.Approved.Format(time.DateOnly), o.Approval.Expires.Format(time.DateOnly)}
	}
	for _, id := range Eighteen {
		c.Eighteen = append(c.Eighteen, CheckedID{Letter: id.Letter, Words: id.Words, How: o.howFor(id.Letter)})
	}
	return c
}

// howFor says what a method makes of an identifier.
func (o Order) howFor(letter string) string {
	switch {
	case letter == "B" && o.Method == LimitedDataSet:
		return "city, state and ZIP code stand"
	case letter == "B" && o.Method == Surrogates:
		return "invented; the state stands"
	case letter == "B":
		return "state stands, and three digits of ZIP codes whose areas hold more than 20,000 people"
	case letter == "C" && o.Method == SafeHarbor:
		return "the year stands where it is not indicative of an age over 89; such ages are " + Over89
	case letter == "C" && o.Method == LimitedDataSet:
		return "dates and ages stand"
	case letter == "C":
		return "dates are moved by one number of days a person; ages over 89 are " + Over89
	case o.Method == Surrogates && letter != "P" && letter != "Q":
		return "invented"
	}
	return "taken out"
}

// count counts what a chart holds of each identifier, by letter.
func count(c Chart) counts {
	n := counts{}
	for _, s := range c.Spans {
		n[letterOf(s.Kind)]++
	}
	for _, d := range c.Documents {
		for _, f := range d.Fields {
			if kind, ok := identifying[f.Name]; ok && f.Value != "" {
				n[letterOf(kind)]++
			}
		}
	}
	return n
}

func (c *Certificate) add(found counts, engines []string) {
	for _, e := range engines {
		if !slices.Contains(c.Engines, e) {
			c.Engines = append(c.Engines, e)
		}
	}
	for i := range c.Eighteen {
		c.Eighteen[i].Found += found[c.Eighteen[i].Letter]
	}
}

func (c *Certificate) file(name string, data []byte) {
	sum := sha256.Sum256(data)
	c.Files = append(c.Files, Sum{name, len(data), hex.EncodeToString(sum[:])})
}

func (c *Certificate) close(small []Small) {
	if small != nil {
		c.Small = small
	}
	c.Holds = c.Cases > 0
}

func (c *Certificate) marshal() ([]byte, error) {
	data, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, chart.E(chart.Internal, "write certificate", fmt.Errorf("no JSON: %w", err))
	}
	return append(data, '\n'), nil
}
