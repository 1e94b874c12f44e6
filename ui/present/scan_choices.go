package present

import (
	"slices"

	"chartproof.org/chartproof/engine/geom"
)

// scanChoice is a line of the settings, in their order on the screen.
type scanChoice int

const (
	choiceDevice scanChoice = iota
	choiceSource
	choiceSize
	choiceDPI
	choiceDepth
	choiceCount
)

// sheetSize is a size of paper in millimetres; zero: all that the scanner takes.
type sheetSize struct {
	code          string
	width, height float64
	word          Line
}

func sizes() []sheetSize {
	return []sheetSize{{"letter", 215.9, 279.4, Say("Letter, 8.5 x 11 in")}, {"legal", 215.9, 355.6, Say("Legal, 8.5 x 14 in")},
		{"a4", 210, 297, Say("A4, 210 x 297 mm")}, {"a5", 148, 210, Say("A5, 148 x 210 mm")}, {"all", 0, 0, Say("all that the scanner takes")}}
}

// slack is how much of a sheet a scanner may cut off and still count as large enough, millimetres.
const slack = 4

// sizesHere are the sizes that fit into the device.
func (p *ScanPresenter) sizesHere() []sheetSize {
	return slices.DeleteFunc(sizes(), func(s sheetSize) bool {
		return p.can.Width > 0 && s.width > p.can.Width+slack || p.can.Height > 0 && s.height > p.can.Height+slack ||
			s.width > 0 && (p.can.Width == 0 || p.can.Height == 0)
	})
}

func (p *ScanPresenter) size(all []sheetSize) int {
	return max(0, slices.IndexFunc(all, func(s sheetSize) bool { return s.code == p.wish.Size }))
}

// source is the one that was chosen, one of its kind, or the first.
func (p *ScanPresenter) source() int {
	for _, fits := range []func(ScanSource) bool{
		func(s ScanSource) bool { return s.Kind == p.wish.Kind && s.Name == p.wish.Source },
		func(s ScanSource) bool { return s.Kind == p.wish.Kind && s.Kind != OtherSource },
	} {
		if i := slices.IndexFunc(p.can.Sources, fits); i >= 0 {
			return i
		}
	}
	return 0
}

// resolution is the one nearest to what was chosen.
func (p *ScanPresenter) resolution() (at int) {
	off := func(i int) int {
		return max(p.can.Resolutions[i]-p.wish.DPI, p.wish.DPI-p.can.Resolutions[i])
	}
	for i := range p.can.Resolutions {
		if off(i) < off(at) {
			at = i
		}
	}
	return at
}

func (p *ScanPresenter) depths() []geom.Depth {
	return slices.DeleteFunc([]geom.Depth{geom.Gray, geom.Colour, geom.Bitonal}, func(d geom.Depth) bool { return p.can.Modes[d] == "" })
}

func (p *ScanPresenter) depth(all []geom.Depth) int { return max(0, slices.Index(all, p.wish.Depth)) }

// order is what the settings come to with this device.
func (p *ScanPresenter) order() ScanOrder {
	o := ScanOrder{Device: p.wish.Device, DPI: p.wish.DPI, SheetSize: p.can.SheetSize}
	if i := p.device(); i >= 0 {
		o.Label = p.devices[i].Label
	}
	if len(p.can.Sources) > 0 {
		o.Source = p.can.Sources[p.source()]
	} else {
		o.Source.Kind = Glass
	}
	if len(p.can.Resolutions) > 0 {
		o.DPI = p.can.Resolutions[p.resolution()]
	}
	if all := p.depths(); len(all) > 0 {
		o.Mode = p.can.Modes[all[p.depth(all)]]
	}
	all := p.sizesHere()
	size := all[p.size(all)]
	o.Width, o.Height = size.width, size.height
	if size.width == 0 {
		o.Width, o.Height = p.can.Width, p.can.Height
	}
	if p.can.Width > 0 && p.can.Height > 0 {
		o.Width, o.Height = min(o.Width, p.can.Width), min(o.Height, p.can.Height)
	}
	return o
}

// choices are the settings in words.
func (p *ScanPresenter) choices() []ScanChoice {
	if len(p.devices) == 0 {
		return nil
	}
	own := func(s string) Line { return Say("{{.Name}}", Data{"Name": s}) }
	out := []ScanChoice{{Title: Say("Scanner"), Value: own(p.devices[max(0, p.device())].Label), Several: len(p.devices) > 1}}
	if p.phase != ScanReady {
		return out
	}
	source := Say("as the scanner has it")
	if len(p.can.Sources) > 0 {
		source = sourceWord(p.can.Sources[p.source()])
	}
	sizes := p.sizesHere()
	dpi := Say("as the scanner has it")
	if len(p.can.Resolutions) > 0 {
		dpi = Say("{{.N}} dots per inch", Data{"N": p.can.Resolutions[p.resolution()]})
	}
	depth, depths := Say("as the scanner has it"), p.depths()
	if len(depths) > 0 {
		depth = depthWord(depths[p.depth(depths)])
	}
	return append(out, ScanChoice{Say("From"), source, len(p.can.Sources) > 1}, ScanChoice{Say("Size of the paper"), sizes[p.size(sizes)].word, len(sizes) > 1},
		ScanChoice{Say("Resolution"), dpi, len(p.can.Resolutions) > 1}, ScanChoice{Say("Colour"), depth, len(depths) > 1})
}

