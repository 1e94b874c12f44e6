package present

import (
	"context"

	"chartproof.org/chartproof/engine/geom"
)

// Scanning takes sheets of paper from a scanner of this computer. Nothing of a sheet is kept before it is taken in as a file. Errors of
// the device are a *ScanError.
type Scanning interface {
	// Scanners looks for the scanners that answer. It may take seconds: those on the network are asked too.
	Scanners(ctx context.Context) ([]Scanner, error)
	// ScannerCan asks one what it can do.
	ScannerCan(ctx context.Context, device string) (ScannerAbilities, error)
	// Scan takes one sheet from the glass, or what lies in the feeder. sheet gets each side when it is whole; progress is the share
	// of the side at hand, 0 to 1. Sheets that were given stay where an error ends it.
	Scan(ctx context.Context, order ScanOrder, sheet func(Sheet) error, progress func(share float64)) error
	ScanTaker
	// KeepScan only takes sheets and seals them, as one file: it is read when somebody comes.
	KeepScan(ctx context.Context, sheets []Sheet) error
}

// ScanTaker brings sheets in as one file, as Import does. A report with an import says that the file is sealed here, whatever the error.
type ScanTaker interface {
	ImportScan(ctx context.Context, sheets []Sheet, progress func(ImportProgress)) (ImportReport, error)
}

// Scanner is a device. Name is the system's, Label the maker's.
type Scanner struct{ Name, Label string }

// SourceKind is from where sheets are taken.
type SourceKind uint8

// The sources; OtherSource has a name of the device's own.
const (
	OtherSource SourceKind = iota
	Glass
	Feeder // one side of each sheet
	Duplex // both sides
)

// ScanSource is a source of a device. Options set it, as the system's program takes them.
type ScanSource struct {
	Kind    SourceKind
	Name    string
	Options []string
}

// ScannerAbilities are what a device offers. An empty list: there is nothing to choose.
type ScannerAbilities struct {
	Sources       []ScanSource
	Modes         map[geom.Depth]string // what the device calls them
	Resolutions   []int                 // dots per inch, rising
	Width, Height float64               // the largest sheet, millimetres; 0: not known
	SheetSize     bool                  // the size of the sheet is told apart from that of the picture
}

// ScanOrder is what to scan. Width and Height are millimetres; 0 leaves the size to the device.
type ScanOrder struct {
	Device        string
	Source        ScanSource
	Mode          string
	DPI           int
	Width, Height float64
	SheetSize     bool
	Label         string // of the device
}

// Sheet is one side of a sheet of paper as it goes into the file: JPEG of grey or colour, or CCITT G4. Picture is small, for the screen.
type Sheet struct {
	Depth         geom.Depth
	Width, Height int // pixels
	DPI           int
	Data          []byte
	Picture       *geom.Raster
	Label         string // of the device that it came from
}

// ScanFault is why there is no sheet. The set is closed.
type ScanFault uint8

// The faults.
const (
	ScanFailed   ScanFault = iota // the device says no more than that
	ScanNoTool                    // the program that drives scanners is not installed
	ScanNotHere                   // this system's scanners are not driven
	ScanNoDevice                  // none was found
	ScanGone                      // the one that was chosen does not answer
	ScanBusy
	ScanDenied
	ScanEmpty // nothing lies in the feeder
	ScanJam
	ScanCover
	ScanSettings // the device does not take what was chosen
	ScanMemory
	ScanTooLarge // a picture over the limit
	ScanFull     // as many sheets lie here as go into one file; the last that was given is among them
)

// ScanError is a ScanFault as an error. It holds no text of the device.
type ScanError struct{ Fault ScanFault }

// Error names the fault.
func (e *ScanError) Error() string { return "scan: " + e.Fault.String() }

// String is a word for logs and scripts.
func (f ScanFault) String() string {
	words := [...]string{"failed", "scanimage is not installed", "not on this system", "no scanner found", "the scanner does not answer", "busy", "access denied",
		"the feeder is empty", "paper jam", "cover open", "settings not taken", "out of memory", "too large", "one file is full"}
	if int(f) < len(words) {
		return words[f]
	}
	return words[ScanFailed]
}
