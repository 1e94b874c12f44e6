package trust

import (
	"fmt"
	"go/format"
	"io"

	"chartproof.org/chartproof/engine/chart"
)

// WriteGo writes a model and its curve as weights.go. said is a sentence on what they were fitted on.
func WriteGo(w io.Writer, m *Model, c *Curve, said string) error {
	b := []byte("package trust\n\n")
	b = fmt.Appendf(b, "// fitted is the product's model. %s Written by packaging/trustfit; do not edit.\n", said)
	b = fmt.Appendf(b, "var fitted = Model{base: %.4f, rise: %.4f, shift: %.4f, slope: %.4f, trees: []tree{\n", m.base, m.rise, m.shift, m.slope)
	for _, t := range m.trees {
		b = append(b, "{[inner]question{"...)
		for _, q := range t.ask {
			b = fmt.Appendf(b, "{%d, %.5g}, ", q.feature, q.cut)
		}
		b = append(b, "}, [answers]float64{"...)
		for _, v := range t.step {
			b = fmt.Appendf(b, "%.4f, ", v)
		}
		b = append(b, "}},\n"...)
	}
	b = append(b, "}}\n\n"...)
	b = fmt.Appendf(b, "// heldSent counts the values that rules send to a person.\nconst heldSent = %d\n\n", c.sent)
	b = append(b, "// held is the reliability curve: place in chart.FieldNames, thousandth of confidence, right, wrong.\nvar held = [][4]int{\n"...)
	n := 0
	for g, name := range chart.FieldNames {
		if name.HighRisk() {
			continue
		}
		for k, x := range c.bars[name] {
			if x == (bar{}) {
				continue
			}
			b = fmt.Appendf(b, "{%d, %d, %d, %d}, ", g, k, x.right, x.wrong)
			if n++; n%8 == 0 {
				b = append(b, '\n')
			}
		}
	}
	b = append(b, "\n}\n"...)
	src, err := format.Source(b)
	if err != nil {
		return fmt.Errorf("format the weights: %w", err)
	}
	_, err = w.Write(src)
	return err
}
