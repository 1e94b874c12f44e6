package recovery

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// About is what a page says beside the words.
type About struct {
	Practice string
	Shares   int // how many the set has
	Made     time.Time
}

// kind is how a line of a page is set.
type kind int

const (
	body kind = iota
	title
	words
)

// row is one line of a page.
type row struct {
	kind kind
	text string
}

// rows is all that stands on the page of a card.
func rows(c Card, a About) []row {
	out := []row{{title, fmt.Sprintf("Recovery share %d of %d", c.Number(), a.Shares)},
		{body, fmt.Sprintf("Chartproof  ·  %s", a.Practice)},
		{body, fmt.Sprintf("Set %s  ·  made %s", c.Set, a.Made.UTC().Format("2006-01-02"))}, {}}
	for _, t := range []string{
		fmt.Sprintf("Any %d of the %d shares of this set open every chart of the practice, together with its workspace folder or a backup", c.Needs, a.Shares),
		"of it. One share alone opens nothing. They are needed when the computer's keyring or every password is lost.", ""} {
		out = append(out, row{body, t})
	}
	for i, l := range c.Words() {
		out = append(out, row{words, fmt.Sprintf("%d   %s", i+1, spaced(l))})
	}
	for _, t := range []string{"",
		"Keep it on paper, in a safe place of its own: not with another share, not beside the computer or its backups.",
		"Do not photograph, scan, copy or mail it. Give it to nobody who asks by telephone. If it is lost or was seen, have the",
		"privacy officer make a new set: the shares of this one then open nothing that is in the workspace from that day on.", "",
		"To recover: install Chartproof, bring the workspace folder, choose \"Recover with shares\" (or: chartproofctl keys recover).",
		"Type the lines as they stand. Three letters of each word are enough; every line is checked as it is typed.", "",
		"Once a year the holders rehearse: \"Rehearse recovery\" proves that the shares open, and changes nothing.", "",
		"Held by  ______________________________      Received on  ______________      Signature  ______________________"} {
		out = append(out, row{body, t})
	}
	return out
}

// spaced sets the words of a line in columns.
func spaced(line string) string {
	var b strings.Builder
	for _, w := range strings.Fields(line) {
		fmt.Fprintf(&b, "%-9s", w)
	}
	return strings.TrimRight(b.String(), " ")
}

// Text is the page of a card for a terminal or a text printer.
func Text(c Card, a About) string {
	var b strings.Builder
	for _, r := range rows(c, a) {
		switch r.kind {
		case title:
			fmt.Fprintf(&b, "%s\n%s\n", r.text, strings.Repeat("=", len(r.text)))
		case words:
			fmt.Fprintf(&b, "    %s\n", r.text)
		default:
			fmt.Fprintln(&b, r.text)
		}
	}
	return b.String()
}

// PDF is the page of a card for a printer: one page of letter size that A4 takes as well, in the fonts that every reader has
// (ISO 32000-1, 9.6.2.2). Signs of the practice's name that those lack become question marks.
func PDF(c Card, a About) []byte {
	var content bytes.Buffer
	y := 720.0
	content.WriteString("BT\n")
	for _, r := range rows(c, a) {
		font, size, lead := "/F1", 9.5, 14.0
		switch r.kind {
		case title:
			font, size, lead = "/F2", 20, 28
		case words:
			font, size, lead = "/F3", 12, 22
		}
		fmt.Fprintf(&content, "%s %g Tf 1 0 0 1 50 %g Tm (%s) Tj\n", font, size, y, escaped(r.text))
		y -= lead
	}
	content.WriteString("ET\n")
	return file(content.Bytes())
}

// escaped gives a line as the content of a PDF string in WinAnsi.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		switch {
		case !ok || c < ' ':
			c = '?'
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func file(content []byte) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)}
	for _, font := range []string{"Helvetica", "Helvetica-Bold", "Courier-Bold"} {
		objects = append(objects, "<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /"+font+" >>")
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}
