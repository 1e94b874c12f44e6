package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// mustHand reports whether a second look comes before the signature, and the person may ask for it.
func (p *ReviewPresenter) mustHand(d *chart.Dossier) bool {
	return d.Waits.Who != "" && d.Waits.Who != chart.OneValidate && len(d.Unlooked()) > 0 && access.May(p.person, chart.ActSecondAsk)
}

// hand ends the first pass: the document waits for its second look, and the next one comes up.
func (p *ReviewPresenter) hand(d *chart.Dossier) {
	load, id, version := p.loads, p.id, d.Version
	async(p.run, func(ctx context.Context) (chart.Waits, error) { return p.house.HandToSecond(ctx, id, version) },
		func(w chart.Waits, err error) {
			switch {
			case load != p.loads:
			case chart.KindOf(err) == chart.Conflict, chart.KindOf(err) == chart.Held:
				p.Open(id)
				p.tell(TroubleOf(err))
			case err != nil:
				p.tell(TroubleOf(err))
			default:
				p.touched, p.aside = false, map[chart.FieldID]chart.Text{}
				if next, ok := p.following(); ok {
					p.Open(next)
				} else {
					p.Close()
				}
				p.say(handedLine(w))
			}
		})
}

// handedLine says who looks next.
func handedLine(w chart.Waits) Line {
	switch {
	case len(w.Names) > 0:
		return Say("Handed on. The second look may be taken by {{.Names}}.", Data{"Names": joined(w.Names)})
	case w.Later:
		return Say("Handed on. Nobody else here may look again, so you may, from {{.When}} on.", Data{"When": w.From.Local().Format("15:04")})
	}
	return Say("Handed on to the second look.")
}
