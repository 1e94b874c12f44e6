package lexicon

// Printed reports whether a lower-case word may stand in print on anybody's form and says nothing of a person: an ordinary
// word that is no name but a rare one, no place, nothing clinical. In doubt it is false.
func (l *Lexicon) Printed(word string) bool {
	e := l.words[word]
	if e.Word == 0 || e.Word > 4 || e.Clinical || e.Eponym || e.Given > 0 || l.places[word] != 0 {
		return false
	}
	return e.Surname == 0 || e.Word <= 2 && e.Surname >= 3
}
