package release

import "fyne.io/fyne/v2"

// Read is how far the words of the report are read.
func (s *Screen) Read() fyne.Position { return s.report.scroll.Offset }
