package around

import "chartproof.org/chartproof/engine/find/hashed"

// width is the number of classes of the kind that has most, and one for none.
const width = 8

// Model gives the odds of spots. A feature that it does not know says nothing.
type Model struct{ rows *hashed.Model }

// Odds gives the probability of each field of the kind for a spot with these features.
func (m *Model) Odds(k Kind, features []uint32) Odds {
	out := make(Odds, len(classes[k])+1)
	m.rows.Odds(out, m.rows.Rows(nil, features))
	return out[:len(out)-1]
}
