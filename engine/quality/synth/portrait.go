package synth

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// portrait paints a passport picture of nobody in grey: a lit head over shoulders, with hair, brows, eyes, nose and
// mouth, soft as a copied photograph is.
func portrait(r *rand.Rand, w, h int, female bool) *image.Gray {
	p := sitter{rng: r, w: float64(w), h: float64(h), female: female, skin: 125 + r.Float64()*85, hair: 20 + r.Float64()*70, back: 175 + r.Float64()*55,
		cx: .5 + r.NormFloat64()*.015, cy: .44 + r.NormFloat64()*.015, rx: .215 + r.Float64()*.035, ry: .215 + r.Float64()*.03, light: -.7 + r.Float64()*1.4, cloth: 30 + r.Float64()*110}
	if r.IntN(5) == 0 {
		p.hair = 150 + r.Float64()*60
	}
	p.long = female && r.IntN(4) > 0
	p.beard = !female && r.IntN(3) == 0
	p.glasses = r.IntN(4) == 0
	m := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := p.shade((float64(x)+.5)/p.w, (float64(y)+.5)/p.h*p.h/p.w*.8)
			m.SetGray(x, y, color.Gray{Y: clip(int(v + r.NormFloat64()*3))})
		}
	}
	return m
}

// sitter is one face: tones from 0 to 255, places as shares of the picture.
type sitter struct {
	rng                  *rand.Rand
	w, h                 float64
	female               bool
	long, beard, glasses bool
	skin, hair, back     float64
	cloth, light         float64
	cx, cy, rx, ry       float64
}

// in is how deep u, v lies in an ellipse: 1 in its middle, 0 on its rim, below 0 outside.
func in(u, v, cx, cy, rx, ry float64) float64 {
	a, b := (u-cx)/rx, (v-cy)/ry
	return 1 - (a*a + b*b)
}

// soft goes from 0 outside to 1 inside over the given depth.
func soft(depth, over float64) float64 { return math.Max(0, math.Min(1, depth/over+.5)) }

func mix(from, to, share float64) float64 { return from + (to-from)*share }

func (p sitter) shade(u, v float64) float64 {
	t := p.back - 18*v + 10*(u-.5)*p.light
	if p.long {
		t = mix(t, p.hair+12*math.Sin(u*60), soft(in(u, v, p.cx, p.cy+.12, p.rx*1.4, p.ry*1.75), .12))
	}
	t = mix(t, p.skin*.72, soft(in(u, v, p.cx, p.cy+p.ry*1.1, p.rx*.55, p.ry*.8), .2))
	t = mix(t, p.cloth+10*math.Sin(u*25), soft(in(u, v, p.cx, p.cy+p.ry*2.75, p.rx*2.3, p.ry*1.35), .08))
	head := in(u, v, p.cx, p.cy, p.rx, p.ry*1.25)
	if head > -.2 {
		z := math.Sqrt(math.Max(0, head))
		lit := p.skin * (.72 + .3*z + .18*p.light*(u-p.cx)/p.rx*(-1))
		t = mix(t, p.face(u, v, lit), soft(head, .12))
	}
	hair := soft(in(u, v, p.cx, p.cy-p.ry*.5, p.rx*1.12, p.ry*.95), .1) * (1 - soft(in(u, v, p.cx, p.cy+p.ry*.25, p.rx*.9, p.ry*1.1), .1))
	return mix(t, p.hair+14*math.Sin(u*70+v*20), hair)
}

// face adds the features to the lit skin.
func (p sitter) face(u, v, t float64) float64 {
	for _, side := range []float64{-1, 1} {
		ex, ey := p.cx+side*p.rx*.42, p.cy-p.ry*.05
		t = mix(t, t*.8, soft(in(u, v, ex, ey, p.rx*.33, p.ry*.24), .8))
		t = mix(t, math.Min(245, p.skin*1.25+20), soft(in(u, v, ex, ey, p.rx*.2, p.ry*.075), .3))
		t = mix(t, 38, soft(in(u, v, ex, ey, p.rx*.085, p.ry*.085), .4))
		t = mix(t, 40, soft(in(u, v, ex, ey-p.ry*.085, p.rx*.22, p.ry*.025), .5))
		t = mix(t, math.Min(p.hair, t*.7), .85*soft(in(u, v, ex, ey-p.ry*.24, p.rx*.27, p.ry*.045), .6))
		if p.glasses {
			ring := in(u, v, ex, ey, p.rx*.34, p.ry*.26)
			t = mix(t, 45, soft(.16-math.Abs(ring), .12))
		}
	}
	t = mix(t, t*.78, soft(in(u, v, p.cx+p.rx*.1*p.light, p.cy+p.ry*.3, p.rx*.12, p.ry*.3), 1))
	t = mix(t, t*.6, .7*soft(in(u, v, p.cx, p.cy+p.ry*.47, p.rx*.2, p.ry*.05), .8))
	if p.beard {
		chin := soft(in(u, v, p.cx, p.cy+p.ry*.85, p.rx*.8, p.ry*.5), .3) * (1 - soft(in(u, v, p.cx, p.cy+p.ry*.45, p.rx*.5, p.ry*.2), .3))
		t = mix(t, p.hair+20, .8*chin)
	}
	lip := t * .72
	if p.female {
		lip = t * .55
	}
	t = mix(t, lip, soft(in(u, v, p.cx, p.cy+p.ry*.74, p.rx*.33, p.ry*.09), .5))
	return mix(t, t*.5, soft(in(u, v, p.cx, p.cy+p.ry*.74, p.rx*.3, p.ry*.016), .6))
}
