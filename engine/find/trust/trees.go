package trust

import "math"

// depth is the number of questions on the way to an answer.
const (
	depth   = 3
	inner   = 1<<depth - 1
	answers = 1 << depth
)

// tree asks questions of a field, the next one by the last answer; what comes of it is a step in log odds. The question after
// question k is 2k+1 on no and 2k+2 on yes; a question is yes above its cut.
type tree struct {
	ask  [inner]question
	step [answers]float64
}

type question struct {
	feature int
	cut     float64
}

func (q question) next(k int, x *vector) int {
	if x[q.feature] > q.cut {
		return 2*k + 2
	}
	return 2*k + 1
}

func (t *tree) answer(x *vector) float64 {
	k := 0
	for k < inner {
		k = t.ask[k].next(k, x)
	}
	return t.step[k-inner]
}

// Model is a fitted promise: a line along how sure extraction was, trees that are added to it, and the line that brings their sum
// to what held on families that the trees had not seen. lines is how far the cells of one line of a table go wrong together: 1
// not at all.
type Model struct {
	base, rise   float64
	trees        []tree
	shift, slope float64
	lines        float64
}

// start is where the trees begin: what few samples were seen of leans on it.
func (m *Model) start(x *vector) float64 { return m.base + m.rise*logOdds(x[sure]) }

// logOdds is bounded: beyond one in a thousand nobody knows.
func logOdds(p float64) float64 {
	p = min(max(p, 0.001), 0.999)
	return math.Log(p / (1 - p))
}

// sum is the log odds before the line.
func (m *Model) sum(x *vector) float64 {
	z := m.start(x)
	for i := range m.trees {
		z += m.trees[i].answer(x)
	}
	return z
}

func (m *Model) probability(x *vector) float64 {
	return odds(m.shift + m.slope*m.sum(x))
}

// odds gives the probability of log odds.
func odds(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
