package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A payer's letter to a member prints each service as a card: its name, then "Amount billed: $142.00" line by line or side by side.

// card is one service while its lines are read.
type card struct {
	parts []part
	seen  map[string]bool
}

// readCards reads the services of a page that has no table of them.
func (r *reader) readCards(l *leaf) {
	if r.doc.Type != chart.EOB {
		return
	}
	for _, row := range r.doc.Rows {
		if row.Table == "service_lines" && row.Page == l.page.Number {
			return
		}
	}
	c := card{seen: map[string]bool{}}
	for i := range l.sheet.Lines {
		for _, p := range r.cardParts(&l.sheet.Lines[i]) {
			if c.seen[p.cell] {
				r.endCard(l, &c)
			}
			c.seen[p.cell], c.parts = true, append(c.parts, p)
		}
	}
	r.endCard(l, &c)
}

// endCard writes a card that is a service: what was done, what was asked, and what became of it.
func (r *reader) endCard(l *leaf, c *card) {
	amounts := 0
	for cell := range moneyCell {
		if c.seen[cell] {
			amounts++
		}
	}
	if (c.seen["procedure_code"] || c.seen["description"]) && c.seen["charge"] && amounts > 1 {
		out := l.newRow("service_lines")
		for _, p := range c.parts {
			ws, _ := tidy(p.cell, p.words)
			out.put(p.cell, ws)
		}
		r.doc.Rows = append(r.doc.Rows, out.Row)
	}
	*c = card{seen: map[string]bool{}}
}

// cardParts gives what a line of a card says: amounts with their names before them, a service with its day and code, or names
// of columns with their values.
func (r *reader) cardParts(line *layout.Line) []part {
	ws := line.Words
	if sums(line) {
		return nil
	}
	var out []part
	if named := namedAmounts(ws); len(named) > 1 || len(named) == 1 && len(ws) < 8 {
		if v := see(ws[:named[0].from]); named[0].from > 0 {
			out = r.serviceHead(v)
		}
		for _, n := range named {
			out = append(out, n.part)
		}
		return out
	}
	if out = r.serviceHead(see(ws)); len(out) > 0 {
		return out
	}
	for i := 0; i < len(ws); {
		cell, n := serviceColumn(ws[i:])
		if cell == "" || i+n >= len(ws) {
			i++
			continue
		}
		got, k := r.cardValue(cell, ws[i:], n)
		out = append(out, got...)
		i += max(1, k)
	}
	return out
}

// namedAmount is an amount with the name before it; from is the first word of the name.
type namedAmount struct {
	part
	from int
}

// namedAmounts gives the amounts of a line that have a name of a column of money right before them: "We paid $29.68".
func namedAmounts(ws []layout.Word) []namedAmount {
	var out []namedAmount
	k := compiledFor(kindNamed("service_lines"))
	start := 0
	for i := 0; i < len(ws); {
		n := moneyAt(ws[i:])
		if n == 0 {
			i++
			continue
		}
		for from := max(start, i-5); from < i; from++ {
			folds := make([]string, 0, 5)
			for _, w := range ws[from:i] {
				folds = append(folds, layout.Fold(w.Text))
			}
			cell, words := matchColumn(k, folds)
			if words < len(folds) && (from == start || strings.HasSuffix(ws[from-1].Text, ":")) {
				cell, _ = k.voted(folds)
			} else if words < len(folds) {
				cell = ""
			}
			if moneyCell[cell] {
				out = append(out, namedAmount{part{cell, ws[i : i+n]}, from})
				break
			}
		}
		i += n
		start = i
	}
	return out
}

// serviceHead reads what a card begins with: what was done, with its day before it or behind it and its code beside it.
func (r *reader) serviceHead(v view) []part {
	var out []part
	if len(v.words) < 2 {
		return nil
	}
	if d, ok := r.clock.date(v.text, false); ok && !d.failed && (d.from == 0 || d.to == len(v.text)) && d.to-d.from < len(v.text) {
		out = append(out, part{"date_of_service", v.cut(d.from, d.to)})
		if d.from == 0 {
			v = see(v.cut(d.to+1, len(v.text)))
		} else {
			v = see(v.cut(0, d.from-1))
		}
	}
	if coded, found := codedName(v.words); found {
		if coded == nil {
			return nil
		}
		return append(out, coded...)
	}
	if len(out) > 0 {
		if name := wordsBefore(v.words, "cpt", "hcpcs", "code"); len(name) > 0 {
			return append(out, part{"description", name})
		}
	}
	return nil
}

