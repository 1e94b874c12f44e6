package synth

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Config says which chart to make. The same Config makes the same chart.
type Config struct {
	Seed   uint64
	Family string       // one of Families
	Type   chart.Type   // one of Types
	Index  int          // which of the charts of this seed, family and type
	Packet []chart.Type // several documents of one patient in one file; Type is then not used
	Mixed  bool         // several documents of one or more patients, as a feeder scans them; Type and Packet are then not used
}

// Chart is a generated chart before it was scanned: vector pages with their truth.
type Chart struct {
	Config Config
	Truth  Truth
	leaves []*leaf
	book   *fontBook
}

// Types lists the document types that can be generated.
var Types = []chart.Type{chart.IntakeForm, chart.ConsentForm, chart.InsuranceCard, chart.IDCard, chart.ProgressNote,
	chart.DischargeSummary, chart.LabReport, chart.PathologyReport, chart.RadiologyReport, chart.ReferralLetter,
	chart.MedicationList, chart.Prescription, chart.ImmunizationRecord, chart.Superbill, chart.ClaimForm, chart.EOB,
	chart.DenialLetter, chart.FaxCover}

// HeldOut lists the families that no finding rule may be written against.
var HeldOut = []string{"i"}

// Families lists the layout families; those of HeldOut are held out, the others are for tuning.
var Families = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}

// layout draws one document onto a sheet.
type layout func(*sheet)

// family is one way of making charts look.
type family struct {
	voice   func(*rand.Rand) voice
	layouts map[chart.Type]layout
}

func familyOf(name string) (family, error) {
	switch name {
	case "a":
		return familyA(), nil
	case "b":
		return familyB(), nil
	case "c":
		return familyC(), nil
	case "d":
		return familyD(), nil
	case "e":
		return familyE(), nil
	case "f":
		return familyF(), nil
	case "g":
		return familyG(), nil
	case "h":
		return familyH(), nil
	case "i":
		return familyI(), nil
	}
	return family{}, fmt.Errorf("family %q: there are %s", name, strings.Join(Families, ", "))
}

// Generate makes one chart.
func Generate(c Config) (Chart, error) {
	fam, err := familyOf(c.Family)
	if err != nil {
		return Chart{}, err
	}
	if c.Mixed {
		return mixed(c, fam)
	}
	types := c.Packet
	if len(types) == 0 {
		types = []chart.Type{c.Type}
	}
	rng := c.rand("content")
	k := newKase(rng, fam.voice(rng))
	out := Chart{Config: c, book: newFontBook(), Truth: Truth{Schema: SchemaTruth, Seed: c.Seed, Family: c.Family}}
	for _, t := range types {
		lay, ok := fam.layouts[t]
		if !ok {
			return Chart{}, fmt.Errorf("family %s has no layout for %q", c.Family, t)
		}
		s := newSheet(k, t, rng, out.book)
		lay(s)
		s.finish()
		doc, spans, pages := s.compile(len(out.leaves) + 1)
		out.leaves = append(out.leaves, s.leaves...)
		out.Truth.Documents = append(out.Truth.Documents, doc)
		out.Truth.Pages = append(out.Truth.Pages, pages...)
		out.Truth.PHI = append(out.Truth.PHI, spans...)
	}
	return out, nil
}

// rand gives the chart's own stream of chance for one purpose.
func (c Config) rand(purpose string) *rand.Rand {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s|%s|%s|%v|%d", purpose, c.Family, c.Type, c.Packet, c.Index)
	return rand.New(rand.NewPCG(c.Seed, h.Sum64()))
}

// Pages draws every page at dpi, clean.
func (c Chart) Pages(dpi float64) []*geom.Raster {
	var out []*geom.Raster
	for _, l := range c.leaves {
		out = append(out, l.render(c.book, dpi))
	}
	return out
}
