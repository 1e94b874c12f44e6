package review

import (
	"slices"
	"testing"
)

func TestTypingOverTheDoubtfulCharacters(t *testing.T) {
	var l line
	l.set("Penici11in")
	l.pick(6, 8)
	l.insert("l")
	l.insert("l")
	if l.text() != "Penicillin" || l.at != 8 {
		t.Errorf("want Penicillin with the cursor at 8, got %q at %d", l.text(), l.at)
	}
	l.undo()
	l.undo()
	if l.text() != "Penici11in" || l.selected() != "11" {
		t.Errorf("undo twice: want the doubtful characters selected again, got %q, %q", l.text(), l.selected())
	}
	l.redo()
	text, once := l.text(), l.undo()
	if text != "Penicilin" || once && l.undo() {
		t.Errorf("redo: want one l typed, got %q", text)
	}
}

func TestErasing(t *testing.T) {
	for _, c := range []struct {
		name string
		at   int
		by   int
		word bool
		want string
		ok   bool
	}{
		{"backspace", 3, -1, false, "on two", true},
		{"backspace at the start", 0, -1, false, "one two", false},
		{"delete", 3, 1, false, "onetwo", true},
		{"delete at the end", 7, 1, false, "one two", false},
		{"word before", 7, -1, true, "one ", true},
		{"word after", 0, 1, true, "two", true},
	} {
		var l line
		l.set("one two")
		l.moveTo(c.at, false)
		if ok := l.erase(c.by, c.word); ok != c.ok || l.text() != c.want {
			t.Errorf("%s: want %q %v, got %q %v", c.name, c.want, c.ok, l.text(), ok)
		}
	}
}

func TestMovingAndSelecting(t *testing.T) {
	var l line
	l.set("abc def")
	l.move(-1, true, true)
	if l.selected() != "def" {
		t.Errorf("select the word before: want def, got %q", l.selected())
	}
	l.move(-1, false, false)
	if l.at != 4 || l.selected() != "" {
		t.Errorf("left out of a selection: want its start at 4, got %d", l.at)
	}
	l.pick(0, 3)
	l.move(1, false, false)
	if l.at != 3 {
		t.Errorf("right out of a selection: want its end at 3, got %d", l.at)
	}
	l.moveTo(99, true)
	if l.at != 7 || l.selected() != " def" {
		t.Errorf("past the end: want 7, got %d, %q", l.at, l.selected())
	}
}

func TestPastedLinesBecomeOne(t *testing.T) {
	var l line
	l.insert("12 Main St\nSpringfield\tIL")
	if l.text() != "12 Main St Springfield IL" {
		t.Errorf("want one line, got %q", l.text())
	}
}

func TestWipeOverwritesWhatWasTyped(t *testing.T) {
	var l line
	l.set("secret")
	first := l.r
	l.insert("x")
	steps := l.done
	l.wipe()
	if slices.ContainsFunc(first, func(r rune) bool { return r != 0 }) || slices.ContainsFunc(steps[0].r, func(r rune) bool { return r != 0 }) {
		t.Error("want every copy overwritten, got text left")
	}
	if l.text() != "" || l.undo() {
		t.Error("want nothing left to undo, got something")
	}
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want []int
	}{
		{"", 5, []int{0}}, {"abcde", 5, []int{0}}, {"abc def", 5, []int{0, 4}}, {"abcdefghij", 4, []int{0, 4, 8}},
		{"ab cd ef gh", 6, []int{0, 6}}, {"abc", 0, []int{0, 1, 2}},
	} {
		if got := rows([]rune(c.text), c.n); !slices.Equal(got, c.want) {
			t.Errorf("%q at %d: want %v, got %v", c.text, c.n, c.want, got)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("Penici11in", []byte{0, 1, 2, 3, 4, 5, 6, 7})
	f.Fuzz(func(t *testing.T, text string, keys []byte) {
		var l line
		l.set(text)
		for _, k := range keys {
			switch k % 10 {
			case 0:
				l.insert(string(rune('a' + k%26)))
			case 1:
				l.erase(-1, k&64 != 0)
			case 2:
				l.erase(1, k&64 != 0)
			case 3:
				l.move(-1, k&64 != 0, k&32 != 0)
			case 4:
				l.move(1, k&64 != 0, k&32 != 0)
			case 5:
				l.undo()
			case 6:
				l.redo()
			case 7:
				l.moveTo(int(k)-20, k&32 != 0)
			case 8:
				l.pick(int(k), int(k)/2)
			case 9:
				l.insert("x\ny")
			}
			if l.at < 0 || l.at > len(l.r) || l.anchor < 0 || l.anchor > len(l.r) {
				t.Fatalf("cursor %d, anchor %d of %d", l.at, l.anchor, len(l.r))
			}
			if got := rows(l.r, int(k)%7); got[0] != 0 || !slices.IsSorted(got) {
				t.Fatalf("rows %v", got)
			}
		}
	})
}
