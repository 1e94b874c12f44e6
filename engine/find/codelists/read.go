package codelists

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"chartproof.org/chartproof/assets/medical"
	"chartproof.org/chartproof/engine/chart"
)

// Kind is one of the files that are known.
type Kind string

// The kinds of file.
const (
	ICD10      Kind = "ICD-10-CM order file"
	OrangeBook Kind = "Orange Book products file"
	RxNorm     Kind = "RxNorm RXNCONSO file"
	HCPCS2     Kind = "HCPCS Level II file"
	CPTList    Kind = "CPT list"
)

// Limits cap what one file may hold. The zero value stands for the caps of DefaultLimits.
type Limits struct {
	Bytes   int64 // of a file
	Line    int   // bytes of a line
	Entries int   // names and codes taken from a file
}

// DefaultLimits hold the full files of 2026 three times over.
var DefaultLimits = Limits{Bytes: 512 << 20, Line: 64 << 10, Entries: 2_000_000}

func (l Limits) orDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultLimits.Bytes
	}
	if l.Line <= 0 {
		l.Line = DefaultLimits.Line
	}
	if l.Entries <= 0 {
		l.Entries = DefaultLimits.Entries
	}
	return l
}

// errTooLarge is what a file over its caps is refused with.
var errTooLarge = errors.New("the file is larger than a list of its kind can be")

// Load reads every file of the folder's top level that looks like one of the lists. Other files are passed over; a folder
// without any list is refused.
func Load(dir fs.FS, limits Limits) (*Lists, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, chart.E(chart.BadInput, "read the folder of code lists", err)
	}
	l, found := &Lists{}, 0
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		kind, err := l.loadFile(dir, e.Name(), limits)
		if err != nil {
			return nil, err
		}
		if kind != "" {
			found++
		}
	}
	if found == 0 {
		return nil, chart.E(chart.BadInput, "read the folder of code lists", errors.New("no file is an ICD-10-CM order file, an Orange Book products file, an RxNorm RXNCONSO file, a HCPCS Level II file or a CPT list"))
	}
	return l, nil
}

func (l *Lists) loadFile(dir fs.FS, name string, limits Limits) (Kind, error) {
	f, err := dir.Open(name)
	if err != nil {
		return "", chart.E(chart.BadInput, "open a code list", err)
	}
	defer f.Close()
	before := len(l.entry)
	kind, err := l.Read(f, limits)
	year := yearOf(name)
	for i := before; i < len(l.entry); i++ {
		l.entry[i].Year = year
	}
	return kind, err
}

