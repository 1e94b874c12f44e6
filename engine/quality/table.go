package quality

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"text/tabwriter"
)

// Table prints named reports side by side, one line each, and the weakest fields and kinds of the whole below.
func Table(w io.Writer, names []string, reports []Report) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "charts\tcount\tpages\trefused\tword recall\tprecision\tCER\thandwriting\ttype\tsplits\tfields\tprinted\tF1\textra\tto review\tright, not sent\twrong of unseen\tcells\tPHI recall\tleak-free\tPHI area\tredacted/page\tsilent")
	all := New()
	for i, r := range reports {
		line(tw, names[i], r)
		all.Add(r)
	}
	if len(reports) > 1 {
		line(tw, "all", all)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	fmt.Fprintf(w, "words:  %s\nfields: %s\ncells:  %s; %d not asked, %d of them wrong; right but asked %.3f\n\n", all.WordTrust.Line(), all.FieldTrust.Line(), all.CellTrust.Line(),
		all.CellsUnseen.All, all.CellsUnseen.All-all.CellsUnseen.Hit, float64(all.CellsSent.Hit)/float64(max(1, all.CellsSent.All)))
	for _, t := range slices.Sorted(maps.Keys(all.ByType)) {
		m := all.ByType[t]
		fmt.Fprintf(w, "type  %-20s F1 %.3f  recall %d of %d, precision %d of %d\n", t, m.F1(), m.Wanted.Hit, m.Wanted.All, m.Given.Hit, m.Given.All)
	}
	ranked(w, "field", all.ByField)
	ranked(w, "kind", all.ByKind)
	return nil
}

func line(w io.Writer, name string, r Report) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%.2f\t%.2f\t%.4f\t%.3f\t%.3f\t%.2f\t%.3f\t%.3f\t%d\n", name, r.Charts, r.Pages, r.Refused, r.WordRecall.Ratio(),
		r.WordPrecision.Ratio(), r.CER(), r.HandRecall.Ratio(), r.Types.Ratio(), r.Splits.Ratio(), r.Fields.Ratio(), r.FieldsPrinted.Ratio(), r.F1(), r.Extra(), r.ToReview.Ratio(),
		1-r.SentPrinted.Ratio(), 1-r.Unseen.Ratio(), r.Cells.Ratio(),
		r.PHI.Ratio(), r.LeakFree.Ratio(), r.Covered(), r.RedactedArea/max(1, float64(r.Pages)), len(r.Silent))
}

// ranked prints the counts of a map, worst first.
func ranked[K ~string](w io.Writer, what string, m map[K]*Count) {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := m[keys[i]].Ratio(), m[keys[j]].Ratio()
		return a < b || a == b && keys[i] < keys[j]
	})
	for _, k := range keys {
		fmt.Fprintf(w, "%s %-20s %5.3f  %d of %d\n", what, k, m[k].Ratio(), m[k].Hit, m[k].All)
	}
}
