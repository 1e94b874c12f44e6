package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// Alone answers whether the person works alone: who validates the fields on which a patient's safety hangs. The authenticator
// comes next.
func (p *GatePresenter) Alone(who chart.Validators) {
	if p.snap.Busy || p.snap.Step != GateAlone || p.setUp == nil {
		return
	}
	s := *p.setUp
	s.Validators = who
	p.busy()
	p.run.Go(func(ctx context.Context) {
		enrolment, err := p.house.SetUp(ctx, s)
		var qr [][]bool
		if err == nil {
			qr, err = QRCode(enrolment.URI)
		}
		p.run.Do(func() {
			if err != nil {
				p.failed(err, NoField)
				return
			}
			p.setUp = nil // a password was in it
			p.snap = GateSnapshot{Step: GateEnrol, Practice: s.Practice, Person: s.DisplayName, Enrolment: enrolment,
				QR: qr, Field: CodeField}
			p.render()
		})
	})
}

// ValidatorsWord names a way to validate, as the settings show it.
func ValidatorsWord(v chart.Validators) Line {
	switch v {
	case chart.OneLater:
		return Say("One person, later")
	case chart.OneValidate:
		return Say("One person")
	}
	return Say("Two people")
}

// ValidatorsSay says what it means.
func ValidatorsSay(v chart.Validators) Line {
	switch v {
	case chart.OneLater:
		return Say("The same person types them again later, blind and in another order. Records say so.")
	case chart.OneValidate:
		return Say("Nobody looks a second time. Records say so.")
	}
	return Say("A colleague types them again without seeing what was typed; a third person decides where they differ.")
}

// AllValidators lists the ways, the safest first.
func AllValidators() []chart.Validators {
	return []chart.Validators{chart.TwoPeople, chart.OneLater, chart.OneValidate}
}
