package keys

import "chartproof.org/chartproof/ui/uikit"

// Password is the entry of the password.
func (s *Screen) Password() *uikit.Entry { return s.password.Entry }
