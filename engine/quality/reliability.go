package quality

import "fmt"

// Steps is the fineness of a Reliability: confidences are kept to a thousandth.
const steps = 1000

// Bins is the number of bins of the expected calibration error.
const Bins = 15

// Reliability says how far a confidence can be trusted: for every thousandth of it, how many values were right and wrong.
type Reliability struct {
	Right map[int]int `json:"right"`
	Wrong map[int]int `json:"wrong"`
}

// Note adds a value of a confidence from 0 to 1.
func (r *Reliability) Note(confidence float64, right bool) {
	at := int(min(max(confidence, 0), 1)*steps + 0.5)
	m := &r.Wrong
	if right {
		m = &r.Right
	}
	if *m == nil {
		*m = map[int]int{}
	}
	(*m)[at]++
}

func (r *Reliability) add(o Reliability) {
	for _, p := range []struct {
		to   *map[int]int
		from map[int]int
	}{{&r.Right, o.Right}, {&r.Wrong, o.Wrong}} {
		if *p.to == nil {
			*p.to = map[int]int{}
		}
		for k, n := range p.from {
			(*p.to)[k] += n
		}
	}
}

// counts gives the number of right and of wrong values.
func (r Reliability) counts() (right, wrong int) {
	for _, n := range r.Right {
		right += n
	}
	for _, n := range r.Wrong {
		wrong += n
	}
	return right, wrong
}

// Bin is one bar of a reliability curve.
type Bin struct {
	Count      int     `json:"count"`
	Confidence float64 `json:"confidence"` // the mean of what was promised
	Right      float64 `json:"right"`      // the share that was right
}

// Curve gives the bins of equal width from 0 to 1.
func (r Reliability) Curve() [Bins]Bin {
	var out [Bins]Bin
	for k := range steps + 1 {
		n := r.Right[k] + r.Wrong[k]
		b := &out[min(k*Bins/steps, Bins-1)]
		b.Count += n
		b.Confidence += float64(n*k) / steps
		b.Right += float64(r.Right[k])
	}
	for i := range out {
		if n := float64(out[i].Count); n > 0 {
			out[i].Confidence /= n
			out[i].Right /= n
		}
	}
	return out
}

// ECE is the expected calibration error: the mean distance between promise and truth over the bins, weighted by count.
func (r Reliability) ECE() float64 {
	right, wrong := r.counts()
	if right+wrong == 0 {
		return 0
	}
	sum := 0.0
	for _, b := range r.Curve() {
		sum += float64(b.Count) * max(b.Right-b.Confidence, b.Confidence-b.Right)
	}
	return sum / float64(right+wrong)
}

// AUROC is the probability that a wrong value has a lower confidence than a right one; 1 where nothing is wrong.
func (r Reliability) AUROC() float64 {
	right, wrong := r.counts()
	if right == 0 || wrong == 0 {
		return 1
	}
	sum, below := 0.0, 0
	for k := range steps + 1 {
		sum += float64(r.Right[k]) * (float64(below) + float64(r.Wrong[k])/2)
		below += r.Wrong[k]
	}
	return sum / float64(right) / float64(wrong)
}

// Caught is the share of the wrong values among the given share of all values with the least confidence.
func (r Reliability) Caught(reviewed float64) float64 {
	right, wrong := r.counts()
	if wrong == 0 {
		return 1
	}
	left, found := reviewed*float64(right+wrong), 0.0
	for k := range steps + 1 {
		n := float64(r.Right[k] + r.Wrong[k])
		if n == 0 {
			continue
		}
		part := min(left/n, 1)
		found += part * float64(r.Wrong[k])
		if left -= n; left <= 0 {
			break
		}
	}
	return found / float64(wrong)
}

// Line says it all in one line.
func (r Reliability) Line() string {
	right, wrong := r.counts()
	return fmt.Sprintf("%d values, %.4f wrong, ECE %.4f, AUROC %.3f, errors caught at 10 %% review %.3f, at 20 %% %.3f", right+wrong,
		float64(wrong)/float64(max(1, right+wrong)), r.ECE(), r.AUROC(), r.Caught(0.1), r.Caught(0.2))
}
