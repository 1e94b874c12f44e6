package leak

import "slices"

// Bounds: the operators that are run for a file, the places of text and pictures that are kept of a page. Whoever hides something
// behind so many others is told by the form of the file.
const (
	mostSteps  = 2_000_000
	mostPlaces = 2_000
)

// matrix is a PDF transformation.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times applies m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// box gives the area that a rectangle covers.
func (m matrix) box(r rect) rect {
	x0, y0 := m.point(r.x0, r.y0)
	out := rect{x0, y0, x0, y0}
	for _, c := range [][2]float64{{r.x1, r.y0}, {r.x0, r.y1}, {r.x1, r.y1}} {
		x, y := m.point(c[0], c[1])
		out = rect{min(out.x0, x), min(out.y0, y), max(out.x1, x), max(out.y1, y)}
	}
	return out
}

// state is the part of the graphics state that decides what is seen.
type state struct {
	ctm    matrix
	clip   rect
	render float64
	white  bool
}

// painter runs a page's drawing and keeps what is painted where.
type painter struct {
	*document
	shown rect
	steps *int

	state
	stack      []state
	text, line matrix
	path       rect
	drawn      bool // the path has a point
	clipNext   bool
	args       []any

	images []rect       // painted so far
	words  [][2]float64 // where text was shown
}

// run executes the operators of a stream.
func (p *painter) run(content []byte, resources dict, depth int) {
	if depth == 0 {
		p.state = state{ctm: identity, clip: p.shown}
	}
	l := &lexer{data: content}
	for *p.steps > 0 {
		*p.steps--
		v := l.next()
		op, isWord := v.(keyword)
		switch {
		case v == nil:
			return
		case !isWord || op == "true" || op == "false" || op == "null":
			p.args = append(p.args, v)
			continue
		case op == "BI":
			inline(l)
		default:
			p.operator(op, resources, depth)
		}
		p.args = p.args[:0]
	}
	p.found.add(Unreadable)
}

// inline goes over a picture within the drawing.
func inline(l *lexer) {
	for v := l.next(); v != nil && v != keyword("EI"); v = l.next() {
	}
}

func (p *painter) number(i int) float64 {
	if i >= 0 && i < len(p.args) {
		f, _ := p.args[i].(float64)
		return f
	}
	return 0
}

func (p *painter) matrix() (m matrix) {
	for i := range m {
		m[i] = p.number(i)
	}
	return m
}

func (p *painter) operator(op keyword, resources dict, depth int) {
	switch op {
	case "q":
		if len(p.stack) < mostDepth*10 {
			p.stack = append(p.stack, p.state)
		}
	case "Q":
		if n := len(p.stack); n > 0 {
			p.state, p.stack = p.stack[n-1], p.stack[:n-1]
		}
	case "cm":
		p.ctm = p.matrix().times(p.ctm)
	case "g", "rg", "k", "sc", "scn":
		p.white = p.paper(op)
	case "BDC", "DP":
		p.tagged(resources)
	case "Do":
		p.object(resources, depth)
	default:
		p.pathOperator(op)
		p.textOperator(op)
	}
}

// paper reports a colour that cannot be seen on paper.
func (p *painter) paper(op keyword) bool {
	want := 1.0
	if op == "k" {
		want = 0
	}
	return len(p.args) > 0 && !slices.ContainsFunc(p.args, func(v any) bool {
		f, ok := v.(float64)
		return !ok || (want == 1 && f < 0.97) || (want == 0 && f > 0.03)
	})
}

func (p *painter) pathOperator(op keyword) {
	switch op {
	case "re":
		p.point(p.number(0), p.number(1))
		p.point(p.number(0)+p.number(2), p.number(1)+p.number(3))
	case "m", "l":
		p.point(p.number(0), p.number(1))
	case "c", "v", "y":
		p.point(p.number(len(p.args)-2), p.number(len(p.args)-1))
	case "W", "W*":
		p.clipNext = true
	case "f", "F", "f*", "B", "B*", "b", "b*", "n", "S", "s":
		if op != "n" && op != "S" && op != "s" {
			p.cover(p.path.meet(p.clip))
		}
		if p.clipNext {
			p.clip = p.clip.meet(p.path)
		}
		p.clipNext, p.drawn, p.path = false, false, rect{}
	}
}

