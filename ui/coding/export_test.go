package coding

// PageTurn is by how many degrees the page that is shown is turned clockwise.
func (s *Screen) PageTurn() int { return s.page.Viewport().Turn }
