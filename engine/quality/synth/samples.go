package synth

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// Sample is one file of the small set that is committed under testdata/charts.
type Sample struct {
	Name      string // without extension
	Config    Config
	Condition string
	Format    string
	Turn      int
}

// SampleChart is the chart that packaging/run shows: three documents of one patient.
const SampleChart = "sample-chart"

// Samples lists the committed set. Families a and b only: of the held-out families nobody should see pages.
func Samples() []Sample {
	of := func(fam string, typ chart.Type, index int) Config {
		return Config{Seed: 2026, Family: fam, Type: typ, Index: index}
	}
	return []Sample{
		{SampleChart, Config{Seed: 2026, Family: "a", Packet: []chart.Type{chart.LabReport, chart.ProgressNote, chart.IntakeForm}, Index: 37}, Good200, PDF, 0},
		{"a-lab", of("a", chart.LabReport, 1), Clean300, TIFF, 0},
		{"a-referral-fax", of("a", chart.ReferralLetter, 0), FaxScan, TIFF, 0},
		{"a-intake-digital", of("a", chart.IntakeForm, 0), Digital, Digital, 0},
		{"a-denial", of("a", chart.DenialLetter, 0), Good200, JPEG, 0},
		{"b-discharge-fax", of("b", chart.DischargeSummary, 0), FaxScan, TIFF, 0},
		{"b-card-phone", of("b", chart.InsuranceCard, 0), Phone, JPEG, 0},
		{"b-id", of("b", chart.IDCard, 0), Clean300, PNG, 0},
		{"b-superbill-turned", of("b", chart.Superbill, 0), FaxScan, PDF, 90},
		{"b-prescription", of("b", chart.Prescription, 0), Clean300, TIFF, 0},
	}
}

// WriteSamples writes the set into dir.
func WriteSamples(dir string) error {
	for _, s := range Samples() {
		c, err := Generate(s.Config)
		if err != nil {
			return fmt.Errorf("write samples: %w", err)
		}
		if _, err := WriteFile(dir, s.Name, c, s.Condition, s.Format, s.Turn); err != nil {
			return err
		}
	}
	return nil
}
