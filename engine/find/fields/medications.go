package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	doseShape  = regexp.MustCompile(`(?i)\b[0-9][0-9,.]*(?:\s?[-/]\s?[0-9][0-9,.]*)?(?:\s?\([0-9.]+ base\))?\s?(?:mg|mcg|µg|g|ml|units?|iu|meq|%|mg/ml|mcg/act|puffs?|gm|u)\b(?:/[0-9.]*\s?[a-z]+)?|\b[0-9][0-9.,]*\s?%`)
	routeShape = regexp.MustCompile(`(?i)\b(?:p\.\s?o\.?|po|by mouth|oral(?:ly)?|iv|im|sc|sq|subq|subcutaneous(?:ly)?|inhaled|inhalation|topical(?:ly)?|sublingual|sl|rectal|ophthalmic|nasal|transdermal|inh|via oral|v[ií]a oral|por (?:la )?boca|por v[ií]a oral|bajo la (?:piel|lengua)|subcut[aá]ne[ao]|inhalad[ao]|t[oó]pic[ao]|intranasal|in(?:to)? (?:both|each|the (?:right|left|affected)|right|left|affected) (?:eyes?|ears?|nostrils?)|(?:each|both|per) (?:eye|ear|nostril)s?|under the (?:tongue|skin)|to (?:the )?(?:affected )?(?:skin|area)s?|by injection|by inhalation|per rectum|ou|od|subcutaneous injection|im injection|via nebulizer|per g-?tube|via g-?tube)(?:\b|\s|$)`)
	freqShape  = regexp.MustCompile(`(?i)\b(?:(?:once|twice|(?:one|two|three|four)(?: \(\d\))? times?|\d \((?:one|two|three|four)\) times?|\d ?x|x ?\d|\d(?:\s?(?:-|to)\s?\d)? times?)\s?)?(?:/\s?(?:day|week)|(?:daily|a day|per day|each day|a week|per week|a month|b\.\s?i\.\s?d\.?|t\.\s?i\.\s?d\.?|q\.\s?i\.\s?d\.?|q\.\s?d\.?|q\.\s?h\.\s?s\.?|bi\s?d|b\s?id|ti\s?d|tid|qid|qd|qod|qhs|qam|qpm|` +
		`q\s?\d{1,2}(?:\s?(?:-|to)\s?\d{1,2})?\s?h(?:ours|rs?)?|(?:every|each)\s+(?:\d{1,2}(?:\s?(?:-|to)\s?\d{1,2})?\s+(?:hours?|hrs?|days?|weeks?|months?)|day|(?:other )?(?:morning|evening|night)|other day|week|bedtime|month|(?:sun|mon|tues|wednes|thurs|fri|satur)day)|` +
		`at bedtime|nightly|weekly|as directed|prn|as needed|in the (?:morning|evening)|(?:with|before|after) (?:meals|breakfast|lunch|dinner|supper)|once weekly|monthly|cada (?:\d+ horas|d[ií]a|noche|ma[nñ]ana|tarde|semana|mes)|al acostarse|(?:una|dos|tres|cuatro) vec(?:es|ez) al d[ií]a|antes del? (?:desayuno|las comidas|almuerzo|cena)|con (?:las )?comidas|por la (?:ma[nñ]ana|noche|tarde)|seg[uú]n (?:sea )?necesario|todos los d[ií]as|mon/wed/fri|m/w/f|tue/thu(?:/sat)?|q\s?(?:week|month|day|other day|wk|mo|evening|morning|night|noon|pm|am)|diario|diaria|diariamente)\b)` +
		`(?:\s+(?:prn|ac|pc|hs|qhs|as needed|with (?:meals|food|breakfast|dinner)|at bedtime|(?:before|after) (?:meals|breakfast|dinner)|in the (?:morning|evening)|(?:x|for)\s?\d{1,3}\s?(?:days?|weeks?|wks?|months?|doses?)))*`)
	formShape = regexp.MustCompile(`(?i)\b(?:tab(?:let)?s?|cap(?:sule)?s?|solution|susp(?:ension)?|cream|ointment|inhaler|inj(?:ection)?|patch|drops|spray|oral|powder|syrup|gel|chewable|nebulizer|pen|vial|delayed|extended|release|tabs?)\b`)
	rxLead    = regexp.MustCompile(`(?i)^(?:rx:?\s+|r\s+|take\s+|start(?:ed|ing)?\s+|continued?\s+|(?:not\s+|currently\s+|was\s+|still\s+)?taking:?\s+|held?\s+|hold\s+|medication:?\s+|drug:?\s+|#\d+\s+|new:?\s+|℞\s*|stop(?:ped)?\s+|changed\s+|tab(?:let)?\.?\s+|cap\.?\s+|increase\s+|decrease\s+|resume\s+|begin\s+)`)
	notMeds   = regexp.MustCompile(`(?i)^(?:none\b|no\b|mouth\b|by mouth|tablets?\b|capsules?\b|drops?\b|see\b|reviewed\b|the\b|patient\b|as\b|please\b|n/a|unknown\b|list\b|name\b|dose\b|take\b|allerg|follow\b|and\b|she\b|he\b|all\b|total\b|last\b|date\b|prescri|refills?\b|sig\b|disp\b|daw\b|quantity\b|commonly\b|also known|known as|generic name|brand\b)`)
)

