package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/typeset"
)

func random() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }

const sheet = "NAME\tBartholomew Thistlewood\nMRN\tA77-1204\nFACILITY\tLarkmoor Hospital\n"

func TestScoreOfAPage(t *testing.T) {
	s := newStranger("g_x", typeset.Stranger{Text: "Larkmoor Hospital\nPatient: Bartholomew Thistlewood   Chart A77-1204\nAlbumin low"}, sheet)
	at := map[string]chart.Span{}
	for _, x := range s.truth {
		at[x.Text.Reveal()] = x.Span
	}
	if len(at) != 3 {
		t.Fatalf("want three identifiers on the page, got %d", len(at))
	}
	var sc score
	half := at["Bartholomew Thistlewood"]
	half.Boxes = []box{half.Boxes[0]}
	half.Boxes[0].X1 = half.Boxes[0].X0 + 0.1 // the given name alone
	sc.stranger(&s, []chart.Span{half, at["Larkmoor Hospital"]}, false)
	if sc.spans[chart.Name] != 1 || sc.found[chart.Name] != 1 || sc.whole[chart.Name] != 0 {
		t.Errorf("want a name found in part, got %v %v %v", sc.spans, sc.found, sc.whole)
	}
	if sc.found[chart.RecordNumber] != 0 || sc.clean != 0 || sc.spans[facility] != 0 {
		t.Errorf("want the number missed, the page leaking and the house uncounted, got %v, %d clean", sc.found, sc.clean)
	}
	if sc.marked != 1 || sc.right != 1 {
		t.Errorf("want one word marked and right, got %d and %d", sc.marked, sc.right)
	}
}

func TestOtherPeopleStandWhereTheFirstStood(t *testing.T) {
	people, err := newNamer()
	if err != nil {
		t.Fatal(err)
	}
	s := newStranger("g_x", typeset.Stranger{Text: "Larkmoor Hospital\nPatient: Bartholomew Thistlewood   Chart A77-1204\nAlbumin low"}, sheet)
	other := s.peopled(random(), people)
	said := map[string]bool{}
	for i, w := range other.page.Words {
		said[w.Text.Reveal()] = true
		if w.Box != s.page.Words[i].Box {
			t.Errorf("want word %d in its place", i)
		}
	}
	for _, w := range []string{"Larkmoor", "Hospital", "Patient:", "Albumin"} {
		if !said[w] {
			t.Errorf("want %q kept, got %v", w, said)
		}
	}
	for _, w := range []string{"Bartholomew", "A77-1204"} {
		if said[w] {
			t.Errorf("want another in the place of %q", w)
		}
	}
}

func TestRunningTextKeepsItsMarks(t *testing.T) {
	n := renamed("x", strings.Repeat("Martha was seen today. ", 30), map[string]string{"martha": "Okwudili"})
	if len(n.marks) != 30 || strings.Contains(string(n.text), "Martha") {
		t.Fatalf("want thirty names replaced, got %d", len(n.marks))
	}
	found := 0
	for _, p := range n.pages(random(), true) {
		for _, w := range p.page.Words {
			if named := p.kindAt(w) == chart.Name; named != strings.Contains(w.Text.Reveal(), "Okwudili") {
				t.Errorf("word %q: named %v", w.Text.Reveal(), named)
			} else if named {
				found++
			}
		}
	}
	if found != 30 {
		t.Errorf("want thirty names on the pages, got %d", found)
	}
}

func TestRunningTextIsPinned(t *testing.T) {
	dir := t.TempDir()
	people, err := newNamer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := prose(dir, random(), people); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("want the missing file named, got %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, visits[0].name+".csv"), []byte("note\nother text\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := prose(dir, random(), people); !errors.Is(err, errOtherFile) {
		t.Errorf("want another file refused, got %v", err)
	}
}

func TestTheSameRollsGiveTheSameNames(t *testing.T) {
	people, err := newNamer()
	if err != nil {
		t.Fatal(err)
	}
	a, b := random(), random()
	for range 50 {
		if x, y := people.family(a)+people.given(a), people.family(b)+people.given(b); x != y || x == "" {
			t.Fatalf("want the same name twice, got %q and %q", x, y)
		}
	}
	if got := people.other(a, "hospital"); got != "" {
		t.Errorf("want an ordinary word left alone, got %q", got)
	}
}

func TestPiecesOfAWordAndDaysOfTheWeekCountNeitherWay(t *testing.T) {
	s := newStranger("g_x", typeset.Stranger{Text: "Thistlewood's albumin on Monday 04/17/2026 low"}, "NAME\tThistlewood\nDATE\t04/17/2026\n")
	var sc score
	all := chart.Span{Page: 1, Boxes: []box{{X0: 0, Y0: 0, X1: 1, Y1: 1}}}
	sc.stranger(&s, []chart.Span{all}, false)
	if sc.marked != 5 || sc.right != 2 || sc.others != 3 {
		t.Errorf("want albumin, on and low marked wrong beside two identifiers, got %d marked, %d right, %d others", sc.marked, sc.right, sc.others)
	}
}
