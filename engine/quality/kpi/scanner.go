package kpi

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// Scanner is where pages come from, as far as their file says.
type Scanner struct {
	Maker string // of Makers; "" where the file does not say
	DPI   int    // 0: not known
	Media string // media type of the file
}

// maker is a name and what a file says of it.
type maker struct {
	name  string
	marks []string // in lower case; long enough that compressed data does not hold them by chance
}

// makers is a closed list: what a file says of itself is typed by whoever made it and could be a patient's name.
func makers() []maker {
	return []maker{{"Brother", []string{"brother mfc", "brother ads", "brother dcp", "brother industries"}},
		{"Canon", []string{"canon dr-", "canon imagerunner", "canon ir-adv", "canon inc", "canoscan", "capture perfect"}},
		{"Epson", []string{"epson scan", "seiko epson", "epson workforce", "epson ds-"}},
		{"Fujitsu", []string{"fujitsu", "scansnap", "paperstream", "pfu limited", "pfu scan"}},
		{"HP", []string{"hewlett-packard", "hp digital sending", "hp laserjet", "hp scanjet", "hp officejet", "hp scan"}},
		{"Kodak", []string{"kodak alaris", "kodak i2", "kodak i3", "kodak scanner", "kodak capture"}},
		{"Konica Minolta", []string{"konica minolta", "konicaminolta", "bizhub"}},
		{"Kyocera", []string{"kyocera"}}, {"Lexmark", []string{"lexmark"}}, {"Panasonic", []string{"panasonic"}},
		{"Plustek", []string{"plustek"}}, {"Ricoh", []string{"ricoh company", "ricoh aficio", "ricoh im ", "ricoh mp ", "ricoh fi-"}},
		{"Samsung", []string{"samsung electronics", "samsung scx", "samsung clx"}}, {"Sharp", []string{"sharp mx-", "sharp scanned"}},
		{"Toshiba", []string{"toshiba e-studio", "toshibamfp", "e-studio"}}, {"Visioneer", []string{"visioneer"}},
		{"Xerox", []string{"xerox workcentre", "xerox altalink", "xerox versalink", "xerox corporation", "xerox documate"}},
		{"Fax server", []string{"rightfax", "hylafax", "xmedius", "efax", "faxserver", "fax server", "openfax"}},
		{"Phone", []string{"apple\x00", "iphone", "samsung sm-", "google\x00pixel", "camscanner", "adobe scan"}}}
}

// Makers lists the makers that are told apart.
func Makers() []string {
	var out []string
	for _, m := range makers() {
		out = append(out, m.name)
	}
	return out
}

// ends is how much of the beginning and of the end of a file is looked at: there stand what it says of itself.
const ends = 64 << 10

// MakerOf gives the maker that a file names, "" where it names none of the list. The file is searched for words, not parsed.
func MakerOf(file []byte) string {
	parts := [][]byte{file}
	if len(file) > 2*ends {
		parts = [][]byte{file[:ends], file[len(file)-ends:]}
	}
	for _, p := range parts {
		p = bytes.ToLower(p)
		for _, m := range makers() {
			if slices.ContainsFunc(m.marks, func(mark string) bool { return bytes.Contains(p, []byte(mark)) }) {
				return m.name
			}
		}
	}
	return ""
}

// Valid reports whether a scanner is made of the closed list and a number that a scanner can have.
func (s Scanner) Valid() bool {
	return (s.Maker == "" || slices.Contains(Makers(), s.Maker)) && s.DPI >= 0 && s.DPI <= 4800
}

// Name says which scanner it is, as far as is known: "Fujitsu, 300 dpi", "TIFF, 204 dpi", "PDF".
func (s Scanner) Name() string {
	name := s.Maker
	if name == "" {
		_, kind, _ := strings.Cut(s.Media, "/")
		name = strings.ToUpper(kind)
	}
	if s.DPI > 0 {
		name += ", " + strconv.Itoa(s.DPI) + " dpi"
	}
	return name
}
