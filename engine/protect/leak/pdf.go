package leak

import (
	"bytes"
	"regexp"
)

// mostObjects bounds how many objects of a PDF are looked at.
const mostObjects = 500_000

// object is one object of a PDF.
type object struct {
	value   any
	raw     []byte // of the stream, as it stands; nil for none
	body    []byte // decoded up to codec
	codec   name   // the filter that was not undone, "" for none
	visited bool
}

// dict gives the object's dictionary, empty where it is none.
func (o *object) dict() dict {
	d, _ := o.value.(dict)
	return d
}

// document is a PDF taken apart.
type document struct {
	found   set
	objects map[ref]*object
	trailer []dict
	starts  int // startxref marks
	decoder decoder
}

var (
	objectHead = regexp.MustCompile(`^(\d{1,9})[\x00\t\n\f\r ]+(\d{1,5})[\x00\t\n\f\r ]+obj\b`)
	tableLine  = regexp.MustCompile(`^(?:\d{10}[ ]\d{5}[ ][nf][ \r\n]{1,2}|\d+[ ]\d+[ ]*[\r\n]+)`)
)

// pdf takes a file apart and looks at all of it.
func pdf(found set, data []byte) {
	d := &document{found: found, objects: map[ref]*object{}, decoder: decoder{mostDecoded}}
	d.read(data)
	for _, o := range d.objects {
		d.expand(o)
	}
	d.shell()
	for _, t := range d.trailer {
		d.use(t, 0)
	}
	for _, o := range d.objects {
		if !o.visited && !plumbing(o.dict()) {
			found.add(UnusedObject)
		}
		d.look(o)
	}
	d.pages()
}

// plumbing reports the streams that carry objects and tables: nothing refers to them, and they are classes of their own.
func plumbing(d dict) bool { return d["Type"] == name("XRef") || d["Type"] == name("ObjStm") }

// read walks over the file: objects, tables, trailers, and whatever stands between them.
func (d *document) read(data []byte) {
	head := bytes.Index(data, []byte("%PDF-"))
	if head > 0 {
		d.found.add(LeadingBytes)
	}
	l := &lexer{data: data, at: head}
	l.line()
	d.mark(l)
	for len(d.objects) < mostObjects {
		l.skip(false)
		if l.at >= len(data) {
			return
		}
		d.part(l)
	}
	d.found.add(Unreadable)
}

// mark goes over the line of bytes that tells programs that the file is no text.
func (d *document) mark(l *lexer) {
	l.skip(false)
	if l.at+1 < len(l.data) && l.data[l.at] == '%' && l.data[l.at+1] >= 0x80 {
		for _, c := range l.line()[1:] {
			if c < 0x80 {
				d.found.add(Comment)
			}
		}
	}
}

func (d *document) part(l *lexer) {
	rest := l.data[l.at:]
	if m := objectHead.FindSubmatch(rest); m != nil {
		l.at += len(m[0])
		d.object(l, m[1])
		return
	}
	switch {
	case bytes.HasPrefix(rest, []byte("%%EOF")):
		l.at += len("%%EOF")
		d.end(l)
	case bytes.HasPrefix(rest, []byte("xref")):
		l.at += len("xref")
		d.table(l)
	case bytes.HasPrefix(rest, []byte("trailer")):
		l.at += len("trailer")
		if t, ok := l.next().(dict); ok {
			d.trailer = append(d.trailer, t)
		}
	case bytes.HasPrefix(rest, []byte("startxref")):
		l.at += len("startxref")
		l.next()
		d.starts++
	case rest[0] == '%':
		d.found.add(Comment)
		l.line()
	default:
		d.found.add(Comment)
		before := l.at
		l.next()
		l.at = max(l.at, before+1)
	}
}

// end looks at what stands behind an end mark: nothing, another revision, or bytes of no PDF.
func (d *document) end(l *lexer) {
	rest := bytes.TrimLeft(l.data[l.at:], "\r\n")
	switch {
	case len(rest) == 0:
		l.at = len(l.data)
	case bytes.Contains(rest, []byte("%%EOF")) || bytes.Contains(rest, []byte(" obj")):
		d.found.add(Revision)
	default:
		d.found.add(TrailingBytes)
		l.at = len(l.data)
	}
}

