package trust

import (
	"fmt"
	"go/format"
	"io"
)

// WriteGo writes a model and its curve as Go. said is a sentence on what they were fitted on.
func WriteGo(w io.Writer, m *Model, c *Curve, said string) error {
	b := []byte("package trust\n\n")
	vars := c.of.vars
	b = fmt.Appendf(b, "// fitted%s is the product's model. %s Written by packaging/trustfit; do not edit.\n", vars, said)
	b = fmt.Appendf(b, "var fitted%s = Model{base: %.4f, rise: %.4f, shift: %.4f, slope: %.4f, lines: %.4f, trees: []tree{\n", vars, m.base, m.rise, m.shift, m.slope, m.lines)
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
	b = fmt.Appendf(b, "// heldSent%s counts the values that rules send to a person.\nconst heldSent%s = %d\n\n", vars, vars, c.sent)
	b = fmt.Appendf(b, "// held%s is the reliability curve: place in %s, thousandth of confidence, right, wrong.\nvar held%s = [][4]int{\n", vars, c.of.lists, vars)
	n := 0
	for g, name := range c.of.names {
		bars := c.bars[name]
		for k := 0; bars != nil && k <= steps; k++ {
			x := bars[k]
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
