package zones

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Schema names the JSON of a Template.
const Schema = "chartproof.template/1"

// Use says what a zone is for.
type Use string

// The uses of zones.
const (
	Capture Use = "capture"
	Redact  Use = "redact"
	Crop    Use = "crop"
)

// Uses lists them.
var Uses = []Use{Capture, Redact, Crop}

// Zone is a part of a form, in fractions of its upright page. Field is what a Capture zone holds, empty for the others.
type Zone struct {
	Box   geom.Box        `json:"box"`
	Use   Use             `json:"use"`
	Field chart.FieldName `json:"field,omitempty"`
}

// Anchor is a word of the form's own print, lower case and without punctuation, in fractions of its upright page.
type Anchor struct {
	Text string   `json:"text"`
	Box  geom.Box `json:"box"`
}

// Template is a form with its zones. Type is the kind of document that it is, empty where that is left open. Aspect is the
// height of the upright page over its width.
type Template struct {
	Schema  string     `json:"schema"`
	Name    string     `json:"name"`
	Type    chart.Type `json:"type,omitempty"`
	Aspect  float64    `json:"aspect"`
	Anchors []Anchor   `json:"anchors"`
	Zones   []Zone     `json:"zones"`
}

// The limits of a template.
const (
	FewestAnchors = 10
	MostAnchors   = 160
	MostZones     = 60
	longestName   = 80
	longestAnchor = 40
	largestFile   = 256 << 10
	smallestSide  = 0.004 // of a zone, in shares of the page
)

// Check refuses what is no template with chart.BadInput. The error names no word of the form.
func (t *Template) Check() error {
	const op = "check form template"
	bad := func(format string, a ...any) error { return chart.E(chart.BadInput, op, fmt.Errorf(format, a...)) }
	switch {
	case t.Schema != Schema:
		return bad("its schema is not %s", Schema)
	case strings.TrimSpace(t.Name) == "" || utf8.RuneCountInString(t.Name) > longestName:
		return bad("its name has no or more than %d characters", longestName)
	case t.Type != "" && !slices.Contains(chart.Types, t.Type):
		return bad("there is no such type of document")
	case !(t.Aspect > 0.1 && t.Aspect < 10):
		return bad("its page is not of a page's shape")
	case len(t.Anchors) < FewestAnchors || len(t.Anchors) > MostAnchors:
		return bad("it has %d anchors; %d to %d are needed", len(t.Anchors), FewestAnchors, MostAnchors)
	case len(t.Zones) == 0 || len(t.Zones) > MostZones:
		return bad("it has %d zones; 1 to %d are needed", len(t.Zones), MostZones)
	}
	return t.checkParts(bad)
}

func (t *Template) checkParts(bad func(format string, a ...any) error) error {
	for i, a := range t.Anchors {
		if fold(a.Text) != a.Text || len(a.Text) < shortestAnchor || len(a.Text) > longestAnchor || !within(a.Box) {
			return bad("anchor %d is none", i+1)
		}
	}
	for i, z := range t.Zones {
		if err := z.Check(); err != nil {
			return bad("zone %d: %w", i+1, err)
		}
	}
	return nil
}

// Check refuses a zone that is none.
func (z Zone) Check() error {
	switch {
	case !within(z.Box) || z.Box.Width() < smallestSide || z.Box.Height() < smallestSide:
		return errors.New("its box is not on the page")
	case !slices.Contains(Uses, z.Use):
		return errors.New("there is no such use")
	case z.Use == Capture && !slices.Contains(chart.FieldNames, z.Field):
		return errors.New("there is no such field")
	case z.Use != Capture && z.Field != "":
		return errors.New("only what is captured is a field")
	}
	return nil
}

// within reports whether a box is one and on the page; what is not a number is not.
func within(b geom.Box) bool {
	return b.X0 >= 0 && b.Y0 >= 0 && b.X1 <= 1 && b.Y1 <= 1 && b.X0 < b.X1 && b.Y0 < b.Y1
}

// Parse reads a template's JSON; unknown members and trailing bytes are refused. Errors quote nothing of the file.
func Parse(data []byte) (Template, error) {
	const op = "read form template"
	var t Template
	if len(data) > largestFile {
		return t, chart.E(chart.BadInput, op, errors.New("the file is too large"))
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if dec.Decode(&t) != nil || dec.More() {
		return Template{}, chart.E(chart.BadInput, op, errors.New("the file is no JSON of "+Schema))
	}
	return t, t.Check()
}