func (d *document) table(l *lexer) {
	l.skip(false)
	for {
		m := tableLine.Find(l.data[l.at:])
		if m == nil {
			return
		}
		l.at += len(m)
	}
}

func (d *document) object(l *lexer, number []byte) {
	n := 0
	for _, c := range number {
		n = n*10 + int(c-'0')
	}
	o := &object{value: l.next()}
	if d.objects[ref(n)] != nil {
		d.found.add(Revision)
	}
	d.objects[ref(n)] = o
	l.skip(true)
	if bytes.HasPrefix(l.data[l.at:], []byte("stream")) {
		l.at += len("stream")
		o.raw = d.stream(l, o.dict())
	}
	l.skip(true)
	if bytes.HasPrefix(l.data[l.at:], []byte("endobj")) {
		l.at += len("endobj")
	}
}

// stream gives the bytes between the marks. A length is believed only where an end mark follows.
func (d *document) stream(l *lexer, of dict) []byte {
	if bytes.HasPrefix(l.data[l.at:], []byte("\r\n")) {
		l.at++
	}
	l.at = min(l.at+1, len(l.data))
	rest := l.data[l.at:]
	mark := []byte("endstream")
	if n, ok := of["Length"].(float64); ok && n >= 0 && int(n) <= len(rest) && bytes.HasPrefix(bytes.TrimLeft(rest[int(n):], "\r\n"), mark) {
		l.at += int(n) + bytes.Index(rest[int(n):], mark) + len(mark)
		return rest[:int(n)]
	}
	end := bytes.Index(rest, mark)
	if end < 0 {
		d.found.add(Unreadable)
		l.at = len(l.data)
		return rest
	}
	l.at += end + len(mark)
	return bytes.TrimRight(rest[:end], "\r\n")
}

// expand decodes an object's stream, and takes the objects out of a stream of objects.
func (d *document) expand(o *object) {
	if o.raw == nil {
		return
	}
	o.body, o.codec = d.decoder.decode(o.raw, names(o.dict()["Filter"], o.dict()["F"]))
	if o.dict()["Type"] == name("XRef") {
		d.trailer = append(d.trailer, o.dict())
	}
	if o.dict()["Type"] != name("ObjStm") {
		return
	}
	d.found.add(ObjectStream)
	count, _ := o.dict()["N"].(float64)
	first, _ := o.dict()["First"].(float64)
	table, l := &lexer{data: o.body}, &lexer{data: o.body}
	for i := 0; i < int(count) && i < mostObjects; i++ {
		n, okN := table.next().(float64)
		at, okAt := table.next().(float64)
		l.at = int(first) + int(at)
		if !okN || !okAt || l.at < 0 || l.at >= len(o.body) {
			return
		}
		if d.objects[ref(n)] == nil {
			d.objects[ref(n)] = &object{value: l.next()}
		}
	}
}

// names gives a name or the names of an array, the first of the values that has any.
func names(values ...any) []name {
	for _, v := range values {
		switch v := v.(type) {
		case name:
			return []name{v}
		case []any:
			var out []name
			for _, e := range v {
				if n, ok := e.(name); ok {
					out = append(out, n)
				}
			}
			return out
		}
	}
	return nil
}

// of gives a value, through a reference where it is one.
func (d *document) of(v any) any {
	if r, ok := v.(ref); ok {
		if o := d.objects[r]; o != nil {
			return o.value
		}
		return nil
	}
	return v
}

func (d *document) dictOf(v any) dict {
	out, _ := d.of(v).(dict)
	return out
}

// use marks what a value refers to.
func (d *document) use(v any, depth int) {
	if depth > mostDepth*10 {
		return
	}
	switch v := v.(type) {
	case ref:
		if o := d.objects[v]; o != nil && !o.visited {
			o.visited = true
			d.use(o.value, depth+1)
		}
	case dict:
		for _, e := range v {
			d.use(e, depth+1)
		}
	case []any:
		for _, e := range v {
			d.use(e, depth+1)
		}
	}
}
