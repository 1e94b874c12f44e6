package recovery_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault/recovery"
)

var secret = []byte("0123456789abcdefghijklmnopqrstuv")

func cards(t testing.TB, needs, n int) []recovery.Card {
	t.Helper()
	out, err := recovery.Split(secret, recovery.MarkOf([]byte("public")), needs, n)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fault(err error) (m recovery.Mistake) {
	var p *recovery.Mistake
	if errors.As(err, &p) {
		return *p
	}
	return m
}

func TestACardComesBackAsItWasPrinted(t *testing.T) {
	var back []recovery.Card
	for _, c := range cards(t, 3, 15) {
		w := c.Words()
		for name, typed := range map[string]string{
			"as printed": strings.Join(w[:], "\n"),
			"three letters, capitals and commas": typing(w, func(s string) string {
				return strings.ToUpper(s[:3]) + ","
			}),
			"with numbers": func() (s string) {
				for i, l := range w {
					s += fmt.Sprintf(" %d.  %s\r\n\n", i+1, l)
				}
				return s
			}(),
		} {
			got, err := recovery.ParseText(typed)
			if err != nil || !got.Is(c.Digest()) {
				t.Fatalf("%s: want the card, got %v", name, err)
			}
		}
		back = append(back, c)
	}
	got, err := recovery.Join(back[5:8])
	if err != nil || !bytes.Equal(got, secret) {
		t.Errorf("joined: want the secret, got %v", err)
	}
}

func typing(w [recovery.Lines]string, f func(string) string) string {
	var out []string
	for _, l := range w {
		var line []string
		for word := range strings.FieldsSeq(l) {
			line = append(line, f(word))
		}
		out = append(out, strings.Join(line, " "))
	}
	return strings.Join(out, "\n")
}

// TestEveryMistakeOfOneWordIsNoticed puts every other word in every place, exchanges every two words of a line and every two
// lines: all are refused, with the line.
func TestEveryMistakeOfOneWordIsNoticed(t *testing.T) {
	w := cards(t, 2, 3)[1].Words()
	all := vocabulary(t)
	wrong, swapped := 0, 0
	for n, l := range w {
		words := strings.Fields(l)
		for i, have := range words {
			for _, other := range all {
				if other == have {
					continue
				}
				typed := append(append(append([]string{}, words[:i]...), other), words[i+1:]...)
				if m := fault(recovery.ParseLine(n+1, strings.Join(typed, " "))); m.Fault != recovery.LineCheck || m.Line != n+1 {
					t.Fatalf("line %d word %d: want it refused by line, got %+v", n+1, i+1, m)
				}
				wrong++
			}
			for j := range i {
				if words[i] == words[j] {
					continue
				}
				typed := append([]string{}, words...)
				typed[i], typed[j] = typed[j], typed[i]
				if m := fault(recovery.ParseLine(n+1, strings.Join(typed, " "))); m.Fault != recovery.LineCheck {
					t.Fatalf("line %d words %d and %d exchanged: got %+v", n+1, i+1, j+1, m)
				}
				swapped++
			}
		}
		for other := range w {
			if other != n && recovery.ParseLine(other+1, l) == nil {
				t.Errorf("line %d typed as line %d: want it refused", n+1, other+1)
			}
		}
	}
	t.Logf("%d single words and %d exchanges, all noticed", wrong, swapped)
}

// vocabulary gives the 256 words, out of cards.
func vocabulary(t *testing.T) (out []string) {
	seen := map[string]bool{}
	for len(seen) < 256 {
		for _, c := range cards(t, 2, 15) {
			for _, l := range c.Words() {
				for w := range strings.FieldsSeq(l) {
					if !seen[w] {
						seen[w] = true
						out = append(out, w)
					}
				}
			}
		}
	}
	return out
}

func TestTheWordsAreToldApartByThreeLetters(t *testing.T) {
	seen := map[string]string{}
	for _, w := range vocabulary(t) {
		if len(w) < 4 || len(w) > 7 || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%q is no word of four to seven letters", w)
		}
		if other := seen[w[:3]]; other != "" {
			t.Errorf("%q and %q begin alike", w, other)
		}
		seen[w[:3]] = w
	}
	if len(seen) != 256 {
		t.Errorf("want 256 words, got %d", len(seen))
	}
}