func (p *painter) point(x, y float64) {
	x, y = p.ctm.point(x, y)
	if !p.drawn {
		p.path, p.drawn = rect{x, y, x, y}, true
	}
	p.path = rect{min(p.path.x0, x), min(p.path.y0, y), max(p.path.x1, x), max(p.path.y1, y)}
}

// cover notes what lies under something that is painted now.
func (p *painter) cover(r rect) {
	if r.empty() {
		return
	}
	if slices.ContainsFunc(p.images, func(i rect) bool { return !i.meet(r).empty() }) {
		p.found.add(CoveredImage)
	}
	if slices.ContainsFunc(p.words, func(w [2]float64) bool { return r.has(w[0], w[1]) }) {
		p.found.add(CoveredText)
	}
}

func (p *painter) textOperator(op keyword) {
	switch op {
	case "BT":
		p.text, p.line = identity, identity
	case "Tm":
		p.text = p.matrix()
		p.line = p.text
	case "Td", "TD":
		p.line = matrix{1, 0, 0, 1, p.number(0), p.number(1)}.times(p.line)
		p.text = p.line
	case "Tr":
		p.render = p.number(0)
	case "Tj", "TJ", "'", "\"":
		p.show()
	}
}

func (p *painter) show() {
	x, y := p.ctm.point(p.text[4], p.text[5])
	switch {
	case p.render == 3 || p.render == 7:
		p.found.add(HiddenText)
		return
	case !p.shown.has(x, y):
		p.found.add(OffPageText)
		return
	case p.white:
		p.found.add(PaleText)
	default:
		p.found.add(Text)
	}
	if len(p.words) < mostPlaces {
		p.words = append(p.words, [2]float64{x, y})
	}
}

// tagged looks at the properties of marked content, written here or kept with the resources.
func (p *painter) tagged(resources dict) {
	if len(p.args) < 2 {
		return
	}
	props, ok := p.args[1].(dict)
	if n, named := p.args[1].(name); named {
		props, ok = p.dictOf(p.dictOf(resources["Properties"])[n]), true
	}
	for k, v := range props {
		_, isText := p.of(v).([]byte)
		switch {
		case k == "ActualText" || k == "E":
			p.found.add(ActualText)
		case k == "Alt":
			p.found.add(AltText)
		case isText && ok && k != "Lang":
			p.found.add(TaggedText)
		}
	}
}

// object draws a picture or a drawing of its own.
func (p *painter) object(resources dict, depth int) {
	if len(p.args) == 0 {
		return
	}
	n, _ := p.args[0].(name)
	r, _ := p.dictOf(resources["XObject"])[n].(ref)
	o := p.objects[r]
	if o == nil {
		return
	}
	if o.dict()["Subtype"] == name("Form") && depth < 8 {
		p.form(o, resources, depth)
		return
	}
	if o.dict()["Subtype"] != name("Image") {
		return
	}
	at := p.ctm.box(rect{0, 0, 1, 1})
	if !at.inside(p.clip) {
		p.found.add(CroppedImage)
	}
	p.cover(at.meet(p.clip))
	if len(p.images) < mostPlaces {
		p.images = append(p.images, at)
	}
}

func (p *painter) form(o *object, resources dict, depth int) {
	was, args := p.state, p.args
	stack := len(p.stack)
	if a, ok := o.dict()["Matrix"].([]any); ok && len(a) == 6 {
		p.args = a
		p.ctm = p.matrix().times(p.ctm)
	}
	if own := p.dictOf(o.dict()["Resources"]); own != nil {
		resources = own
	}
	p.args = nil
	p.run(o.body, resources, depth+1)
	p.state, p.args, p.stack = was, args, p.stack[:min(stack, len(p.stack))]
}
