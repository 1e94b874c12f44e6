package reread

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/quality/synth"
)

// The goals, in percent: of other words that may be covered by mistake, and of identifiers that are covered whole.
const (
	goalLost         = 3.0
	goalCoveredClean = 99.5
	goalCovered      = 98.0
)

// Print writes a table of the parts.
func Print(w io.Writer, parts []Part) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "condition\tpages\tblocked\tidentifiers\tfully covered\ttexts\tread again\tsearchable\tother words\tcovered by mistake\tof them taken for identifiers")
	for _, p := range parts {
		fmt.Fprintf(t, "%s\t%d\t%d of %d\t%d\t%.2f %%\t%d\t%d %s\t%d\t%d\t%.2f %%\t%d of %d\n", p.Condition, p.Pages, p.Blocked, p.Charts, p.PHI, percent(p.Covered, p.PHI),
			p.Strings, p.Either, engines(p), p.Searched, p.Words, percent(p.Lost, p.Words), p.Flagged, p.Lost)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	for _, p := range parts {
		for _, why := range slices.Sorted(maps.Keys(p.Why)) {
			fmt.Fprintf(w, "%s: blocked by %s: %d\n", p.Condition, why, p.Why[why])
		}
		for _, k := range slices.Sorted(maps.Keys(p.Kinds)) {
			fmt.Fprintf(w, "%s: %s", p.Condition, k)
			for _, how := range slices.Sorted(maps.Keys(p.Kinds[k])) {
				fmt.Fprintf(w, ", %s %d", how, p.Kinds[k][how])
			}
			fmt.Fprintln(w)
		}
	}
	return nil
}

func engines(p Part) string {
	out := "("
	for i, e := range slices.Sorted(maps.Keys(p.Found)) {
		if i > 0 {
			out += ", "
		}
		out += fmt.Sprintf("%s %d", e, p.Found[e])
	}
	return out + ")"
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// Holds reports whether identifiers were covered as they should, nothing was read again or can be searched, and hardly a word
// is covered by mistake. Where nothing was measured nothing holds.
func Holds(parts []Part) bool {
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(p Part) bool { return !p.holds() })
}

func (p Part) holds() bool {
	goal := goalCovered
	if p.Condition == synth.Clean300 {
		goal = goalCoveredClean
	}
	return p.Strings > 0 && p.PHI > 0 && percent(p.Covered, p.PHI) >= goal && p.Either == 0 && p.Searched == 0 && percent(p.Lost, p.Words) <= goalLost
}
