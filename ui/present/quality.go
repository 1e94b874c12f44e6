package present

import (
	"context"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/quality/kpi"
)

// QualityPeriod is how far back the figures go.
type QualityPeriod uint8

// The periods: the last 7 days, 4 weeks, 13 weeks, 52 weeks.
const (
	QualityWeek QualityPeriod = iota
	QualityMonth
	QualityQuarter
	QualityYear
)

// days is the length of the period.
func (p QualityPeriod) days() int {
	return []int{7, 28, 91, 364}[min(int(p), 3)]
}

// QualityView draws snapshots, on the UI goroutine.
type QualityView interface{ Render(QualitySnapshot) }

// QualityTile is one number at the top of the screen.
type QualityTile struct{ Name, Value, About Line }

// QualityRow is one figure of the list: what it is, and its number in words. Chart names its picture.
type QualityRow struct {
	Chart string
	Title Line
	Says  Line
	Tone  Tone
}

// QualityTable is the numbers behind a picture.
type QualityTable struct {
	Title Line
	Head  []Line
	Rows  [][]Line
}

// QualitySnapshot is all that the screen shows: counts, shares, times and names of staff.
type QualitySnapshot struct {
	Loading   bool
	Counted   Line // how far the first count of a long trail is
	Period    QualityPeriod
	Days      Line // which days
	State     Line // the sentence that matters
	Tone      Tone
	Drift     Line
	DriftTone Tone
	Tiles     []QualityTile
	Rows      []QualityRow
	At        int
	Figures   *kpi.Figures // what is drawn; nil: nothing
	Words     map[string]Line
	Gen       int           // goes up with each new count
	Table     *QualityTable // nil: the pictures are shown
	People    bool
	MayPeople bool
	Saving    bool // a folder is asked for
	Busy      bool
	Wrong     Line // of the folder
	Says      Line
	Empty     bool
	ReadOnly  Line
	Problem   *Trouble
}

// QualityPresenter runs the screen of quality. All methods are called on the UI goroutine.
type QualityPresenter struct {
	house  QualityHouse
	run    Runner
	clock  Clock
	view   QualityView
	me     chart.Person
	report kpi.Report
	loads  uint64
	snap   QualitySnapshot
}

// NewQuality makes the presenter.
func NewQuality(house QualityHouse, run Runner, clock Clock, view QualityView) *QualityPresenter {
	return &QualityPresenter{house: house, run: run, clock: clock, view: view}
}

// Open counts for the person at work: the last 13 weeks.
func (p *QualityPresenter) Open(me chart.Person) {
	p.me = me
	p.snap = QualitySnapshot{Period: QualityQuarter, Gen: p.snap.Gen + 1, MayPeople: access.May(me, chart.ActQualityPeople)}
	if !access.May(me, chart.ActQuality) {
		p.loads++
		p.snap.ReadOnly = Say("Your roles see no figures.")
		p.view.Render(p.snap)
		return
	}
	p.load()
}

// Close forgets what is shown.
func (p *QualityPresenter) Close() {
	p.loads++
	p.report, p.me = kpi.Report{}, chart.Person{}
	p.snap = QualitySnapshot{Gen: p.snap.Gen + 1}
	p.view.Render(p.snap)
}

// Back closes the folder or the table, and reports whether there was one.
func (p *QualityPresenter) Back() bool {
	if !p.snap.Saving && p.snap.Table == nil {
		return false
	}
	if p.snap.Saving {
		p.snap.Saving, p.snap.Wrong = false, Line{}
	} else {
		p.snap.Table, p.snap.People = nil, false
	}
	p.view.Render(p.snap)
	return true
}

// Show takes another period.
func (p *QualityPresenter) Show(period QualityPeriod) {
	p.snap.Period = period
	p.load()
}

// Again counts anew; what is shown stays until it is there.
func (p *QualityPresenter) Again() { p.load() }

func (p *QualityPresenter) ask(people bool) QualityAsk {
	last := p.clock.Now()
	return QualityAsk{First: last.AddDate(0, 0, 1-p.snap.Period.days()), Last: last, People: people}
}

