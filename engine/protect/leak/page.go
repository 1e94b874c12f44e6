package leak

import "bytes"

// rect is an area on paper, in points; the corners in any order are sorted by area.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) empty() bool { return r.x1 <= r.x0 || r.y1 <= r.y0 }

func (r rect) meet(o rect) rect {
	return rect{max(r.x0, o.x0), max(r.y0, o.y0), min(r.x1, o.x1), min(r.y1, o.y1)}
}

func (r rect) has(x, y float64) bool { return x >= r.x0 && x <= r.x1 && y >= r.y0 && y <= r.y1 }

// hair is what two boxes may differ by, from rounding.
const hair = 1.0

// inside reports a rectangle that does not reach out of another.
func (r rect) inside(o rect) bool {
	return r.x0 >= o.x0-hair && r.y0 >= o.y0-hair && r.x1 <= o.x1+hair && r.y1 <= o.y1+hair
}

// area reads the four numbers of a box.
func area(v any) (rect, bool) {
	a, ok := v.([]any)
	if !ok || len(a) != 4 {
		return rect{}, false
	}
	var n [4]float64
	for i := range n {
		if n[i], ok = a[i].(float64); !ok {
			return rect{}, false
		}
	}
	return rect{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// inherited gives an entry of a page or of the lists above it.
func (d *document) inherited(page dict, key name) any {
	for range mostDepth {
		if v := d.of(page[key]); v != nil {
			return v
		}
		if page = d.dictOf(page["Parent"]); page == nil {
			return nil
		}
	}
	return nil
}

// pages runs the drawing of every page, in whatever list it stands or does not stand.
func (d *document) pages() {
	steps := mostSteps
	for _, o := range d.objects {
		if of := o.dict(); of["Type"] == name("Page") {
			d.page(of, &steps)
		}
	}
}

func (d *document) page(of dict, steps *int) {
	media, _ := area(d.inherited(of, "MediaBox"))
	shown := media
	for _, k := range []name{"CropBox", "TrimBox", "BleedBox", "ArtBox"} {
		box, ok := area(d.inherited(of, k))
		if ok && !media.inside(box) {
			d.found.add(PageBox)
		}
		if ok && k == "CropBox" {
			shown = shown.meet(box)
		}
	}
	p := painter{document: d, shown: shown, steps: steps}
	p.run(d.contents(of["Contents"]), d.dictOf(d.inherited(of, "Resources")), 0)
}

// contents joins the streams of a page's drawing.
func (d *document) contents(v any) []byte {
	var parts [][]byte
	list, ok := d.of(v).([]any)
	if !ok {
		list = []any{v}
	}
	for _, e := range list {
		if r, ok := e.(ref); ok && d.objects[r] != nil {
			parts = append(parts, d.objects[r].body)
		}
	}
	return bytes.Join(parts, []byte("\n"))
}
