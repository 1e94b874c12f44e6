package retention

import (
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/present"
)

// FocusOrder goes to the entry of the password of an order.
func (s *Screen) FocusOrder() { focus.On(s.forms[present.OrderForm].fields[0].Entry) }