// nextLabel is a label behind a name, whose value is none of it.
var nextLabel = regexp.MustCompile(`(?i)\s(?:route|strength|dose|dosage|frequency|sig|directions|qty|quantity|refills?|disp|prescriber)\b`)

// taken is where a name ends because how it is taken is told in words: "Prednisone taper", "Trelegy one puff".
var taken = regexp.MustCompile(`(?i)\s(?:taper(?:ing)?\b|(?:one|two|three|half|una?|dos)\s+(?:puff|spray|tab|cap|drop|patch|pill|tableta|pastilla))`)

// drug is one medication as printed.
type drug struct {
	from, to               int // its name
	dose, route, frequency [2]int
	sure                   bool // something beside the name speaks for a medication
}

// drugIn takes a medication out of one line: the name up to its dose, form, route or frequency.
func drugIn(s string) (drug, bool) {
	d := drug{}
	if m := bullet.FindStringIndex(s); m != nil {
		d.from = m[1]
	}
	for range 2 {
		if m := rxLead.FindStringIndex(s[d.from:]); m != nil {
			d.from += m[1]
		}
	}
	end := d.parts(s)
	for i := d.from; i < end; i++ {
		if strings.IndexByte(",;:([", s[i]) >= 0 || i+2 < end && s[i] == ' ' && s[i+1] == '-' && s[i+2] == ' ' {
			end = i
			break
		}
	}
	if m := nextLabel.FindStringIndex(s[d.from:end]); m != nil {
		end = d.from + m[0]
	}
	if m := taken.FindStringIndex(s[d.from:end]); m != nil {
		end = d.from + m[0]
	}
	name := strings.TrimRight(s[d.from:end], " .-–—,;")
	if !drugName(name) {
		return d, false
	}
	d.to = d.from + len(name)
	return d, true
}

// parts finds dose, route and frequency behind the name, and gives where the name must have ended.
func (d *drug) parts(s string) int {
	end, from := len(s), d.from+prepared(s[d.from:])
	for _, x := range []struct {
		find func(string) []int
		at   *[2]int
	}{{doseShape.FindStringIndex, &d.dose}, {routeOf, &d.route}, {freqShape.FindStringIndex, &d.frequency}} {
		if m := x.find(s[from:]); m != nil {
			for s[from+m[0]] == ' ' {
				m[0]++
			}
			*x.at = [2]int{from + m[0], from + m[1]}
			end = min(end, from+m[0])
			d.sure = true
		}
	}
	if m := formShape.FindStringIndex(s[from:]); m != nil && from+m[0] > d.from+3 {
		end = min(end, from+m[0])
		d.sure = true
	}
	return end
}

// drugName reports whether a text may be the name of a medication by its length and its first word.
func drugName(name string) bool {
	n := len(tokens(name))
	return n > 0 && n <= 4 && len(name) > 2 && len(name) <= 45 && letterStart(name) && !notMeds.MatchString(name)
}

func letterStart(s string) bool {
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// medication takes the medications of an item: one a line, or parted by commas beside the label.
func (r *reader) medication(l *leaf, it item, m layout.Match) {
	spans := [][2]int{{0, len(it.text)}}
	if parts := pieces(it); len(parts) > 1 && (it.inline && !rxLike(r, m) || mostlyDrugs(it, parts)) {
		spans = parts
	}
	for _, p := range spans {
		d, ok := drugIn(it.text[p[0]:p[1]])
		if !ok {
			continue
		}
		score := 0.94
		if !d.sure {
			score = 0.7
			if len(tokens(it.text[p[0]:p[1]])) > 4 {
				continue
			}
		}
		r.addItem(l, chart.Medication, it, p[0]+d.from, p[0]+d.to, score)
		r.medicationRow(l, it, d, p[0])
	}
}

// mostlyDrugs reports whether most pieces are medications of their own, not the directions of one.
func mostlyDrugs(it item, parts [][2]int) bool {
	n := 0
	for _, p := range parts {
		if d, ok := drugIn(it.text[p[0]:p[1]]); ok && d.sure && d.dose[1] > 0 {
			n++
		}
	}
	return 2*n > len(parts)
}

// readPrescription takes the medications of a prescription that no label names: a line with a dose.
func (r *reader) readPrescription(l *leaf) {
	if r.doc.Type != chart.Prescription {
		return
	}
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if len(l.sheet.LabelsOf(i)) > 0 && l.sheet.LabelsOf(i)[0].Colon || l.inTable(i) {
			continue
		}
		for _, seg := range line.Segments {
			it := item{view: see(line.Words[seg.First : seg.Last+1])}
			switch d, ok := drugIn(it.text); {
			case !ok:
			case d.dose[1] > 0 && d.dose[0] > d.to:
				r.addItem(l, chart.Medication, it, d.from, d.to, 0.9)
			case unitOfDose.MatchString(it.text): // "Prednisone lO mg": the dose was misread
				if first := tokens(it.text[d.from:d.to])[0]; knownDrug(first.text) {
					r.addItem(l, chart.Medication, it, d.from, d.from+first.to, 0.7)
				}
			}
		}
	}
}

