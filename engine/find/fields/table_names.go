package fields

import (
	"math"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/find/layout"
)

// columnsIn matches the words of a line with the columns of a table, the longest phrase first; words that match nothing
// become columns without a name where they stand alone.
func columnsIn(k *kindIndex, l *layout.Line, folds []string) ([]column, int) {
	var cols []column
	covered := 0
	for s, seg := range boxes(l) {
		names, matched := namesIn(k, l, seg, folds)
		if k.oneCell {
			names = together(names, l)
		}
		words := saying(l.Words[seg.First:seg.Last+1], folds[seg.First:seg.Last+1])
		if cell, ok := k.whole(words, l, seg, matched, len(names)); ok {
			names, matched = []column{{cell: cell, named: true, voted: matched < len(words), rect: seg.Rect}}, len(words)
		}
		for i := range names {
			if names[i].named {
				names[i].head = s + 1
			}
		}
		cols, covered = append(cols, names...), covered+matched
	}
	return cols, covered
}

// boxes parts the cells of a header where the number of another box of the form stands in them: "42 REV CD 43 DESCRIPTION".
func boxes(l *layout.Line) []layout.Segment {
	var out []layout.Segment
	for _, seg := range l.Segments {
		if seg.Last < seg.First { // none of its words was kept
			continue
		}
		if numbered := boxNumber.MatchString(l.Words[seg.First].Text) && hasDigit(l.Words[seg.First].Text); !numbered {
			out = append(out, seg)
			continue
		}
		from := seg.First
		for k := from + 2; k < seg.Last; k++ {
			if len(l.Words[k].Text) > 1 && hasDigit(l.Words[k].Text) && boxNumber.MatchString(l.Words[k].Text) {
				out = append(out, layout.Segment{First: from, Last: k - 1, Rect: spanned(l.Words[from:k])})
				from = k
			}
		}
		out = append(out, layout.Segment{First: from, Last: seg.Last, Rect: spanned(l.Words[from : seg.Last+1])})
	}
	return out
}

// spanned is where words of one line stand.
func spanned(ws []layout.Word) layout.Rect {
	out := ws[0].Rect
	for _, w := range ws[1:] {
		out.X0, out.Y0 = min(out.X0, w.Rect.X0), min(out.Y0, w.Rect.Y0)
		out.X1, out.Y1 = max(out.X1, w.Rect.X1), max(out.Y1, w.Rect.Y1)
	}
	return out
}

// whole gives the one column that a cell of the header names as a whole, where its words do not fall into names of ours: they
// vote. A cell of several lines is one column whatever its words are.
func (k *kindIndex) whole(words []string, l *layout.Line, seg layout.Segment, matched, names int) (string, bool) {
	one := names > 1 && seg.Last > seg.First && l.Words[seg.First].Rect == l.Words[seg.Last].Rect
	if one {
		if c, ok := columnNamed(k, strings.Join(words, "")); ok {
			return c, true
		}
	}
	if one || names < 2 && matched < len(words) {
		return k.voted(words)
	}
	return "", false
}

// namesIn matches the words of one cell of a header.
func namesIn(k *kindIndex, l *layout.Line, seg layout.Segment, folds []string) (cols []column, matched int) {
	first := seg.First
	for i := seg.First; i <= seg.Last; {
		cell, n := matchColumn(k, folds[i:seg.Last+1])
		if n == 0 {
			if i == first && i < seg.Last && boxNumber.MatchString(l.Words[i].Text) {
				first, i = first+1, i+1
				continue
			}
			if i == first && seg.Last-first < 4 && !anyColumn(k, folds[i:seg.Last+1]) {
				return append(cols, column{rect: seg.Rect}), matched
			}
			i++
			continue
		}
		c := column{cell: cell, named: true, rect: l.Words[i].Rect}
		c.rect.X1 = l.Words[i+n-1].Rect.X1
		behind := i > seg.First && folds[i-1] == "" && len(cols) > 0 && cols[len(cols)-1].rect.X1 >= l.Words[i-1].Rect.X0-1
		cols = addName(cols, c, behind)
		matched += n
		i += n
	}
	return cols, matched
}