var yearIn = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[^0-9]|$)`)

// yearOf reads the year out of a file's name, as CMS names its files: icd10cm_order_2026.txt, HCPC2026_JAN_ANWEB.txt.
func yearOf(name string) int {
	m := yearIn.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	y, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return y
}

// Read takes the names and codes of one file, and says which kind it is; "" for a file that is none. After an error nothing
// of the file was taken.
func (l *Lists) Read(r io.Reader, limits Limits) (Kind, error) {
	limits = limits.orDefault()
	capped := &io.LimitedReader{R: r, N: limits.Bytes + 1}
	sc := bufio.NewScanner(capped)
	sc.Buffer(make([]byte, min(limits.Line, 4096)), limits.Line)
	if !sc.Scan() {
		return "", nil // empty, or its first line is no line of a list
	}
	first := strings.TrimPrefix(strings.TrimRight(sc.Text(), "\r"), "\uFEFF")
	kind := kindOf(first)
	if kind == "" {
		return "", nil
	}
	t := &taking{Lists: Lists{drugs: map[string]bool{}, titles: map[string]bool{}, codes: map[string]bool{}}}
	n := 1
	for line := first; ; {
		if err := t.take(kind, line, n); err != nil {
			return kind, refused(kind, n, err)
		}
		if len(t.drugs)+len(t.entry) > limits.Entries {
			return kind, refused(kind, n, errTooLarge)
		}
		if !sc.Scan() {
			break
		}
		line, n = strings.TrimRight(sc.Text(), "\r"), n+1
	}
	switch err := sc.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return kind, refused(kind, n+1, fmt.Errorf("the line is longer than %d bytes", limits.Line))
	case err != nil:
		return kind, refused(kind, n+1, err)
	case capped.N <= 0:
		return kind, refused(kind, n, errTooLarge)
	case len(t.drugs)+len(t.entry) == 0:
		return kind, refused(kind, n, errors.New("the file holds no entry"))
	}
	l.merge(&t.Lists)
	return kind, nil
}

func refused(kind Kind, line int, err error) error {
	return chart.E(chart.BadInput, fmt.Sprintf("%s, line %d", kind, line), err)
}

func (l *Lists) merge(from *Lists) {
	for _, p := range []struct{ to, from *map[string]bool }{{&l.drugs, &from.drugs}, {&l.titles, &from.titles}, {&l.codes, &from.codes}} {
		if *p.to == nil {
			*p.to = map[string]bool{}
		}
		maps.Copy(*p.to, *p.from)
	}
	l.entry = append(l.entry, from.entry...)
}

var orderLine = regexp.MustCompile(`^\d{5} [A-Z][0-9][0-9A-Z][0-9A-Z ]{4} [01] `)

// kindOf tells a list by its first line.
func kindOf(line string) Kind {
	switch {
	case orderLine.MatchString(line):
		return ICD10
	case strings.HasPrefix(line, "Ingredient~") && strings.Contains(line, "~Trade_Name~"):
		return OrangeBook
	case strings.Count(line, "|") == rxColumns && strings.HasSuffix(line, "|"):
		return RxNorm
	case hcpcsLine.MatchString(line):
		return HCPCS2
	case cptLine.MatchString(line):
		return CPTList
	}
	return ""
}

// taking is one file while it is read.
type taking struct {
	Lists
	ingredient, trade int // columns of the Orange Book
}

func (t *taking) take(kind Kind, line string, n int) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	switch kind {
	case ICD10:
		return t.order(line)
	case OrangeBook:
		return t.product(line, n == 1)
	case HCPCS2:
		return t.service(line)
	case CPTList:
		return t.procedure(line)
	default:
		return t.concept(line)
	}
}

// order reads one line of the order file: number (columns 1-5), code (7-13), whether a claim may bear it (15), short title
// (17-76), long title (78 on).
func (t *taking) order(line string) error {
	if !orderLine.MatchString(line) {
		return errors.New("not a number, a code and a mark in their columns")
	}
	code := strings.TrimSpace(line[6:13])
	if strings.Contains(code, " ") {
		return errors.New("a code with a space in it")
	}
	t.codes[code] = line[14] == '1'
	short, long := line[16:], ""
	if len(short) > 60 {
		short, long = short[:60], short[60:]
	}
	title := strings.TrimSpace(long)
	if title == "" {
		title = strings.TrimSpace(short)
	}
	t.entry = append(t.entry, Entry{Kind: ICD10, Code: code, Title: title, Header: line[14] == '0'})
	for _, title := range []string{short, long} {
		if f := medical.Fold(title); f != "" {
			t.titles[f] = true
		}
	}
	return nil
}

// product reads one line of the Orange Book: ingredients parted by semicolons, and the trade name.
func (t *taking) product(line string, head bool) error {
	cols := strings.Split(line, "~")
	if head {
		t.ingredient, t.trade = -1, -1
		for i, c := range cols {
			switch c {
			case "Ingredient":
				t.ingredient = i
			case "Trade_Name":
				t.trade = i
			}
		}
		return nil
	}
	if len(cols) <= max(t.ingredient, t.trade) {
		return fmt.Errorf("%d columns where the ingredient and the trade name need %d", len(cols), max(t.ingredient, t.trade)+1)
	}
	for _, name := range append(strings.Split(cols[t.ingredient], ";"), cols[t.trade]) {
		t.drug(name)
	}
	return nil
}

// rxColumns are the columns of RXNCONSO.RRF; each ends in a |.
const rxColumns = 18

// Columns of RXNCONSO.RRF.
const (
	rxLanguage   = 1
	rxSource     = 11
	rxTermType   = 12
	rxName       = 14
	rxSuppressed = 16
)

// rxNames are the term types that are names of drugs: ingredients, precise and multiple ones, brand names.
var rxNames = map[string]bool{"IN": true, "PIN": true, "MIN": true, "BN": true}

// concept reads one line of RxNorm.
func (t *taking) concept(line string) error {
	cols := strings.Split(line, "|")
	if len(cols) != rxColumns+1 {
		return fmt.Errorf("%d columns, not %d", len(cols)-1, rxColumns)
	}
	if cols[rxLanguage] != "ENG" || cols[rxSource] != "RXNORM" || !rxNames[cols[rxTermType]] || cols[rxSuppressed] != "N" && cols[rxSuppressed] != "" {
		return nil
	}
	for _, name := range strings.Split(cols[rxName], " / ") {
		t.drug(name)
	}
	return nil
}

// drug keeps a name that is long enough to say something.
func (t *taking) drug(name string) {
	if f := medical.Fold(name); len(f) >= 4 && strings.Count(f, " ") < mostWords {
		t.drugs[f] = true
	}
}
