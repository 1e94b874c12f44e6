package phi

import "chartproof.org/chartproof/engine/chart"

// groupValue reads what stands behind "Group:" where it is no number: the letters that a plan knows an employer by, or its name.
func (s *scan) groupValue(i, limit int, sure bool) int {
	if i >= limit || !s.labelOfGroup() || !sure && !s.is(s.label, "rxgrp", "rxgroup", "grp") && !s.groupCode(s.label, i) {
		return i
	}
	t := s.tok(i)
	if t.kind != wordToken || t.taken || t.shape != upperShape && t.shape != capShape {
		return i
	}
	if l, _ := s.labelAt(i); l != nil {
		return i
	}
	if end := s.chunk(i); t.shape == upperShape && end == i+1 && len(t.text) >= 3 && len(t.text) <= 8 && t.class != safeWord && s.tok(end).gap >= gapWide {
		s.addTokens(i, end, chart.HealthPlanID, chart.Likely, layerLabel)
		return end
	}
	return s.cellValue(&label{kind: chart.Name, form: formOrg}, i, limit, sure)
}

// groupCode reports letters that no list knows, all that is left of the cell behind the word for a group at token i: "Grp QVHMZ".
func (s *scan) groupCode(i, end int) bool {
	t := s.tok(end)
	return s.is(i, "group", "grp", "gp", "grupo") && t.kind == wordToken && t.shape == upperShape && between(len(t.text), 4, 8) && t.class == unknownWord && s.endsCell(end)
}

// labelOfGroup reports whether the label being read asks for a group.
func (s *scan) labelOfGroup() bool {
	for k := s.label; k < s.label+3; k++ {
		if s.is(k, "group", "grp", "gp", "rxgrp", "rxgroup", "grupo") {
			return true
		}
	}
	return false
}

// lotOfImplant reports whether the label being read is the lot of something that stays in the body, which tells whose it is.
func (s *scan) lotOfImplant() bool {
	if !s.is(s.label, "lot") {
		return false
	}
	for k := s.label - 1; k > s.label-24 && k >= 0; k-- {
		if s.is(k, "mesh", "stent", "screw", "plate", "port", "powerport", "powerline", "lens", "iol", "valve", "graft", "allograft", "implant", "implants", "pacemaker", "lead",
			"coil", "anchor", "prosthesis", "stem", "cup", "liner", "catheter", "balloon", "staple", "stapled", "stapler", "cartridge", "clip", "clips", "filter", "sling", "sealant", "matrix", "device", "shunt", "cage", "rod", "expander") {
			return true
		}
		if s.is(k, "vaccine", "dose", "vis") {
			return false
		}
	}
	return false
}