// together makes one column of names that strokes part in one cell of the header: "Dose / Route / Frequency".
func together(names []column, l *layout.Line) []column {
	for i := 1; i < len(names); i++ {
		gap := false
		for _, w := range l.Words {
			stroke := strings.Trim(w.Text, "/&+,-–") == "" || strings.EqualFold(w.Text, "and")
			gap = gap || stroke && w.Rect.X0 > names[i-1].rect.X0 && w.Rect.X1 <= names[i].rect.X0+1
		}
		if !gap {
			continue
		}
		names[i-1].rect.X1 = names[i].rect.X1
		if names[i-1].cell == "" {
			names[i-1].cell = names[i].cell
		}
		names = append(names[:i], names[i+1:]...)
		i--
	}
	return names
}

// addName adds the name of a column to those before it; behind says that a stroke stands between the two.
func addName(cols []column, c column, behind bool) []column {
	k := len(cols) - 1
	switch {
	case behind && (c.cell == cols[k].cell || c.cell == "" || cols[k].cell == ""): // "Dose / Dosis", "Analyte / Specimen"
		cols[k].rect.X1 = c.rect.X1
		if cols[k].cell == "" {
			cols[k].cell = c.cell
		}
	case k < 0 || cols[k].rect != c.rect:
		return append(cols, c)
	case cols[k].cell == "": // "Result / Units" over one column of two lines
		cols[k] = c
	}
	return cols
}

// saying gives the folded words of a name without the number of its box, and without what says how a date is written.
func saying(ws []layout.Word, folds []string) []string {
	var out []string
	for k, f := range folds {
		if f != "" && !boxNumber.MatchString(ws[k].Text) {
			out = append(out, f)
		}
	}
	return out
}

// anyColumn reports whether a column's name begins at any of the words.
func anyColumn(k *kindIndex, folds []string) bool {
	for i := range folds {
		if _, n := matchColumn(k, folds[i:]); n > 0 {
			return true
		}
	}
	return false
}

// matchColumn gives the column that the first words name, and how many words its name takes.
func matchColumn(k *kindIndex, folds []string) (string, int) {
	joined, long := "", ""
	cell, words := "", 0
	for n := 0; n < len(folds) && n < 6; n++ {
		joined, long = joined+folds[n], long+spelt(folds[n])
		if joined == "" {
			continue
		}
		if c, ok := columnNamed(k, joined); ok {
			cell, words = c, n+1
		} else if c, ok := k.exact[long]; ok {
			cell, words = c, n+1
		}
	}
	return cell, words
}

// spelt gives the whole word for one that headers cut short.
func spelt(folded string) string {
	if w, ok := shortened()[folded]; ok {
		return w
	}
	return folded
}

// shortened are the words that headers cut short, folded on first use and never written after.
var shortened = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, pair := range strings.Fields("amt=amount amts=amount amount=amount svc=service svcs=service serv=service srv=service services=service dt=date dte=date dates=date cd=code cde=code desc=description descr=description " +
		"proc=procedure px=procedure procedures=procedure resp=responsibility pt=patient pat=patient no=number num=number nbr=number #=number qty=quantity quan=quantity ref=reference rng=range freq=frequency " +
		"med=medication meds=medication dx=diagnosis diag=diagnosis admin=administered adm=administered vacc=vaccine vax=vaccine imm=immunization immun=immunization mfr=manufacturer mfg=manufacturer ins=insurance insur=insurance " +
		"chg=charge chgs=charge charges=charge pd=paid pmt=payment pmnt=payment payments=payment allow=allowed alwd=allowed allwd=allowed ded=deductible deduct=deductible coins=coinsurance prov=provider rend=rendering " +
		"res=result rslt=result results=result val=value uom=unit units=unit str=strength rte=route sched=schedule instr=instructions dir=directions prob=problem dob=birth loc=location cob=other") {
		short, whole, _ := strings.Cut(pair, "=")
		out[layout.Fold(short)] = layout.Fold(whole)
	}
	return out
})

