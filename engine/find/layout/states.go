package layout

import "strings"

// dropStates takes back the labels that are states: "ID" under "STATE" is Idaho.
func (s *Sheet) dropStates() {
	var kept []Match
	for _, m := range s.Labels {
		if t := s.Lines[m.Line].Words[m.First].Text; m.First == m.Last && m.Starts && m.Ends && len(t) == 2 && upper(t) && s.underState(m) {
			continue
		}
		kept = append(kept, m)
	}
	if len(kept) == len(s.Labels) {
		return
	}
	s.setLabels(kept)
}

// addStates takes "ST" in a cell between those of city and ZIP code for the label of the state.
func (s *Sheet) addStates() {
	var kept []Match
	added := false
	for i, m := range s.Labels {
		kept = append(kept, m)
		if m.Key != City || i+1 == len(s.Labels) || s.Labels[i+1].Key != Zip || s.Labels[i+1].Line != m.Line || s.Labels[i+1].First < m.Last+2 {
			continue
		}
		l, at := &s.Lines[m.Line], s.Labels[i+1].First-1
		if strings.Trim(l.Words[at].Text, ":.") != "ST" {
			continue
		}
		seg := s.segmentOf(l, at)
		kept = append(kept, Match{Key: State, Phrase: "st", Line: m.Line, First: at, Last: at, Segment: seg, Quality: 1, Colon: colonAfter(l, l.Segments[seg], at),
			Starts: at == l.Segments[seg].First, Ends: at == l.Segments[seg].Last, Caps: true, Rect: l.Words[at].Rect})
		added = true
	}
	if added {
		s.setLabels(kept)
	}
}

func (s *Sheet) underState(m Match) bool {
	for i := max(0, m.Line-2); i < m.Line; i++ {
		for _, o := range s.LabelsOf(i) {
			if o.Key == State && o.Rect.X0 < m.Rect.X1+s.Body && o.Rect.X1 > m.Rect.X0-s.Body {
				return true
			}
		}
	}
	return false
}