func (p *QualityPresenter) load() {
	if !p.snap.ReadOnly.Empty() {
		return
	}
	p.loads++
	mine := p.loads
	p.snap.Loading, p.snap.Problem, p.snap.Counted = true, nil, Line{}
	p.view.Render(p.snap)
	ask := p.ask(p.snap.People)
	async(p.run, func(ctx context.Context) (kpi.Report, error) {
		return p.house.Quality(ctx, ask, func(done, all int) { p.run.Do(func() { p.counted(mine, done, all) }) })
	}, func(r kpi.Report, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading, p.snap.Counted = false, Line{}
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		} else {
			p.report = r
			p.snap.Gen++
			p.words()
		}
		p.view.Render(p.snap)
	})
}

func (p *QualityPresenter) counted(mine uint64, done, all int) {
	if mine == p.loads && p.snap.Loading {
		p.snap.Counted = Say("Counted {{.Done}} of {{.All}} days", Data{"Done": done, "All": all})
		p.view.Render(p.snap)
	}
}

// Select goes to a figure.
func (p *QualityPresenter) Select(row int) {
	if row < 0 || row >= len(p.snap.Rows) || row == p.snap.At {
		return
	}
	p.snap.At = row
	if p.snap.Table != nil && !p.snap.People {
		p.snap.Table = p.tableOf(p.snap.Rows[row].Chart)
	}
	p.view.Render(p.snap)
}

// Table shows the numbers behind the figure at hand, or the pictures again.
func (p *QualityPresenter) Table() {
	switch {
	case p.snap.Table != nil && !p.snap.People:
		p.snap.Table = nil
	case p.snap.At < len(p.snap.Rows):
		p.snap.Table, p.snap.People = p.tableOf(p.snap.Rows[p.snap.At].Chart), false
	}
	p.view.Render(p.snap)
}

// People shows who did how much, or the pictures again: of everybody to whom the role shows it, else the own row.
func (p *QualityPresenter) People() {
	if p.snap.Empty || p.snap.Figures == nil {
		return
	}
	if p.snap.People {
		p.snap.People, p.snap.Table = false, nil
		p.view.Render(p.snap)
		return
	}
	p.snap.People = true
	if !p.snap.MayPeople || p.report.Everybody {
		p.snap.Table = p.peopleTable()
		p.view.Render(p.snap)
		return
	}
	p.load()
}

// AskFolder asks for the folder that the files go to.
func (p *QualityPresenter) AskFolder() {
	if p.snap.Figures == nil || p.snap.Empty {
		return
	}
	p.snap.Saving, p.snap.Wrong, p.snap.Says = true, Line{}, Line{}
	p.view.Render(p.snap)
}

// Save writes the table and the report into the folder.
func (p *QualityPresenter) Save(folder string) {
	if p.snap.Busy || !p.snap.Saving {
		return
	}
	if folder = strings.TrimSpace(folder); folder == "" {
		p.snap.Wrong = Say("Type the folder that the file goes to.")
		p.view.Render(p.snap)
		return
	}
	p.snap.Busy, p.snap.Wrong, p.snap.Problem = true, Line{}, nil
	p.view.Render(p.snap)
	ask, by, mine := p.ask(p.snap.People && p.snap.MayPeople), p.by(), p.loads
	async(p.run, func(ctx context.Context) ([]string, error) {
		var names []string
		for _, format := range []string{"csv", "pdf"} {
			name, err := p.house.SaveQuality(ctx, folder, format, ask, by)
			if err != nil {
				return names, err
			}
			names = append(names, name)
		}
		return names, nil
	}, func(names []string, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		if err != nil {
			p.snap.Problem = ptr(Trouble{Happened: Say("The figures could not be saved."), Safe: Say("Nothing was changed."), Do: Say("Look whether the folder is there and may be written, and whether files of the same minute are in it already.")})
			if chart.KindOf(err) != chart.BadInput {
				p.snap.Problem = ptr(TroubleOf(err))
			}
		} else {
			p.snap.Saving = false
			p.snap.Says = Say("Saved as {{.Table}} and {{.Report}}.", Data{"Table": names[0], "Report": names[1]})
		}
		p.view.Render(p.snap)
	})
}

// by is how the saved table is grouped: as the figure at hand is.
func (p *QualityPresenter) by() string {
	if p.snap.At < len(p.snap.Rows) {
		switch p.snap.Rows[p.snap.At].Chart {
		case qualityScanners:
			return kpi.ByScanner
		case qualityForms:
			return kpi.ByForm
		}
	}
	return kpi.ByWeek
}

// dayWord writes a date of the figures as the practice reads dates.
func dayWord(date string) string {
	t, err := time.Parse(kpi.DateForm, date)
	if err != nil {
		return date
	}
	return t.Format("2006-01-02")
}
