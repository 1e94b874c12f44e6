package access_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

func TestRevealPurposes(t *testing.T) {
	for _, c := range []struct {
		role chart.Role
		why  access.Purpose
		want bool
	}{
		{chart.HIMReviewer, access.Operations, true},
		{chart.HIMReviewer, access.Research, false},
		{chart.HIMReviewer, "", false},
		{chart.Clinician, access.Treatment, true},
		{chart.PrivacyOfficer, access.Oversight, true},
		{chart.PrivacyOfficer, "curiosity", false},
		{chart.Coder, access.Payment, false},
		{chart.Administrator, access.Operations, false},
	} {
		if got := access.MayRevealFor(person(c.role), c.why); got != c.want {
			t.Errorf("%s for %q: want %v, got %v", c.role, c.why, c.want, got)
		}
	}
}

func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		role     chart.Role
		field    chart.FieldName
		editable bool
		want     bool
	}{
		{chart.HIMReviewer, chart.PatientName, true, true},
		{chart.HIMReviewer, chart.PatientName, false, false},
		{chart.PrivacyOfficer, chart.PatientName, true, false},
		{chart.Clinician, chart.MRN, true, true},
		{chart.Coder, chart.MRN, true, false},
		{chart.Coder, chart.DiagnosisCode, true, true},
	} {
		if got := access.Needs(person(c.role), c.field, c.editable); got != c.want {
			t.Errorf("%s and %s, editable %v: want %v, got %v", c.role, c.field, c.editable, c.want, got)
		}
	}
}

func TestRevealsAreLimitedAndTheUnusualIsTold(t *testing.T) {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.Local)
	looks := func(n, documents int, ago time.Duration) (out []access.Look) {
		for i := range n {
			out = append(out, access.Look{Document: chart.DocumentID(fmt.Sprint("d", i%documents)), At: noon.Add(-ago)})
		}
		return out
	}
	l := access.RevealLimits{PerHour: 10, Many: 6, Documents: 4, From: 6, Until: 22}
	for _, c := range []struct {
		name    string
		before  []access.Look
		at      time.Time
		allowed bool
		alarms  []string
	}{
		{"the first", nil, noon, true, nil},
		{"the sixth of the hour", looks(5, 1, time.Minute), noon, true, []string{access.AlarmMany}},
		{"the seventh is told of already", looks(6, 1, time.Minute), noon, true, nil},
		{"a fourth document", looks(3, 3, time.Minute), noon, true, []string{access.AlarmDocuments}},
		{"one too many", looks(10, 1, time.Minute), noon, false, []string{access.AlarmLimit}},
		{"an hour later", looks(10, 1, time.Hour), noon, true, nil},
		{"at night", nil, noon.Add(11 * time.Hour), true, []string{access.AlarmHour}},
		{"at night, the second", []access.Look{{Document: "x", At: noon.Add(11*time.Hour - time.Minute)}}, noon.Add(11 * time.Hour), true, nil},
	} {
		allowed, alarms := l.Judge(c.at, "x", c.before)
		if allowed != c.allowed || !slices.Equal(alarms, c.alarms) {
			t.Errorf("%s: want %v %v, got %v %v", c.name, c.allowed, c.alarms, allowed, alarms)
		}
	}
}