// codedName parts a code from the name before or behind it; nil where what stands there is no name of a service.
func codedName(ws []layout.Word) (parts []part, found bool) {
	for k, w := range ws {
		end := k == len(ws)-1 || strings.HasPrefix(w.Text, "(") && strings.HasSuffix(w.Text, ")")
		if k > 0 && !end || !serviceFit.MatchString(w.Text) || len(ws) < 2 {
			continue
		}
		name := ws[:k]
		if k == 0 {
			name = skipDash(ws[1:])
		}
		if name = withoutIntro(name); len(name) == 0 || !fourLetters.MatchString(layout.Join(name)) || len(name) > 10 {
			return nil, true
		}
		return []part{{"description", name}, {"procedure_code", []layout.Word{trimWord(w)}}}, true
	}
	return nil, false
}

// withoutIntro takes its label off the beginning of a name, and the words that announce a code off its end.
func withoutIntro(ws []layout.Word) []layout.Word {
	for k := 0; k < len(ws) && k < 3; k++ {
		if strings.HasSuffix(ws[k].Text, ":") {
			ws = ws[k+1:]
			break
		}
	}
	for len(ws) > 0 {
		switch strings.ToLower(strings.Trim(ws[len(ws)-1].Text, "():#,-–")) {
		case "cpt", "hcpcs", "code", "":
			ws = ws[:len(ws)-1]
			continue
		}
		break
	}
	return ws
}

// cardValue gives the value behind the n words of a column's name, and how many words both take; 0 where none fits the name.
func (r *reader) cardValue(cell string, ws []layout.Word, n int) ([]part, int) {
	rest := ws[n:]
	switch {
	case moneyCell[cell]:
		if k := moneyAt(rest); k > 0 {
			return []part{{cell, rest[:k]}}, n + k
		}
	case cell == "procedure_code" && serviceFit.MatchString(rest[0].Text):
		return []part{{cell, []layout.Word{trimWord(rest[0])}}}, n + 1
	case cell == "units" && allDigits(rest[0].Text) && len(rest[0].Text) < 4:
		return []part{{cell, rest[:1]}}, n + 1
	case cell == "date_of_service":
		v := see(rest)
		if d, ok := r.clock.date(v.text, false); ok && d.from == 0 {
			day := v.cut(0, d.to)
			return []part{{cell, day}}, n + len(day)
		}
	case cell == "description" && strings.HasSuffix(ws[n-1].Text, ":") && letterStart(rest[0].Text):
		return r.described(&table{kind: kindNamed("service_lines")}, nil, rest), len(ws)
	}
	return nil, 0
}

// wordsBefore gives the words of letters at the beginning, up to a name of the code's column.
func wordsBefore(ws []layout.Word, stops ...string) []layout.Word {
	for k, w := range ws {
		for _, s := range stops {
			if k > 0 && strings.EqualFold(strings.Trim(w.Text, "():#"), s) && letterStart(ws[0].Text) {
				return ws[:k]
			}
		}
	}
	return nil
}

// serviceColumn gives the column of services that the first words name exactly, and how many words its name takes.
func serviceColumn(ws []layout.Word) (cell string, words int) {
	for k := range kinds {
		if kinds[k].name != "service_lines" {
			continue
		}
		joined := ""
		for n := 0; n < len(ws) && n < 5; n++ {
			joined += layout.Fold(ws[n].Text)
			if c, ok := compiledKinds()[k].exact[joined]; ok && c != "" {
				cell, words = c, n+1
			}
			if strings.HasSuffix(ws[n].Text, ":") {
				break
			}
		}
	}
	return cell, words
}
