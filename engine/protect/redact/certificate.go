package redact

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// CertificateType is bound into every signature over a certificate.
const CertificateType = "application/vnd.chartproof.redaction.v1+json"

const certificateSchema = "chartproof.redaction/1"

// Certificate is what a redacted copy is accompanied by: what was burnt and why, what proved it, and the hashes by which anybody
// can prove the copy, offline, and whoever holds the original and its salt can prove where it came from. It holds no text of the
// chart, and no box but the burnt ones, whose widths say little.
type Certificate struct {
	Schema  string    `json:"schema"`
	Subject string    `json:"subject"` // the record or the export that the copy belongs to: a random identifier
	MadeAt  time.Time `json:"made_at"`
	Program string    `json:"program"` // with its version
	Engines []string  `json:"engines"` // what reads and draws where the copy was made and proved, with versions and hashes of models

	SHA256 string `json:"sha256"` // of the copy
	Bytes  int64  `json:"bytes"`
	// Salt went into the hashes of the pages as they stand in the copy. It is made of the salt of the pages before redaction,
	// which stays sealed beside the original; that one's own hash shows it to be the right one.
	Salt         string `json:"salt"`
	SealedSalt   string `json:"sealed_salt_sha256"`
	BeforeSHA256 string `json:"before_sha256"`
	AfterSHA256  string `json:"after_sha256"`

	Pages    []CertifiedPage   `json:"pages"`
	Legend   map[string]string `json:"legend,omitempty"` // what the codes of boxes mean, in the words of 45 CFR 164.514(b)(2)(i)
	Released []Reason          `json:"released"`         // what was found and left to be seen
	Checks   []Check           `json:"checks"`
}

// CertifiedPage is one page of the copy.
type CertifiedPage struct {
	Number       int            `json:"number"`
	Width        geom.Px        `json:"width"`
	Height       geom.Px        `json:"height"`
	BeforeSHA256 string         `json:"before_sha256"`
	AfterSHA256  string         `json:"after_sha256"`
	Labels       bool           `json:"labels"` // kind codes are printed into the boxes
	Boxes        []CertifiedBox `json:"boxes"`
}

// CertifiedBox is a burnt rectangle, in pixels, and what was found under it.
type CertifiedBox struct {
	Box   [4]int   `json:"box"` // left, top, right, bottom
	Label string   `json:"label,omitempty"`
	Why   []Reason `json:"why"`
}

// Reason says what was found, how surely, and by which layer or person.
type Reason struct {
	Kind  chart.Kind     `json:"kind"`
	Tier  chart.Tier     `json:"tier"`
	Layer string         `json:"layer"`
	By    chart.PersonID `json:"by,omitempty"`   // who marked, reshaped or released it last, where it was a person
	Role  string         `json:"role,omitempty"` // the person's roles then
}

// Check is one proof that the copy passed.
type Check struct {
	Name string `json:"name"`
	Says string `json:"says"`
}

// checks are those that a copy has passed once it is verified.
var checks = []Check{
	{"structure", "every byte of the file is what its pages, sizes and searchable words call for: no other text, metadata, annotation, attachment, earlier revision or other object"},
	{"text_layer", "the searchable words hold none of the redacted texts: not split, joined, over the ends of lines and pages, or backwards"},
	{"pixels", "every box is black from rim to rim, and outside the boxes each page shows what was searched before"},
	{"see_through", "no print shows under a bar that somebody drew before"},
	{"bleed_through", "nothing that was redacted shines through from the page before or behind"},
	{"reread", "an engine read the copy again and found none of the redacted texts"},
	{"box", "nothing can be read in a box or reaches out of it"},
	{"barcode", "no bar code can be read that nobody released"},
}

// Making is what a certificate says beside what the report knows.
type Making struct {
	Subject string
	At      time.Time
	Program string
	Engines []string
	Spans   []chart.Span // all that were found: those that are not redacted were released
}

