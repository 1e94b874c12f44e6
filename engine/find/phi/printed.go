package phi

// Printed reports whether a lower-case word may stand in print on anybody's form and says nothing of a person. In doubt it is
// false.
func (d *Detector) Printed(word string) bool { return d.lex.Printed(word) }