// kindIndex is the phrasings of a table's columns, folded once, and what their words speak for.
type kindIndex struct {
	exact map[string]string
	fuzzy []foldedPhrase
	votes map[string]map[string]float64 // by word and cell

	oneCell bool // names with strokes between them are of one column, which is parted row by row
}

// voted names a column after its words where no phrasing of ours is its whole name: "Date care was given", "Amount the plan
// approved". Words that stand in many phrasings of one cell and in few of others decide; a doubt names nothing.
func (k *kindIndex) voted(folds []string) (string, bool) {
	sums := map[string]float64{}
	for _, f := range folds {
		if strings.HasPrefix(f, "non") || f == "not" || f == "n" {
			return "", false
		}
		for cell, v := range k.votes[spelt(f)] {
			sums[cell] += v
		}
	}
	best, top, next := "", 0.0, 0.0
	for cell, v := range sums {
		switch {
		case v > top:
			best, top, next = cell, v, top
		case v > next:
			next = v
		}
	}
	return best, best != "" && top >= leastVote && top >= 1.8*next
}

// leastVote is what the words of a name must weigh together: one that stands in four phrasings of one cell and none of another.
const leastVote = 2.0

// weighWords gives every word of the phrasings its weight for each cell: how surely it means the cell, times how often.
func weighWords(k kind) map[string]map[string]float64 {
	counts, totals := map[string]map[string]float64{}, map[string]float64{}
	for _, c := range k.cols {
		for _, p := range c.phrases {
			for _, w := range strings.FieldsFunc(p, func(r rune) bool { return r == ' ' || r == '/' || r == '-' }) {
				f := spelt(layout.Fold(w))
				if len(f) < 2 || smallWords[strings.ToLower(w)] {
					continue
				}
				if counts[f] == nil {
					counts[f] = map[string]float64{}
				}
				counts[f][c.cell]++
				totals[f]++
			}
		}
	}
	for f, cells := range counts {
		for cell, n := range cells {
			cells[cell] = n / totals[f] * n / totals[f] * math.Log2(1+n)
		}
	}
	return counts
}

// smallWords say nothing of a column.
var smallWords = words("of the a an and or for to in on by is was de la el del en name number no num numero this it do i")

type foldedPhrase struct{ cell, folded string }

// compiledKinds folds the phrasings on first use. It is never written after.
var compiledKinds = sync.OnceValue(func() []kindIndex {
	out := make([]kindIndex, len(kinds))
	for i, k := range kinds {
		out[i].exact, out[i].votes, out[i].oneCell = map[string]string{}, weighWords(k), k.name == "medications"
		for _, c := range k.cols {
			for _, p := range c.phrases {
				f := layout.Fold(p)
				if _, ok := out[i].exact[f]; ok {
					continue
				}
				out[i].exact[f] = c.cell
				if long := speltPhrase(p); long != f {
					if _, ok := out[i].exact[long]; !ok {
						out[i].exact[long] = c.cell
					}
				}
				if len(f) >= 6 {
					out[i].fuzzy = append(out[i].fuzzy, foldedPhrase{c.cell, f})
				}
			}
		}
	}
	return out
})

// speltPhrase folds a phrase with its words spelt out.
func speltPhrase(p string) string {
	out := ""
	for _, w := range strings.Fields(p) {
		out += spelt(layout.Fold(w))
	}
	return out
}

func columnNamed(k *kindIndex, folded string) (string, bool) {
	if c, ok := k.exact[folded]; ok {
		return c, true
	}
	if len(folded) < 5 || len(folded) > 40 {
		return "", false
	}
	for _, p := range k.fuzzy {
		if d := len(p.folded) - len(folded); d > 1 || d < -1 || p.folded[:2] != folded[:2] && p.folded[len(p.folded)-2:] != folded[len(folded)-2:] {
			continue
		}
		if layout.Distance(p.folded, folded, 1) <= 1 {
			return p.cell, true
		}
	}
	return "", false
}
