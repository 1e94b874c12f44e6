package fields_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// tableTally counts the cells and rows of tables set by hand.
type tableTally struct {
	want, right, wrong, unseen int // cells: of the truth, found exactly, found otherwise, and of those the ones that nobody is asked about
	vain                       int // right and asked about all the same
	rows, extra, invented      int // rows: of the truth, found beside them, and the cells of these that nobody is asked about
}

func (n *tableTally) add(o tableTally) {
	n.want, n.right, n.wrong, n.unseen, n.vain = n.want+o.want, n.right+o.right, n.wrong+o.wrong, n.unseen+o.unseen, n.vain+o.vain
	n.rows, n.extra, n.invented = n.rows+o.rows, n.extra+o.extra, n.invented+o.invented
}

func (n tableTally) String() string {
	return fmt.Sprintf("cells %d of %d, wrong %d (not asked %d), right and asked %d, rows %d, too many %d (cells not asked %d)", n.right, n.want, n.wrong, n.unseen, n.vain, n.rows, n.extra, n.invented)
}

// readTableFiles reads every page of a folder and counts what was found; shown prints the rows that are not as they stand.
func readTableFiles(t *testing.T, folder string, shown bool) tableTally {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all, accuracy := tableTally{}, chart.DefaultPolicy().Accuracy
	p, _ := routing.Named(routing.DefaultProfile)
	p = p.Aimed(trust.Held().Thresholds(accuracy), trust.HeldCells().Thresholds(accuracy))
	byTable := map[string][2]int{}
	for _, path := range paths {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		table, err := typeset.ReadTable(string(file))
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
		want := table.Rows
		pages := []chart.Page{typeset.Page(1, table.Text)}
		doc := chart.Document{Type: table.Type, TypeConfidence: 1, Pages: []int{1}}
		fields.Extractor{Now: today}.Extract(&doc, pages)
		trust.Set(&doc, pages)
		routing.Route(&doc, p)
		n, log := tallyRows(want, doc.Rows)
		all.add(n)
		if len(want) > 0 {
			b := byTable[want[0].Table]
			byTable[want[0].Table] = [2]int{b[0] + n.right, b[1] + n.want}
		}
		if !shown {
			continue
		}
		t.Logf("%s: %s", filepath.Base(path), n)
		if log != "" {
			t.Logf("\n%s", log)
		}
	}
	t.Logf("%s: cells by table %v", folder, byTable)
	t.Logf("%s: %d pages, %s: %.4f", folder, len(paths), all, float64(all.right)/float64(max(1, all.want)))
	return all
}

// tallyRows compares the rows of a page with those that stand on it.
func tallyRows(want, got []chart.Row) (tableTally, string) {
	var log strings.Builder
	n, used := tableTally{rows: len(want)}, make([]bool, len(got))
	for _, w := range want {
		best, top := -1, 0
		for i, g := range got {
			if k := common(w, g); !used[i] && g.Table == w.Table && k > top {
				best, top = i, k
			}
		}
		n.want, n.right = n.want+len(w.Cells), n.right+top
		if best < 0 {
			log.WriteString("LOST " + w.Table + cellsOf(w) + "\n")
			continue
		}
		used[best] = true
		of := judgeCells(w, got[best])
		n.add(of)
		if top < len(w.Cells) || of.wrong > 0 {
			log.WriteString("ROW  " + w.Table + cellsOf(w) + "\ngot  " + w.Table + cellsOf(got[best]) + "\n")
		}
	}
	for i, g := range got {
		if !used[i] {
			n.extra++
			n.invented += judgeCells(chart.Row{}, g).unseen
			log.WriteString("EXTRA " + g.Table + cellsOf(g) + "\n")
		}
	}
	return n, log.String()
}

// judgeCells counts the cells of a row that do not stand on the page as such, and whom a person is asked about.
func judgeCells(want, got chart.Row) tableTally {
	n := tableTally{}
	for _, c := range got.Cells {
		right, asked := common(chart.Row{Cells: []chart.Cell{c}}, want) > 0, len(c.Reasons) > 0
		switch {
		case right && asked:
			n.vain++
		case !right && asked:
			n.wrong++
		case !right:
			n.wrong++
			n.unseen++
		}
	}
	return n
}

// TestTableFiles reads the tables of strangers that stand as files, every row that is off shown.
func TestTableFiles(t *testing.T) {
	n := readTableFiles(t, "tables", true)
	if n.want == 0 || 100*n.right < 97*n.want || 100*(n.wrong+n.extra) > n.want {
		t.Errorf("want 97%% of %d cells, and one in a hundred wrong or of rows too many, got %d, %d and %d", n.want, n.right, n.wrong, n.extra)
	}
	if n.unseen > 2 || 5*n.vain > n.right { // who asks about every cell is no help, nor is who asks about none
		t.Errorf("want two wrong cells at most that nobody is asked about and a fifth of the right ones asked about, got %d, and %d of %d", n.unseen, n.vain, n.right)
	}
}

// TestUnseenTableFiles reads tables that no rule was written for. Only totals are shown: who reads the pages or their errors
// spoils the measure.
func TestUnseenTableFiles(t *testing.T) {
	if n := readTableFiles(t, "unseen_tables", false); n.want == 0 || 100*n.right < 74*n.want {
		t.Errorf("want 74%% of %d cells, got %d", n.want, n.right)
	}
}
