package trust

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// steps is the fineness of the curve: confidences are kept to a thousandth.
const steps = 1000

// bar is what came of the promises of one thousandth.
type bar struct{ right, wrong int }

func (b bar) and(o bar) bar { return bar{b.right + o.right, b.wrong + o.wrong} }

// Curve says how the promises held that were made for families not fitted on, by name: among the values that no
// rule sends to a person, fields of high risk aside.
type Curve struct {
	of   Subject
	bars map[chart.FieldName]*[steps + 1]bar
	sent int // values that rules send whatever the confidence
}

func newCurve(of Subject) *Curve {
	c := &Curve{of: of, bars: map[chart.FieldName]*[steps + 1]bar{}}
	for _, n := range of.names {
		if !n.HighRisk() {
			c.bars[n] = &[steps + 1]bar{}
		}
	}
	return c
}

// CurveOf counts promises, those of a weight above 1 as often as it says.
func CurveOf(of Subject, promises []Promise) *Curve {
	c := newCurve(of)
	for _, p := range promises {
		b, times := c.bars[p.Name], max(1, int(p.weight))
		switch {
		case b == nil:
		case p.Sent:
			c.sent += times
		case p.Right:
			b[at(p.P)].right += times
		default:
			b[at(p.P)].wrong += times
		}
	}
	return c
}

// at is rounded down, so that a value is never counted above what it was promised.
func at(p float64) int { return int(min(max(p, 0), 1) * steps) }

// margin is how many standard errors a share of wrong values is taken to be above the one seen.
const margin = 0.5

// worst is the upper end of Wilson's interval for the share of wrong values.
func worst(wrong, all float64) float64 {
	if all == 0 {
		return 1
	}
	p, z2 := wrong/all, margin*margin
	return (p + z2/(2*all) + margin*math.Sqrt(p*(1-p)/all+z2/(4*all*all))) / (1 + z2/all)
}

// borrowed is how many values' worth a field leans on all fields: few values of one prove little by themselves.
const borrowed = 60

// Never is a threshold that no confidence reaches.
const Never = chart.Confidence(1.01)

// Thresholds gives the least confidence of each field that may pass unseen, so that of all values that pass no more than the
// target allows are wrong, at the worst that the curve leaves open. A field may be some times worse than the whole, as long as
// the whole keeps to the target: as many times as that bears. Where nothing proves the target, all are Never.
func (c *Curve) Thresholds(target float64) map[chart.FieldName]chart.Confidence {
	for times := mostTimes; times >= 1; times -= 0.25 {
		least, passed := c.least(times * (1 - target))
		if worst(float64(passed.wrong), float64(passed.right+passed.wrong)) <= 1-target {
			return least
		}
	}
	least, _ := c.least(-1)
	return least
}

// mostTimes is how many times worse than the whole a field may be.
const mostTimes = 3.0

// least gives the thresholds at which no field has a greater share of wrong values than the one given, each leaning on what
// all fields show at its confidence, and what then passes.
func (c *Curve) least(share float64) (map[chart.FieldName]chart.Confidence, bar) {
	out := make(map[chart.FieldName]chart.Confidence, len(c.of.names))
	for _, n := range c.of.names {
		out[n] = Never
	}
	var all, passed bar
	sum, upTo := map[chart.FieldName]bar{}, map[chart.FieldName]bar{}
	for k := steps; k >= 0; k-- {
		for n, b := range c.bars {
			all = all.and(b[k])
			sum[n] = sum[n].and(b[k])
		}
		pool := worst(float64(all.wrong), float64(all.right+all.wrong))
		for n, b := range c.bars {
			if b[k] == (bar{}) { // nothing is known of this confidence by itself
				continue
			}
			if (float64(sum[n].wrong)+borrowed*pool)/(float64(sum[n].right+sum[n].wrong)+borrowed) <= share {
				out[n], upTo[n] = chart.Confidence(k)/steps, sum[n]
			}
		}
	}
	for _, b := range upTo {
		passed = passed.and(b)
	}
	return out, passed
}

// Asked is the share of values, those of high risk aside, that a person is asked about at a target: what it costs.
func (c *Curve) Asked(target float64) float64 {
	least := c.Thresholds(target)
	asked, all := c.sent, c.sent
	for n, bars := range c.bars {
		for k, b := range bars {
			all += b.right + b.wrong
			if chart.Confidence(k)/steps < least[n] {
				asked += b.right + b.wrong
			}
		}
	}
	return float64(asked) / float64(max(1, all))
}

// Held is the curve of the product's model of fields.
func Held() *Curve { return asWritten(Fields(), heldSent, held) }

// HeldCells is that of its model of cells.
func HeldCells() *Curve { return asWritten(Cells(), heldSentCells, heldCells) }

// asWritten takes a curve as it was written.
func asWritten(of Subject, sent int, bars [][4]int) *Curve {
	c := newCurve(of)
	c.sent = sent
	for _, b := range bars {
		c.bars[of.names[b[0]]][b[1]] = bar{b[2], b[3]}
	}
	return c
}
