package phi

import "chartproof.org/chartproof/engine/chart"

// upright gives the page with the turn that its words show, where the recorded one does not fit them: words of a page
// that lies on its side are taller than wide. Everything here stands on reading lines, so a wrong turn would lose it all.
func upright(p chart.Page) chart.Page {
	w, h := float64(p.Width), float64(p.Height)
	if w <= 0 || h <= 0 {
		w, h = 850, 1100
	}
	tall, wide, down, up := 0, 0, 0, 0
	for i, word := range p.Words {
		if len(word.Text) < 4 {
			continue
		}
		b := word.Box.Rotate(p.Rotation)
		pw, ph := b.Width()*w, b.Height()*h
		if p.Rotation%180 != 0 {
			pw, ph = b.Width()*h, b.Height()*w
		}
		if ph <= 1.3*pw {
			wide++
			continue
		}
		tall++
		if i == 0 {
			continue
		}
		before := p.Words[i-1].Box.Rotate(p.Rotation)
		if a, c := before.Center(), b.Center(); a.X > b.X0 && a.X < b.X1 {
			if c.Y > a.Y {
				down++
			} else {
				up++
			}
		}
	}
	if tall < 5 || tall < 2*wide {
		return p
	}
	turn := 270 // text runs down the page: it was turned clockwise
	if up > down {
		turn = 90
	}
	p.Rotation = (p.Rotation + turn) % 360
	p.SkewDegrees = 0
	return p
}
