package lexicon_test

import (
	"testing"

	"chartproof.org/chartproof/assets/lexicon"
)

func TestLexiconKnowsWordsNamesAndPlaces(t *testing.T) {
	l, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		word string
		want lexicon.Entry
	}{
		{"smith", lexicon.Entry{Word: 3, Surname: 1, Clinical: true}},
		{"the", lexicon.Entry{Word: 1}},
		{"metformin", lexicon.Entry{Word: 4, Clinical: true}},
		{"qqzzx", lexicon.Entry{}},
	} {
		got := l.Lookup(c.word)
		if got.Surname != c.want.Surname || (got.Word > 0) != (c.want.Word > 0) || got.Clinical != c.want.Clinical {
			t.Errorf("Lookup(%q) = %+v, want like %+v", c.word, got, c.want)
		}
	}
	if l.Lookup("maria").Given != 1 {
		t.Errorf("maria: %+v, want a common given name", l.Lookup("maria"))
	}
	if !l.ZIP("62704") || l.ZIP("00000") || l.ZIP("6270") {
		t.Errorf("ZIP: 62704 %v (want true), 00000 %v (want false)", l.ZIP("62704"), l.ZIP("00000"))
	}
	for _, last := range []string{"99967", "99968", "99999"} {
		if l.ZIP(last) {
			t.Errorf("ZIP(%s): want false, the code is not in use", last)
		}
	}
	if l.Place("springfield")&lexicon.City == 0 || l.Place("sangamon")&lexicon.County == 0 {
		t.Errorf("places: springfield %d, sangamon %d", l.Place("springfield"), l.Place("sangamon"))
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := lexicon.Load(); err != nil {
			b.Fatal(err)
		}
	}
}