func TestMistakesAreNamed(t *testing.T) {
	c := cards(t, 3, 5)
	w := c[0].Words()
	lines := func(change func(l []string)) []string {
		l := append([]string{}, w[:]...)
		change(l)
		return l
	}
	other := cards(t, 3, 5)[0].Words() // another split of the same set
	for _, tc := range []struct {
		name string
		err  error
		want recovery.Mistake
	}{
		{"few lines", second(recovery.Parse(w[:7])), recovery.Mistake{Fault: recovery.FewLines, Have: 7, Need: 8}},
		{"few words", second(recovery.Parse(lines(func(l []string) { l[2] = "acorn" }))), recovery.Mistake{Fault: recovery.FewWords, Line: 3, Have: 1, Need: 6}},
		{"many words", second(recovery.Parse(lines(func(l []string) { l[2] += " able" }))), recovery.Mistake{Fault: recovery.ManyWords, Line: 3, Have: 7, Need: 6}},
		{"two letters", second(recovery.Parse(lines(func(l []string) { l[1] = "ab" + l[1][strings.Index(l[1], " "):] }))),
			recovery.Mistake{Fault: recovery.UnknownWord, Line: 2, Word: 1}},
		{"unknown word", second(recovery.Parse(lines(func(l []string) { l[1] = l[1][:strings.LastIndex(l[1], " ")] + " qqqqq" }))),
			recovery.Mistake{Fault: recovery.UnknownWord, Line: 2, Word: 6}},
		{"foreign letters", second(recovery.Parse(lines(func(l []string) { l[4] = "äbleé" + l[4][strings.Index(l[4], " "):] }))),
			recovery.Mistake{Fault: recovery.UnknownWord, Line: 5, Word: 1}},
		{"a line of another card", second(recovery.Parse(lines(func(l []string) { l[6] = other[6] }))), recovery.Mistake{Fault: recovery.CardCheck}},
		{"too few cards", second(recovery.Join(c[:2])), recovery.Mistake{Fault: recovery.TooFew, Have: 2, Need: 3}},
		{"no cards", second(recovery.Join(nil)), recovery.Mistake{Fault: recovery.TooFew, Need: 2}},
		{"one card twice", second(recovery.Join([]recovery.Card{c[0], c[1], c[0]})), recovery.Mistake{Fault: recovery.Twice, Card: 1}},
		{"another set", second(recovery.Join([]recovery.Card{c[0], c[1], otherSet(t)})), recovery.Mistake{Fault: recovery.OtherSet, Card: 3}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := fault(tc.err); got != tc.want || chart.KindOf(tc.err) != chart.BadInput {
				t.Errorf("want %+v, got %+v (%v)", tc.want, got, tc.err)
			}
		})
	}
	if m := fault(recovery.At(4, recovery.ParseLine(2, ""))); m.Card != 4 || m.Line != 2 {
		t.Errorf("want card 4, line 2 named, got %+v", m)
	}
}

func otherSet(t *testing.T) recovery.Card {
	t.Helper()
	c, err := recovery.Split(secret, recovery.MarkOf([]byte("another")), 3, 5)
	if err != nil {
		t.Fatal(err)
	}
	return c[2]
}

func second[T any](_ T, err error) error { return err }

func TestACardDoesNotPrintItself(t *testing.T) {
	c := cards(t, 2, 2)[0]
	if got := fmt.Sprintf("%v %+v %s %x", c, c, c, c); strings.ReplaceAll(strings.ReplaceAll(got, "[redacted]", ""), " ", "") != "" {
		t.Errorf("want [redacted], got %s", got)
	}
	if _, err := json.Marshal(c); err == nil {
		t.Error("want no JSON of a card")
	}
	typed := "acorn secretword"
	if err := recovery.ParseLine(1, typed); strings.Contains(err.Error(), "secretword") {
		t.Errorf("the error quotes what was typed: %v", err)
	}
}

func TestSplitRefuses(t *testing.T) {
	for _, c := range []struct{ bytes, needs, n int }{{31, 2, 3}, {32, 1, 3}, {32, 2, 16}, {32, 4, 3}} {
		if _, err := recovery.Split(make([]byte, c.bytes), recovery.Mark{}, c.needs, c.n); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%+v: want bad_input, got %v", c, err)
		}
	}
}

func TestThePageHoldsWhatAHolderNeeds(t *testing.T) {
	c := cards(t, 3, 5)[1]
	about := recovery.About{Practice: "Oak (Street) Clínic \\ 诊所", Shares: 5, Made: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	text := recovery.Text(c, about)
	for _, want := range []string{"Recovery share 2 of 5", "Any 3 of the 5", c.Set.String(), "2026-11-22", "not with another share", "Rehearse", about.Practice} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	var typed []string
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, "    ") {
			typed = append(typed, strings.TrimSpace(l))
		}
	}
	if got, err := recovery.Parse(typed); err != nil || !got.Is(c.Digest()) {
		t.Errorf("typed from the page: want the card, got %v", err)
	}
	pdf := recovery.PDF(c, about)
	for _, want := range []string{"%PDF-1.4", "Recovery share 2 of 5", `Oak \(Street\) Cl` + "\xed" + `nic \\ ??`, "%%EOF"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
}

func FuzzParse(f *testing.F) {
	w := cards(f, 2, 3)[0].Words()
	f.Add(strings.Join(w[:], "\n"))
	f.Add("1 able acid\n\n2")
	f.Add(strings.Repeat("able ", 500))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := recovery.ParseText(text)
		if err != nil {
			if chart.KindOf(err) != chart.BadInput {
				t.Fatalf("want bad_input, got %v", err)
			}
			return
		}
		again := c.Words()
		back, err := recovery.Parse(again[:])
		if err != nil || !back.Is(c.Digest()) {
			t.Fatalf("a card that was read does not come back: %v", err)
		}
	})
}

// TestRandomCards: what is random comes back, and one wrong byte anywhere is another secret.
func TestRandomCards(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		key := make([]byte, recovery.KeyBytes)
		for i := range key {
			key[i] = byte(r.Uint32())
		}
		n := 2 + r.IntN(14)
		needs := 2 + r.IntN(n-1)
		c, err := recovery.Split(key, recovery.MarkOf(key), needs, n)
		if err != nil {
			t.Fatal(err)
		}
		r.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i] })
		if got, err := recovery.Join(c[:needs]); err != nil || !bytes.Equal(got, key) {
			t.Fatalf("%d of %d: want the key, got %v", needs, n, err)
		}
		c[0].Share.Y[r.IntN(32)] ^= byte(1 + r.IntN(255))
		if got, err := recovery.Join(c[:needs]); err != nil || bytes.Equal(got, key) {
			t.Fatalf("%d of %d with a wrong share: want another key and no error, got %v", needs, n, err)
		}
	}
}