// Certify makes the certificate of a copy out of its bytes. It refuses a copy that is not verified, whose bytes are not the
// report's, or that was made without a salt.
func (r Report) Certify(pdf []byte, red chart.Redaction, m Making) (Certificate, error) {
	const op = "certify redaction"
	switch {
	case !red.Verified || len(red.Residual) != 0 || red.AfterSHA256 != r.AfterSHA256:
		return Certificate{}, chart.E(chart.BadState, op, errors.New("the copy is not verified"))
	case len(r.o.Salt) < sha256.Size:
		return Certificate{}, chart.E(chart.BadInput, op, errors.New("the copy has no salt"))
	case int64(len(pdf)) != r.Bytes:
		return Certificate{}, chart.E(chart.BadInput, op, errOther)
	}
	c := Certificate{Schema: certificateSchema, Subject: m.Subject, MadeAt: m.At.UTC(), Program: m.Program, Engines: slices.Clone(m.Engines),
		SHA256: sum(pdf), Bytes: r.Bytes, Salt: hex.EncodeToString(afterSalt(r.o.Salt)), SealedSalt: sum(r.o.Salt),
		BeforeSHA256: r.BeforeSHA256, AfterSHA256: r.AfterSHA256, Checks: checks}
	for _, p := range r.Pages {
		page := CertifiedPage{Number: p.Number, Width: p.Width, Height: p.Height, BeforeSHA256: p.BeforeSHA256, AfterSHA256: p.AfterSHA256, Labels: p.Labels}
		for _, b := range p.Burns {
			page.Boxes = append(page.Boxes, CertifiedBox{Box: [4]int{b.Rect.Min.X, b.Rect.Min.Y, b.Rect.Max.X, b.Rect.Max.Y}, Label: b.Label, Why: p.why(b)})
		}
		c.Pages = append(c.Pages, page)
	}
	for _, s := range m.Spans {
		if !s.Redacted {
			c.Released = append(c.Released, reasonOf(s))
		}
	}
	c.Legend = legendOf(c.Pages)
	if err := c.Proves(pdf); err != nil {
		return Certificate{}, err
	}
	return c, nil
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

func reasonOf(s chart.Span) Reason {
	r := Reason{Kind: s.Kind, Tier: s.Tier, Layer: s.Layer}
	if s.By != nil {
		roles := make([]string, 0, len(s.By.Roles))
		for _, role := range s.By.Roles {
			roles = append(roles, string(role))
		}
		r.By, r.Role = s.By.Person, strings.Join(roles, " ")
	}
	return r
}

// why gives the reasons of a box, each once: how many parts a name has is nobody's business.
func (p PageReport) why(b Burn) []Reason {
	var out []Reason
	for _, s := range p.spans {
		if slices.ContainsFunc(s.Boxes, func(x geom.Box) bool { return x.Clamp().Rect(p.Width, p.Height).Overlaps(b.Rect) }) {
			out = append(out, reasonOf(s))
		}
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.By, b.By), cmp.Compare(a.Role, b.Role))
	})
	return slices.Compact(out)
}

// maxCertificate bounds what is parsed.
const maxCertificate = 64 << 20

// OpenCertificate reads a certificate. Its signatures are checked before.
func OpenCertificate(data []byte) (Certificate, error) {
	var c Certificate
	d := json.NewDecoder(bytes.NewReader(data[:min(len(data), maxCertificate)]))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil || c.Schema != certificateSchema || d.More() {
		return Certificate{}, chart.E(chart.BadInput, "open certificate", errors.New("this is no redaction certificate"))
	}
	return c, nil
}

// Proves holds a copy to its certificate: the file's hash, its form, the hash of each page, and that every box is black. It needs
// nothing but the two. A copy that does not hold is chart.Tampered.
func (c Certificate) Proves(pdf []byte) error {
	bad := func(err error) error { return chart.E(chart.Tampered, "prove the copy", err) }
	if c.SHA256 != sum(pdf) || c.Bytes != int64(len(pdf)) {
		return bad(errOther)
	}
	s := strict{rest: pdf, total: len(pdf)}
	if page, err := s.file(); err != nil {
		return bad(fmt.Errorf("page %d: %w", page, err))
	}
	salt, err := hex.DecodeString(c.Salt)
	if err != nil || len(salt) < sha256.Size || len(s.pictures) != len(c.Pages) {
		return bad(fmt.Errorf("%d pages are not the %d of the certificate", len(s.pictures), len(c.Pages)))
	}
	all := sha256.New()
	for i, pic := range s.pictures {
		if pic.width != int(c.Pages[i].Width) || pic.height != int(c.Pages[i].Height) {
			return bad(fmt.Errorf("page %d is not as large as the one that was certified", i+1))
		}
		after := copyDigest(salt, pic, s.layers[i])
		all.Write(after)
		if hex.EncodeToString(after) != c.Pages[i].AfterSHA256 || c.Pages[i].Number != i+1 {
			return bad(fmt.Errorf("page %d is not the one that was certified", i+1))
		}
		if err := c.Pages[i].report().prove(pic); err != nil {
			return bad(fmt.Errorf("page %d: a box is not black", i+1))
		}
	}
	if hex.EncodeToString(all.Sum(nil)) != c.AfterSHA256 {
		return bad(errors.New("the pages together are not what was certified"))
	}
	return nil
}

// report is what the check of a page's boxes needs.
func (p CertifiedPage) report() PageReport {
	out := PageReport{Number: p.Number, Width: p.Width, Height: p.Height, Labels: p.Labels}
	for _, b := range p.Boxes {
		out.Burns = append(out.Burns, Burn{Rect: image.Rect(b.Box[0], b.Box[1], b.Box[2], b.Box[3]), Label: b.Label})
	}
	return out
}

// CameFrom proves that a page of the copy was made of a page of the original, to one who was given the sealed salt. Any other page
// or salt is chart.Tampered.
func (c Certificate) CameFrom(page int, original *geom.Raster, salt []byte) error {
	const op = "prove where a page came from"
	if sum(salt) != c.SealedSalt {
		return chart.E(chart.Tampered, op, errors.New("this is not the salt that was sealed"))
	}
	if page < 1 || page > len(c.Pages) || !original.Valid() {
		return chart.E(chart.BadInput, op, fmt.Errorf("page %d of %d", page, len(c.Pages)))
	}
	was := digest(salt, original.Depth, original.Width, original.Height, original.Pix)
	if hex.EncodeToString(was) != c.Pages[page-1].BeforeSHA256 {
		return chart.E(chart.Tampered, op, fmt.Errorf("page %d came from another page", page))
	}
	return nil
}
