package present

import (
	"context"
	"encoding/json"
	"slices"

	"chartproof.org/chartproof/engine/geom"
)

// PrefScan is what was chosen last for scanning.
const PrefScan = "scan"

// ScanHouse is what the scan screen asks of the house.
type ScanHouse interface {
	Scanning
	Preferences
}

// ScanPhase is where the scan screen stands.
type ScanPhase uint8

// The phases.
const (
	ScanLooking ScanPhase = iota // for scanners
	ScanAsking                   // one what it can do
	ScanReady
	ScanNone // Problem says why nothing can be scanned now
)

// ScanChoice is one line of the settings: what it is, what is chosen, and whether there is anything else.
type ScanChoice struct {
	Title, Value Line
	Several      bool
}

// SheetRow is a side that came in.
type SheetRow struct {
	Place int
	Says  Line
	Thumb any
}

// ScanSnapshot is all that the screen shows.
type ScanSnapshot struct {
	Phase    ScanPhase
	Choices  []ScanChoice
	Choice   int
	Sheets   []SheetRow
	At       int
	Sheet    any // of the side at hand
	Scanning bool
	Share    float64
	Progress Line
	Notice   Line
	Tone     Tone
	Problem  *Trouble
}

// ScanView draws snapshots, on the UI goroutine.
type ScanView interface{ RenderScan(ScanSnapshot) }

// scanned is a side with what the screen makes of it.
type scanned struct {
	Sheet
	shown Prepared
}

// scanWish is what was chosen; it is kept for the next time. It holds nothing of a chart.
type scanWish struct {
	Device string
	Kind   SourceKind
	Source string
	DPI    int
	Depth  geom.Depth
	Size   string
}

// ScanPresenter runs the scan screen: what was scanned lies in memory until it is taken in as one file. All methods are called on the UI
// goroutine.
type ScanPresenter struct {
	house   ScanHouse
	run     Runner
	view    ScanView
	prepare func(*geom.Raster) Prepared
	// take brings sheets in and tells whether the file is sealed here.
	take func(sheets []Sheet, kept func(bool))

	turn    uint64 // goes up with each lock: what comes from before is dropped
	asked   uint64 // goes up with each question to the devices
	known   bool   // what was chosen last was read
	phase   ScanPhase
	devices []Scanner
	can     ScannerAbilities
	wish    scanWish
	saved   scanWish
	choice  int
	sheets  []scanned
	handed  [][]scanned // on their way in
	at      int
	job     *stoppable
	share   float64
	notice  Line
	tone    Tone
	problem *Trouble
}

// NewScan makes the presenter.
func NewScan(house ScanHouse, run Runner, view ScanView, prepare func(*geom.Raster) Prepared, take func([]Sheet, func(bool))) *ScanPresenter {
	return &ScanPresenter{house: house, run: run, view: view, prepare: prepare, take: take, wish: defaultWish()}
}

func defaultWish() scanWish {
	return scanWish{Kind: Feeder, DPI: 300, Depth: geom.Gray, Size: sizes()[0].code}
}

// Open shows the screen; the first time it looks for scanners.
func (p *ScanPresenter) Open() {
	if p.phase == ScanReady && len(p.devices) > 0 {
		p.render()
		return
	}
	p.Look()
}

// Look looks for scanners.
func (p *ScanPresenter) Look() {
	if p.job != nil {
		return
	}
	p.phase, p.problem, p.notice = ScanLooking, nil, Line{}
	p.asked++
	asked, known := p.asked, p.known
	type found struct {
		devices []Scanner
		wish    *scanWish
	}
	async(p.run, func(ctx context.Context) (found, error) {
		var f found
		if !known {
			f.wish = readWish(ctx, p.house)
		}
		var err error
		f.devices, err = p.house.Scanners(ctx)
		return f, err
	}, func(f found, err error) {
		if asked != p.asked {
			return
		}
		if f.wish != nil {
			p.wish, p.saved = *f.wish, *f.wish
		}
		p.known = true
		if err != nil || len(f.devices) == 0 {
			p.fail(err)
			return
		}
		p.devices = f.devices
		p.ask()
	})
	p.render()
}

func (p *ScanPresenter) fail(err error) {
	if err == nil {
		err = &ScanError{ScanNoDevice}
	}
	p.phase, p.problem = ScanNone, ptr(TroubleOf(err))
	p.render()
}

// readWish reads what was chosen last; nil where nothing was.
func readWish(ctx context.Context, house Preferences) *scanWish {
	text, err := house.Preference(ctx, PrefScan)
	w := defaultWish()
	if err != nil || text == "" || json.Unmarshal([]byte(text), &w) != nil {
		return nil
	}
	return &w
}

// ask asks the device that is chosen, or the first, what it can do.
func (p *ScanPresenter) ask() {
	if p.device() < 0 {
		p.wish.Device = p.devices[0].Name
	}
	p.phase, p.problem = ScanAsking, nil
	p.asked++
	asked, name := p.asked, p.wish.Device
	async(p.run, func(ctx context.Context) (ScannerAbilities, error) { return p.house.ScannerCan(ctx, name) }, func(can ScannerAbilities, err error) {
		if asked != p.asked {
			return
		}
		p.can = can
		if err != nil {
			p.fail(err)
			return
		}
		p.phase = ScanReady
		p.render()
	})
	p.render()
}