var unitOfDose = regexp.MustCompile(`(?i)\s(?:mg|mcg|ml|units?|tab(?:let)?s?|cap(?:sule)?s?)\b`)

// rxLike reports whether the label stands before one medication only.
func rxLike(r *reader, m layout.Match) bool {
	return r.doc.Type == chart.Prescription || m.Phrase == "drug" || m.Phrase == "medication name" || m.Phrase == "drug name"
}

// medicationRow writes a line of a list as a row of the table.
func (r *reader) medicationRow(l *leaf, it item, d drug, base int) {
	row := chart.Row{Table: "medications", Page: l.page.Number, Cells: []chart.Cell{}}
	put := func(name string, at [2]int) {
		if at[1] <= at[0] {
			return
		}
		if ws := it.cut(base+at[0], base+at[1]); len(ws) > 0 {
			row.Cells = append(row.Cells, l.cell(name, it.text[base+at[0]:base+at[1]], ws))
		}
	}
	put("medication", [2]int{d.from, d.to})
	put("dose", d.dose)
	put("route", d.route)
	put("frequency", d.frequency)
	l.directed(&row, it)
	if len(row.Cells) > 1 {
		r.doc.Rows = append(r.doc.Rows, row)
	}
}

// preparation is a name with what it is put up as, where that is part of the name: a cream is not the tablet.
var preparation = regexp.MustCompile(`(?i)^\pL[\pL' \-]{2,30}? (?:(?:nasal|topical|eye|ear|vaginal|rectal|scalp|skin) )?(?:cream|ointment|gel|lotion|spray|inhaler|patch|drops|foam|shampoo|suppositor(?:y|ies))(?:\s+|$)`)

// prepared gives where a name ends that says its preparation, with a strength or nothing behind it; 0 for none.
func prepared(s string) int {
	m := preparation.FindStringIndex(s)
	if m == nil {
		return 0
	}
	if dose := doseShape.FindStringIndex(s[m[1]:]); m[1] < len(s) && (dose == nil || dose[0] > 0) {
		return 0
	}
	return m[1]
}

var (
	directionLead = regexp.MustCompile(`(?i)^(?:sig:?\s+)?(?:take|inhale|inject|apply|use|place|give|instill|chew|dissolve|tome|sig:)\b`)
	otherName     = regexp.MustCompile(`(?i)^(?:commonly known as|also known as|known as|generic|brand|common brand|\()`)
)

// directed adds route and frequency from the lines under a medication that say how it is taken.
func (l *leaf) directed(row *chart.Row, it item) {
	v, ok := l.directions(it)
	if !ok {
		return
	}
	for _, x := range []struct {
		cell  string
		shape *regexp.Regexp
	}{{"route", routeShape}, {"frequency", freqShape}} {
		m := x.shape.FindStringIndex(v.text)
		if m == nil || valueOf(row, x.cell) != "" {
			continue
		}
		for v.text[m[0]] == ' ' {
			m[0]++
		}
		if ws := v.cut(m[0], m[1]); len(ws) > 0 {
			row.Cells = append(row.Cells, l.cell(x.cell, strings.TrimSpace(v.text[m[0]:m[1]]), ws))
		}
	}
}

// directions gives the line under an item that says how it is taken, past another name of the drug.
func (l *leaf) directions(it item) (view, bool) {
	s, last := l.sheet, it.words[len(it.words)-1]
	for i := range s.Lines {
		if s.Lines[i].Rect.Y0 < last.Rect.Y1-2 {
			continue
		}
		for k := i; k < len(s.Lines) && k < i+2; k++ {
			words := l.inColumn(k, it.words[0].Rect.X0-2*s.Body, 1100)
			if len(words) == 0 {
				return view{}, false
			}
			switch v := see(words); {
			case directionLead.MatchString(v.text), saidAs.MatchString(v.text):
				return v, true
			case !otherName.MatchString(v.text):
				return view{}, false
			}
		}
		return view{}, false
	}
	return view{}, false
}

// cell makes a cell of words.
func (l *leaf) cell(name, value string, ws []layout.Word) chart.Cell {
	c := chart.Cell{Name: name, Value: chart.Text(strings.TrimSpace(value)), Confidence: l.least(ws), Box: layout.Box(ws)}
	l.readOf(&c, ws)
	return c
}

// least is the confidence of the least sure word.
func (l *leaf) least(ws []layout.Word) chart.Confidence {
	c := chart.Confidence(1)
	for _, w := range ws {
		v := l.page.Words[w.Index].Confidence
		if !(v >= 0) {
			v = 0
		}
		c = min(c, v)
	}
	return c
}
