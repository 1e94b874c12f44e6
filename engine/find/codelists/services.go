package codelists

import (
	"errors"
	"regexp"
	"strings"
)

var (
	// hcpcsLine is a line of CMS's HCPCS Level II file, fixed width: code (1-5), sequence (6-10), kind of record (11).
	hcpcsLine = regexp.MustCompile(`^(?:[A-V][0-9]{4}|[A-Z0-9]{2}   )[0-9 ]{5}[3478 ]`)
	// cptLine is a line of a practice's own list of CPT, which it has a licence for: code, tab, title.
	cptLine = regexp.MustCompile(`^[0-9]{4}[0-9FTUM]\t\S`)
)

// Records of the HCPCS file.
const (
	hcpcsFirst = '3' // the first line of a code
	hcpcsMore  = '4' // its title goes on
)

// service reads a line of the HCPCS file. Modifiers are passed over.
func (t *taking) service(line string) error {
	if len(line) < 12 || !hcpcsLine.MatchString(line) {
		return errors.New("not a code, a sequence and a kind of record in their columns")
	}
	title := strings.Join(strings.Fields(line[11:min(len(line), 91)]), " ")
	switch last := len(t.entry) - 1; {
	case line[10] == hcpcsFirst:
		t.entry = append(t.entry, Entry{Kind: HCPCS2, Code: line[:5], Title: title})
	case line[10] == hcpcsMore && last >= 0 && t.entry[last].Code == line[:5]:
		t.entry[last].Title += " " + title
	}
	return nil
}

// procedure reads a line of a list of CPT.
func (t *taking) procedure(line string) error {
	if !cptLine.MatchString(line) {
		return errors.New("not a code, a tab and a title")
	}
	code, title, _ := strings.Cut(line, "\t")
	title, _, _ = strings.Cut(title, "\t")
	t.entry = append(t.entry, Entry{Kind: CPTList, Code: code, Title: strings.Join(strings.Fields(title), " ")})
	return nil
}