func (p *ScanPresenter) device() int {
	return slices.IndexFunc(p.devices, func(d Scanner) bool { return d.Name == p.wish.Device })
}

// SelectChoice takes a line of the settings to hand.
func (p *ScanPresenter) SelectChoice(i int) {
	if i >= 0 && i < int(choiceCount) {
		p.choice = i
		p.render()
	}
}

// Step takes the next value of the line at hand, or the one before.
func (p *ScanPresenter) Step(by int) {
	if p.job != nil || len(p.devices) == 0 || p.phase == ScanLooking {
		return
	}
	p.notice = Line{}
	step := func(at, n int) int { return min(max(at+by, 0), n-1) }
	switch scanChoice(p.choice) { //nolint:gosec // SelectChoice bounds it
	case choiceDevice:
		if to := step(p.device(), len(p.devices)); p.devices[to].Name != p.wish.Device {
			p.wish.Device = p.devices[to].Name
			p.ask()
			return
		}
	case choiceSource:
		if n := len(p.can.Sources); n > 0 {
			to := p.can.Sources[step(p.source(), n)]
			p.wish.Kind, p.wish.Source = to.Kind, to.Name
		}
	case choiceSize:
		all := p.sizesHere()
		p.wish.Size = all[step(p.size(all), len(all))].code
	case choiceDPI:
		if n := len(p.can.Resolutions); n > 0 {
			p.wish.DPI = p.can.Resolutions[step(p.resolution(), n)]
		}
	case choiceDepth:
		if all := p.depths(); len(all) > 0 {
			p.wish.Depth = all[step(p.depth(all), len(all))]
		}
	}
	p.render()
}

// Select takes a side to hand.
func (p *ScanPresenter) Select(i int) {
	if i >= 0 && i < len(p.sheets) && i != p.at {
		p.at = i
		p.render()
	}
}

// Scan takes one sheet from the glass, or what lies in the feeder, behind what is here already.
func (p *ScanPresenter) Scan() {
	if p.phase != ScanReady || p.job != nil {
		return
	}
	held := bytesOf(p.sheets)
	if held >= MostScanned {
		p.problem = ptr(scanTrouble(&ScanError{ScanFull}, 0))
		p.render()
		return
	}
	order, wish, save := p.order(), p.wish, p.wish != p.saved
	p.saved = p.wish
	job, turn, before := &stoppable{}, p.turn, len(p.sheets)
	p.job, p.share, p.problem, p.notice = job, 0, nil, Line{}
	p.run.Go(func(ctx context.Context) {
		ctx = job.begin(ctx)
		defer job.stop()
		if save {
			if text, err := json.Marshal(wish); err == nil {
				_ = p.house.SetPreference(ctx, PrefScan, string(text)) // it is chosen anew the next time
			}
		}
		err := p.house.Scan(ctx, order, func(s Sheet) error {
			one := scanned{Sheet: s, shown: p.prepare(s.Picture)}
			one.Picture = nil
			p.run.Do(func() { p.arrived(turn, one) })
			if held += len(one.Data); held >= MostScanned {
				return &ScanError{ScanFull}
			}
			return nil
		}, p.sharer(turn, job))
		stopped := ctx.Err() != nil
		p.run.Do(func() { p.ended(turn, before, stopped, err) })
	})
	p.render()
}

// sharer tells the screen how far the side is, each twentieth once.
func (p *ScanPresenter) sharer(turn uint64, job *stoppable) func(float64) {
	told := -1
	return func(share float64) {
		if at := int(share * 20); at != told {
			told = at
			p.run.Do(func() {
				if turn == p.turn && job == p.job {
					p.share = share
					p.render()
				}
			})
		}
	}
}

func (p *ScanPresenter) arrived(turn uint64, one scanned) {
	if turn != p.turn {
		return
	}
	p.sheets = append(p.sheets, one)
	p.at, p.share = len(p.sheets)-1, 0
	p.render()
}

func (p *ScanPresenter) ended(turn uint64, before int, stopped bool, err error) {
	if turn != p.turn {
		return
	}
	p.job = nil
	came := len(p.sheets) - before
	switch {
	case stopped:
		p.notice, p.tone = Count("Stopped. {{.N}} pages came in.", came), Doubtful
	case err != nil:
		p.problem = ptr(scanTrouble(err, came))
	default:
		p.notice, p.tone = Count("{{.N}} pages came in. Put more in and scan again, or take them in as one file.", came), Done
	}
	p.render()
}

// Stop ends the scan under way; pages that came in stay.
func (p *ScanPresenter) Stop() {
	if p.job != nil {
		p.job.stop()
	}
}

// Scans reports whether a scan is under way.
func (p *ScanPresenter) Scans() bool { return p.job != nil }

// Close forgets everything that was shown.
func (p *ScanPresenter) Close() {
	p.close()
	p.render()
}

func (p *ScanPresenter) close() {
	p.Stop()
	p.turn++
	p.asked++
	p.sheets, p.handed, p.at, p.job, p.share = nil, nil, 0, nil, 0
	p.devices, p.phase, p.problem, p.notice, p.known, p.choice = nil, ScanLooking, nil, Line{}, false, 0
	p.wish, p.saved = defaultWish(), scanWish{}
}
