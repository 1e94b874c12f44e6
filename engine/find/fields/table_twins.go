package fields

// twins parts a row of two tables that stand side by side under one header, where its names come again in the same order.
func (t *table) twins(row tableRow) ([]tableRow, bool) {
	period := t.period()
	if period == 0 {
		return nil, false
	}
	var out []tableRow
	for from := 0; from < len(t.cols); from += period {
		to := min(from+period, len(t.cols))
		if to+period > len(t.cols) {
			to = len(t.cols)
		}
		part := make(tableRow, len(t.cols))
		copy(part, row[from:to]) // under the names of the first
		if t.keep(part) {
			out = append(out, part)
		}
		if to == len(t.cols) {
			break
		}
	}
	return out, true
}

// period gives after how many columns the names of a header come again, its key and another one; 0 for never.
func (t *table) period() int {
	for p := 2; 2*p <= len(t.cols); p++ {
		named, key := map[string]bool{}, false
		same := true
		for i := 0; i+p < len(t.cols) && same; i++ {
			same = t.cols[i].cell == t.cols[i+p].cell
			named[t.cols[i].cell] = true
			key = key || t.cols[i].cell == t.kind.key
		}
		delete(named, "")
		if same && key && len(named) > 1 {
			return p
		}
	}
	return 0
}
