package deid

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid/code"
)

// Method is a way to de-identify.
type Method string

// The methods.
const (
	SafeHarbor     Method = "safe_harbor"      // 45 CFR 164.514(b)(2)
	LimitedDataSet Method = "limited_data_set" // 45 CFR 164.514(e)
	DateShifted    Method = "date_shifted"     // research: dates moved by one number of days a patient
	Surrogates     Method = "surrogates"       // invented values in place of the real ones
)

// Methods lists the methods.
var Methods = []Method{SafeHarbor, LimitedDataSet, DateShifted, Surrogates}

// Format is a form in which a release is written.
type Format string

// The formats.
const (
	FHIR Format = "fhir" // R4 collection bundle, one a person and chart
	CSV  Format = "csv"  // one file a release, one line a value
	Text Format = "text" // the pages with codes in place of identifiers
	PDF  Format = "pdf"  // the redacted copy of the scan, where every part of it is proved
)

// Formats lists the formats.
var Formats = []Format{FHIR, CSV, Text, PDF}

// Order is what somebody asks for.
type Order struct {
	Method     Method
	Formats    []Format
	Release    string // the release's id, random
	Recipient  string
	Agreement  string // number of the data-use agreement, 45 CFR 164.514(e)(4)
	Approval   code.Approval
	Reversible bool   // the codes are kept and can be turned back
	Attested   string // who says that nobody here knows how the rest could identify a person, 45 CFR 164.514(b)(2)(ii)
	Alike      bool   // codes of numbers keep the numbers' own format, for a schema that takes nothing else
}

// Check refuses an order that lacks what its method presupposes.
func (o Order) Check(now time.Time) error {
	const op = "order a release"
	if why := cmp.Or(o.malformed(), o.lacks()); why != "" {
		return chart.E(chart.BadInput, op, errors.New(why))
	}
	if !o.Reversible {
		return nil
	}
	if o.Recipient == "" {
		return chart.E(chart.BadInput, op, errors.New("codes that are kept are those of one recipient: name it"))
	}
	if err := o.Approval.InForce(now); err != nil {
		return fmt.Errorf("%s: a set whose codes are kept can be turned back: %w", op, err)
	}
	return nil
}

// malformed says what of an order nobody can mean.
func (o Order) malformed() string {
	switch {
	case !slices.Contains(Methods, o.Method):
		return "the method is none of those that there are"
	case len(o.Formats) == 0 || slices.ContainsFunc(o.Formats, func(f Format) bool { return !slices.Contains(Formats, f) }):
		return "the formats are none of those that there are"
	case o.Release == "":
		return "a release needs an id"
	case strings.ContainsAny(o.Recipient+o.Agreement+o.Attested+o.Approval.Board+o.Approval.Protocol, "\r\n\x00"):
		return "names stand on one line"
	}
	return ""
}

// lacks says what the method presupposes and the order does not name.
func (o Order) lacks() string {
	switch {
	case o.Method == LimitedDataSet && (o.Agreement == "" || o.Recipient == ""):
		return "a limited data set goes only to a recipient under a data-use agreement: name both"
	case o.Method == DateShifted && !o.Reversible:
		return "a date-shifted set keeps its offsets: it needs the token vault of a workspace"
	case o.Alike && o.Method != Surrogates && !o.Reversible:
		return "codes in the numbers' own format could be taken for real ones; they need the token vault"
	}
	return ""
}

// Label is the line that stands on everything of a release.
func (o Order) Label() string {
	switch o.Method {
	case SafeHarbor:
		if o.Attested == "" {
			return "De-identified by removal of the eighteen identifiers, 45 CFR 164.514(b)(2)(i). Safe Harbor is complete when the covered entity attests that it has no actual knowledge, 164.514(b)(2)(ii)."
		}
		return "De-identified under the Safe Harbor method, 45 CFR 164.514(b)(2)."
	case LimitedDataSet:
		return "LIMITED DATA SET, 45 CFR 164.514(e): still protected health information. NOT Safe Harbor. Use only under data-use agreement " + o.Agreement + " with " + o.Recipient + "."
	case DateShifted:
		return "DATE-SHIFTED RESEARCH SET: NOT Safe Harbor. Dates are moved by one number of days a patient and can be moved back. " + o.approval()
	case Surrogates:
		return "SYNTHETIC IDENTIFIERS: names, numbers, places and dates in this set are invented. NOT Safe Harbor: dates are moved, not removed." + o.approval()
	}
	return ""
}

func (o Order) approval() string {
	if !o.Reversible {
		return ""
	}
	return " Protocol " + o.Approval.Protocol + " of " + o.Approval.Board + "."
}

// wants reports whether the format is asked for.
func (o Order) wants(f Format) bool { return slices.Contains(o.Formats, f) }

// moved reports whether dates are moved.
func (o Order) moved() bool { return o.Method == DateShifted || o.Method == Surrogates }