func sourceWord(s ScanSource) Line {
	switch s.Kind {
	case Glass:
		return Say("the glass, one page at a time")
	case Feeder:
		return Say("the feeder, front sides")
	case Duplex:
		return Say("the feeder, both sides")
	}
	return Say("{{.Name}}", Data{"Name": s.Name})
}

func depthWord(d geom.Depth) Line {
	switch d {
	case geom.Colour:
		return Say("colour")
	case geom.Bitonal:
		return Say("black and white")
	}
	return Say("grey")
}

func (p *ScanPresenter) render() {
	s := ScanSnapshot{Phase: p.phase, Choices: p.choices(), At: p.at, Scanning: p.job != nil, Share: p.share, Notice: p.notice, Tone: p.tone, Problem: p.problem}
	s.Choice = min(p.choice, max(0, len(s.Choices)-1))
	for i, sheet := range p.sheets {
		s.Sheets = append(s.Sheets, SheetRow{Place: i + 1, Thumb: sheet.shown.Thumb, Says: Say("{{.Colour}}, {{.N}} dots per inch", Data{"Colour": depthWord(sheet.Depth), "N": sheet.DPI})})
	}
	if p.at < len(p.sheets) {
		s.Sheet = p.sheets[p.at].shown.Sheet
	}
	if s.Scanning {
		s.Progress = Say("Scanning page {{.N}}…", Data{"N": len(p.sheets) + 1})
	}
	p.view.RenderScan(s)
}

// scanTroubles says each fault of a scanner in three lines.
var scanTroubles = map[ScanFault]Trouble{
	ScanFailed:   {Say("The scanner broke off and does not say why."), scanSafe, Say("Look whether it is on and its cable holds, then scan again. F6 looks for scanners anew.")},
	ScanNoTool:   {Say("The program that drives scanners is not on this computer."), scanSafe, Say("Ask whoever looks after this computer to install SANE: sudo apt-get install sane-utils. Files can be imported as before.")},
	ScanNotHere:  {Say("Scanners are not driven from here on this system."), scanSafe, Say("Let the scanner's own program save into the watched folder: what comes there is taken in by itself.")},
	ScanNoDevice: {Say("No scanner was found."), scanSafe, Say("Switch the scanner on and connect it, wait until it is ready, then look again with F6.")},
	ScanGone:     {Say("The scanner does not answer any more."), scanSafe, Say("Switch it on and connect it, then look again with F6.")},
	ScanBusy:     {Say("The scanner is busy with something else."), scanSafe, Say("Close other programs that scan, or wait until the other person is through, then scan again.")},
	ScanDenied:   {Say("This computer's account may not use the scanner."), scanSafe, Say("Ask whoever looks after this computer to add the account to the group scanner, then sign in to the computer again.")},
	ScanEmpty:    {Say("Nothing lies in the feeder."), scanSafe, Say("Put the sheets in until they hold, or choose the glass, then scan again.")},
	ScanJam:      {Say("Paper is stuck in the scanner."), scanSafe, Say("Open it, take the sheet out, put it back with those that did not come in yet, then scan again.")},
	ScanCover:    {Say("The scanner's cover is open."), scanSafe, Say("Close the cover, then scan again.")},
	ScanSettings: {Say("The scanner does not take these settings."), scanSafe, Say("Choose another resolution, size or colour, then scan again.")},
	ScanMemory:   {Say("There is not enough memory for a page of this size."), scanSafe, Say("Take in what is here, or choose fewer dots per inch, then scan again.")},
	ScanTooLarge: {Say("The page has more points than Chartproof takes."), scanSafe, Say("Choose fewer dots per inch, then scan again.")},
	ScanFull:     {Say("As many pages are here as one file holds."), scanSafe, Say("Take them in, then scan on with the sheet after the last page that is here.")},
}

var scanSafe = Say("Nothing is lost: pages that came in are still here.")

// scanTrouble says why a scan ended, and how many pages came before.
func scanTrouble(err error, came int) Trouble {
	t := TroubleOf(err)
	if came > 0 {
		t.Safe = Count("{{.N}} pages came in before; they are here.", came)
	}
	return t
}
