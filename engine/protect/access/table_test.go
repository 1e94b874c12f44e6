package access_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// needs is the table that the rules replaced: of which roles a person must have one. The rules must say the same.
var needs = map[chart.Action][]chart.Role{
	chart.ActImport: {chart.ScanTechnician},
	chart.ActOpen:   {chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer},
	chart.ActDecide: {chart.HIMReviewer, chart.Coder, chart.Clinician},
	chart.ActUndo:   {chart.HIMReviewer, chart.Coder, chart.Clinician},
	chart.ActReveal: {chart.HIMReviewer, chart.Clinician, chart.PrivacyOfficer},

	chart.ActRedact:   {chart.HIMReviewer, chart.Clinician},
	chart.ActReshape:  {chart.HIMReviewer, chart.Clinician},
	chart.ActRelease:  {chart.HIMReviewer, chart.Clinician},
	chart.ActRetype:   {chart.HIMReviewer, chart.Clinician},
	chart.ActHandOver: {chart.HIMReviewer, chart.Coder, chart.Clinician},

	chart.ActSignRecord: {chart.HIMReviewer},
	chart.ActExport:     {chart.PrivacyOfficer},
	chart.ActDeidentify: {chart.PrivacyOfficer},
	chart.ActForget:     {chart.PrivacyOfficer},
	chart.ActTokenShow:  {chart.PrivacyOfficer},

	chart.ActEnrol:     {chart.Administrator},
	chart.ActHubStart:  {chart.Administrator},
	chart.ActPersonAdd: {chart.Administrator},
	chart.ActSettings:  {chart.Administrator},

	chart.ActPersonDisable:  {chart.Administrator},
	chart.ActPersonEnable:   {chart.Administrator},
	chart.ActPersonReset:    {chart.Administrator},
	chart.ActPersonRoles:    {chart.Administrator},
	chart.ActPersonHandOver: {chart.Administrator},
	chart.ActPeopleRules:    {chart.Administrator},

	chart.ActSignIn:  access.Roles(),
	chart.ActSignOut: access.Roles(),
	chart.ActLock:    access.Roles(),
	chart.ActUnlock:  access.Roles(),

	chart.ActPassword: access.Roles(), chart.ActCodes: access.Roles(), chart.ActAuthenticator: access.Roles(),
}

// Of the machine itself: nobody may.
var nobodys = []chart.Action{chart.ActSetup, chart.ActSignInFail, chart.ActRefuse, chart.ActRead, chart.ActSend, chart.ActSettle,
	chart.ActState, chart.ActRevealDeny, chart.ActDenied, chart.ActStreamAway, chart.ActStreamBack, ""}

func TestTheRulesSayWhatTheTableSaid(t *testing.T) {
	for _, a := range nobodys {
		needs[a] = nil
	}
	asked := 0
	for action, roles := range needs {
		for i, one := range access.Roles() {
			for _, other := range access.Roles()[i:] {
				want := slices.Contains(roles, one) || slices.Contains(roles, other)
				if got := access.May(person(one, other), action); got != want {
					t.Errorf("%s and %s, %s: want %v, got %v", one, other, action, want, got)
				}
				asked++
			}
		}
	}
	t.Logf("%d questions, all as the table answered them", asked)
}
