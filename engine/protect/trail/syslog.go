package trail

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
)

// Placeholder is the enterprise number that stands in the structured data where none is named: 32473, which IANA keeps for
// documentation (RFC 5612). A practice or vendor with a number of its own sets that.
const Placeholder = "32473"

// facility is "log audit" (RFC 5424, table 1).
const facility = 13

// Line gives an entry as one line of RFC 5424, without a line end: facility 13 (log audit), the device as HOSTNAME, "chartproof"
// as APP-NAME, the action as MSGID, all else as parameters of the structured data element trail@<enterprise>, and a message for
// people, which is UTF-8 and therefore begins with the byte order mark (section 6.4).
func Line(e chart.AuditEntry, enterprise string) []byte {
	if enterprise == "" {
		enterprise = Placeholder
	}
	b := make([]byte, 0, 512)
	b = append(b, '<')
	b = strconv.AppendInt(b, int64(facility*8+int(GradeOf(e))), 10)
	b = append(b, ">1 "...)
	b = append(b, stamp(e.At)...)
	b = append(b, ' ')
	b = append(b, name(string(e.Device), 255)...)
	b = append(b, " chartproof - "...)
	b = append(b, name(string(e.Action), 32)...)
	b = append(b, " [trail@"...)
	b = append(b, digits(enterprise)...)
	for _, p := range [][2]string{{"index", strconv.FormatInt(e.Index, 10)}, {"action", string(e.Action)}, {"person", string(e.Person)},
		{"device", string(e.Device)}, {"document", string(e.Document)}, {"field", string(e.Field)}, {"detail", e.Detail},
		{"purpose", e.Purpose}, {"policy", e.Policy}, {"decision", e.Decision}, {"address", e.Address}} {
		if p[1] == "" {
			continue
		}
		b = append(b, ' ')
		b = append(b, p[0]...)
		b = append(b, `="`...)
		b = escaped(b, p[1])
		b = append(b, '"')
	}
	b = append(b, "] \ufeff"...)
	return append(b, plain(Sentence(e))...)
}

// Sentence says an entry in words for people who read logs: English, ids only.
func Sentence(e chart.AuditEntry) string {
	var s strings.Builder
	s.WriteString(string(e.Action))
	if e.Person != "" {
		s.WriteString(" by person " + string(e.Person))
	}
	if e.Document != "" {
		s.WriteString(" on document " + string(e.Document))
	}
	if e.Decision != "" {
		s.WriteString(": " + e.Decision)
	}
	return s.String()
}

// name makes a header field: printable US-ASCII without spaces, not longer than most (section 6.2); "-" is none.
func name(s string, most int) string {
	out := strings.Map(func(r rune) rune {
		if r < 33 || r > 126 {
			return '_'
		}
		return r
	}, s)
	if out == "" {
		return "-"
	}
	return out[:min(len(out), most)]
}

func digits(s string) string {
	for _, r := range s {
		if (r < '0' || r > '9') && r != '.' {
			return Placeholder
		}
	}
	return s
}

// escaped appends a parameter's value: a quotation mark, a backslash and a closing bracket get a backslash (section 6.3.3); what
// would end the line, or is no character, is a space.
func escaped(b []byte, s string) []byte {
	for _, r := range plain(s) {
		if r == '"' || r == '\\' || r == ']' {
			b = append(b, '\\')
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// plain has no control characters, no line separators and nothing that is not UTF-8.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// canonical is the form that is signed.
func canonical(e chart.AuditEntry) ([]byte, error) {
	e.At = e.At.UTC().Truncate(time.Millisecond)
	return json.Marshal(e)
}
