package access_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"github.com/google/go-cmp/cmp"
)

func person(roles ...chart.Role) chart.Person { return chart.Person{ID: "p1", Roles: roles} }

// The table of the design, row by row: originals, working, redacted, structured, tokens, audit.
func TestZonesFollowTheDesign(t *testing.T) {
	const n, r, w, rw = access.None, access.Read, access.Write, access.ReadWrite
	table := map[chart.Role][6]access.Right{
		chart.ScanTechnician: {w, n, n, n, n, n},
		chart.HIMReviewer:    {r, rw, r, rw, n, n},
		chart.Coder:          {n, n, r, rw, n, n},
		chart.Clinician:      {r, rw, r, rw, n, n},
		chart.PrivacyOfficer: {r, r, r, r, r, r},
		chart.Auditor:        {n, n, n, n, n, r},
		chart.Administrator:  {n, n, n, n, n, n},
	}
	for _, role := range access.Roles() {
		for i, zone := range access.Zones() {
			if got, want := access.In(person(role), zone), table[role][i]; got != want {
				t.Errorf("%s in %s: want %v, got %v", role, zone, want, got)
			}
		}
	}
}

func TestGranted(t *testing.T) {
	for _, c := range []struct {
		name  string
		roles []chart.Role
		want  []chart.Zone
	}{
		{"nobody", nil, nil},
		{"a role that we do not know", []chart.Role{"janitor"}, nil},
		{"administrator opens nothing", []chart.Role{chart.Administrator}, nil},
		{"coder", []chart.Role{chart.Coder}, []chart.Zone{chart.RedactedZ, chart.Structured}},
		{"union of two", []chart.Role{chart.Auditor, chart.ScanTechnician}, []chart.Zone{chart.Originals, chart.AuditZone}},
		{"first person", access.Roles(), access.Zones()},
	} {
		if diff := cmp.Diff(c.want, access.Granted(c.roles)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSees(t *testing.T) {
	for _, c := range []struct {
		name   string
		person chart.Person
		field  chart.FieldName
		want   bool
	}{
		{"coder and a name", person(chart.Coder), chart.PatientName, false},
		{"coder and a birth date", person(chart.Coder), chart.DateOfBirth, false},
		{"coder and a member id", person(chart.Coder), chart.MemberID, false},
		{"coder and a date of service", person(chart.Coder), chart.DateOfService, true},
		{"coder and a diagnosis code", person(chart.Coder), chart.DiagnosisCode, true},
		{"coder and an unknown field", person(chart.Coder), "shoe_size", false},
		{"reviewer and a name", person(chart.HIMReviewer), chart.PatientName, true},
		{"clinician and an allergy", person(chart.Clinician), chart.Allergy, true},
		{"auditor and an allergy", person(chart.Auditor), chart.Allergy, false},
		{"administrator and a name", person(chart.Administrator), chart.PatientName, false},
		{"technician and a name", person(chart.ScanTechnician), chart.PatientName, false},
		{"coder who is a reviewer too", person(chart.Coder, chart.HIMReviewer), chart.SSN, true},
	} {
		if got := access.Sees(c.person, c.field); got != c.want {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

func TestIdentifiesIsDefaultDeny(t *testing.T) {
	for f, want := range map[chart.FieldName]bool{
		chart.PatientName: true, chart.GroupNumber: true, chart.Address: true, "new_field": true,
		chart.Diagnosis: false, chart.Payer: false, chart.CollectedDate: false,
	} {
		if got := access.Identifies(f); got != want {
			t.Errorf("%s identifies: want %v, got %v", f, want, got)
		}
	}
}

func TestMay(t *testing.T) {
	for _, c := range []struct {
		name   string
		person chart.Person
		action chart.Action
		want   bool
	}{
		{"technician imports", person(chart.ScanTechnician), chart.ActImport, true},
		{"technician opens", person(chart.ScanTechnician), chart.ActOpen, false},
		{"coder decides", person(chart.Coder), chart.ActDecide, true},
		{"coder redacts", person(chart.Coder), chart.ActRedact, false},
		{"coder reveals", person(chart.Coder), chart.ActReveal, false},
		{"clinician signs", person(chart.Clinician), chart.ActSignRecord, false},
		{"reviewer signs", person(chart.HIMReviewer), chart.ActSignRecord, true},
		{"administrator starts the hub", person(chart.Administrator), chart.ActHubStart, true},
		{"administrator opens a chart", person(chart.Administrator), chart.ActOpen, false},
		{"reviewer changes settings", person(chart.HIMReviewer), chart.ActSettings, false},
		{"auditor locks", person(chart.Auditor), chart.ActLock, true},
		{"nobody locks", person(), chart.ActLock, false},
		{"nobody settles by hand", person(access.Roles()...), chart.ActSettle, false},
		{"an action that we do not know", person(access.Roles()...), "chart.burn", false},
	} {
		if got := access.May(c.person, c.action); got != c.want {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

func TestMayCorrect(t *testing.T) {
	for _, c := range []struct {
		role  chart.Role
		field chart.FieldName
		want  bool
	}{
		{chart.Coder, chart.DiagnosisCode, true},
		{chart.Coder, chart.ProcedureCode, true},
		{chart.Coder, chart.Allergy, false},
		{chart.HIMReviewer, chart.PatientName, true},
		{chart.Clinician, chart.Allergy, true},
		{chart.PrivacyOfficer, chart.Allergy, false},
	} {
		if got := access.MayCorrect(person(c.role), c.field); got != c.want {
			t.Errorf("%s corrects %s: want %v, got %v", c.role, c.field, c.want, got)
		}
	}
}

func TestSeesTrail(t *testing.T) {
	for _, role := range access.Roles() {
		want := role == chart.Auditor || role == chart.PrivacyOfficer
		if got := access.SeesTrail(person(role)); got != want {
			t.Errorf("%s sees the trail: want %v, got %v", role, want, got)
		}
	}
}

func TestAccountedPurposes(t *testing.T) {
	for p, want := range map[access.Purpose]bool{
		access.Treatment: false, access.Payment: false, access.PatientAccess: false, access.RequiredByLaw: true,
		access.Emergency: true, "curiosity": true,
	} {
		if got := p.Accounted(); got != want {
			t.Errorf("%s accounted: want %v, got %v", p, want, got)
		}
	}
	if len(access.Purposes()) != 10 {
		t.Errorf("purposes: want 10, got %d", len(access.Purposes()))
	}
}
