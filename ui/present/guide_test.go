package present

import "testing"

type guideLines struct{ snaps []GuideSnapshot }

func (l *guideLines) Render(s GuideSnapshot) { l.snaps = append(l.snaps, s) }

func (l *guideLines) step() int {
	if len(l.snaps) == 0 || !l.snaps[len(l.snaps)-1].Shown {
		return -1
	}
	return l.snaps[len(l.snaps)-1].Step - 1
}

func TestGuide(t *testing.T) {
	steps := []struct {
		name string
		do   func(*Guide)
		want int
	}{
		{"nothing is shown before it begins", func(g *Guide) { g.Waiting(3); g.At(true, false); g.Progress(3, 4, false) }, -1},
		{"it begins with the reading", (*Guide).Begin, guideReading},
		{"an empty queue changes nothing", func(g *Guide) { g.Waiting(0) }, guideReading},
		{"a document to open", func(g *Guide) { g.Waiting(1) }, guideOpen},
		{"another screen changes nothing", func(g *Guide) { g.At(false, false) }, guideOpen},
		{"it is open", func(g *Guide) { g.Opened("a"); g.At(true, false); g.Progress(5, 5, false) }, guideConfirm},
		{"one field", func(g *Guide) { g.Progress(4, 5, false) }, guideCorrect},
		{"taken back: what was said is not said again", func(g *Guide) { g.Progress(5, 5, false) }, guideCorrect},
		{"two fields", func(g *Guide) { g.Progress(3, 5, false) }, guideMissing},
		{"three", func(g *Guide) { g.Progress(2, 5, false) }, guideHidden},
		{"four", func(g *Guide) { g.Progress(1, 5, false) }, guideRest},
		{"all", func(g *Guide) { g.Progress(0, 5, true) }, guideSign},
		{"one is open again", func(g *Guide) { g.Progress(1, 5, false) }, guideRest},
		{"all again", func(g *Guide) { g.Progress(0, 5, true) }, guideSign},
		{"signed", func(g *Guide) { g.At(false, true) }, guideEnd},
		{"hidden", (*Guide).Hide, -1},
		{"hidden stays hidden", func(g *Guide) { g.Waiting(1); g.At(true, false); g.Progress(1, 1, false) }, -1},
	}
	var lines guideLines
	g := NewGuide(&lines)
	for _, s := range steps {
		s.do(g)
		if got := lines.step(); got != s.want {
			t.Fatalf("%s: step %d, want %d", s.name, got, s.want)
		}
	}
}

func TestGuideShortDocument(t *testing.T) {
	var lines guideLines
	g := NewGuide(&lines)
	g.Begin()
	g.Opened("sample")
	g.At(true, false)
	g.Progress(1, 1, false)
	g.Progress(0, 1, true)
	if got := lines.step(); got != guideSign {
		t.Fatalf("with one field decided of one: step %d, want %d", got, guideSign)
	}
	g.Opened("next")
	if got := lines.step(); got != guideEnd {
		t.Fatalf("signed: step %d, want %d", got, guideEnd)
	}
}
