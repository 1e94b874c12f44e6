package trust

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// steps is the fineness of the curve: confidences are kept to a thousandth.
const steps = 1000

// bar is what came of the promises of one thousandth.
type bar struct{ right, wrong int }

// Curve says how the promises held that were made for families not fitted on, by group of fields: among the values that no
// rule sends to a person, those of high risk aside.
type Curve struct {
	bars [groups][steps + 1]bar
	sent int // values that rules send whatever the confidence
}

// CurveOf counts promises.
func CurveOf(promises []Promise) *Curve {
	c := &Curve{}
	for _, p := range promises {
		switch {
		case p.Name.HighRisk():
		case p.Sent:
			c.sent++
		case p.Right:
			c.bars[groupOf(p.Name)][at(p.P)].right++
		default:
			c.bars[groupOf(p.Name)][at(p.P)].wrong++
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

// borrowed is how many values' worth a group leans on all groups: few values of one group prove little by themselves.
const borrowed = 100

// Never is a threshold that no confidence reaches.
const Never = chart.Confidence(1.01)

// Thresholds gives the least confidence of each field that may pass unseen, so that of the values at or above it no more
// than the target allows are wrong, at the worst that the curve leaves open. Where nothing proves that, it is Never.
func (c *Curve) Thresholds(target float64) map[chart.FieldName]chart.Confidence {
	least := c.least(target)
	out := make(map[chart.FieldName]chart.Confidence, len(chart.FieldNames))
	for _, n := range chart.FieldNames {
		out[n] = least[groupOf(n)]
	}
	return out
}

func (c *Curve) least(target float64) [groups]chart.Confidence {
	var out [groups]chart.Confidence
	for g := range out {
		out[g] = Never
	}
	var allRight, allWrong int
	var right, wrong [groups]int
	for k := steps; k >= 0; k-- {
		for g := range out {
			allRight += c.bars[g][k].right
			allWrong += c.bars[g][k].wrong
			right[g] += c.bars[g][k].right
			wrong[g] += c.bars[g][k].wrong
		}
		pool := worst(float64(allWrong), float64(allRight+allWrong))
		for g := range out {
			n := float64(right[g]+wrong[g]) + borrowed
			if (float64(wrong[g])+borrowed*pool)/n <= 1-target {
				out[g] = chart.Confidence(k) / steps
			}
		}
	}
	return out
}

// Asked is the share of values, those of high risk aside, that a person is asked about at a target: what it costs.
func (c *Curve) Asked(target float64) float64 {
	least := c.least(target)
	asked, all := c.sent, c.sent
	for g := range c.bars {
		for k, b := range c.bars[g] {
			all += b.right + b.wrong
			if chart.Confidence(k)/steps < least[g] {
				asked += b.right + b.wrong
			}
		}
	}
	return float64(asked) / float64(max(1, all))
}

// Held is the curve of the product's model.
func Held() *Curve {
	c := &Curve{sent: heldSent}
	for _, b := range held {
		c.bars[b[0]][b[1]] = bar{b[2], b[3]}
	}
	return c
}
