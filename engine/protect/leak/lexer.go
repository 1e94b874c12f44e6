package leak

import (
	"bytes"
	"strconv"
)

// The values of a PDF: numbers are float64, strings []byte, arrays []any.
type (
	name    string
	keyword string
	ref     int
	dict    map[name]any
)

// mostDepth bounds how deep arrays and dictionaries may nest.
const mostDepth = 100

// lexer reads the values of a PDF front to back. It takes what it can and never fails: what it makes no sense of is a keyword.
type lexer struct {
	data  []byte
	at    int
	depth int
}

func space(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip goes over white space and, unless they are wanted, comments.
func (l *lexer) skip(comments bool) {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case space(c):
			l.at++
		case c == '%' && comments:
			l.line()
		default:
			return
		}
	}
}

// line gives what is left of the line and goes behind it.
func (l *lexer) line() []byte {
	rest := l.data[l.at:]
	n := bytes.IndexAny(rest, "\r\n")
	if n < 0 {
		n = len(rest)
	}
	l.at += n
	return rest[:n]
}

// next gives a value; nil at the end. References are joined by value, which sees whole arrays.
func (l *lexer) next() any {
	l.skip(true)
	if l.at >= len(l.data) {
		return nil
	}
	switch c := l.data[l.at]; {
	case c == '/':
		l.at++
		return l.name()
	case c == '(':
		return l.literal()
	case c == '<' && l.at+1 < len(l.data) && l.data[l.at+1] == '<':
		l.at += 2
		return l.dict()
	case c == '<':
		return l.hex()
	case c == '[':
		l.at++
		return l.list("]")
	case delimiter(c):
		l.at++
		if c == '>' && l.at < len(l.data) && l.data[l.at] == '>' {
			l.at++
			return keyword(">>")
		}
		return keyword(c)
	}
	return l.word()
}

func (l *lexer) run() []byte {
	from := l.at
	for l.at < len(l.data) && !space(l.data[l.at]) && !delimiter(l.data[l.at]) {
		l.at++
	}
	return l.data[from:l.at]
}

func (l *lexer) word() any {
	w := string(l.run())
	if f, err := strconv.ParseFloat(w, 64); err == nil {
		return f
	}
	return keyword(w)
}

// name decodes #41 to A, so that no spelling hides a name.
func (l *lexer) name() name {
	raw := l.run()
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if v, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

func (l *lexer) literal() []byte {
	from, open := l.at+1, 0
	for ; l.at < len(l.data); l.at++ {
		switch l.data[l.at] {
		case '\\':
			l.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return l.data[from : l.at-1]
			}
		}
	}
	l.at = len(l.data)
	return l.data[min(from, l.at):]
}

func (l *lexer) hex() []byte {
	inside, _, closed := bytes.Cut(l.data[l.at+1:], []byte(">"))
	l.at += 1 + len(inside)
	if closed {
		l.at++
	}
	return inside
}

// list reads values up to a closing mark. Two numbers and R become a reference.
func (l *lexer) list(end keyword) []any {
	var out []any
	if l.depth++; l.depth > mostDepth {
		l.at = len(l.data)
	}
	defer func() { l.depth-- }()
	for {
		v := l.next()
		k, isWord := v.(keyword)
		switch {
		case v == nil || k == end:
			return out
		case isWord && k == "R" && len(out) >= 2:
			if n, ok := out[len(out)-2].(float64); ok {
				out = append(out[:len(out)-2], ref(n))
			}
		default:
			out = append(out, v)
		}
	}
}

func (l *lexer) dict() dict {
	d := dict{}
	list := l.list(">>")
	for i := 0; i+1 < len(list); i += 2 {
		k, ok := list[i].(name)
		if !ok {
			i-- // out of step: look for the next name
			continue
		}
		d[k] = list[i+1]
	}
	return d
}
