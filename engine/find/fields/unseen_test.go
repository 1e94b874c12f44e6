package fields_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestUnseenStrangers reads pages that nobody who writes rules has read. Only totals are ever printed: what is missed on one of them
// must not lead to a rule.
func TestUnseenStrangers(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "unseen", "*.txt"))
	if err != nil || len(paths) < 20 {
		t.Fatalf("want the pages in testdata/unseen, got %d, %v", len(paths), err)
	}
	latest := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !strings.HasPrefix(filepath.Base(p), "x_") })
	x := judge(t, latest, func(string, ...any) {})
	t.Logf("the latest batch, a practice's month: %d of %d values, %d that are not there, %d of them unseen, on %d pages", x.right, x.want, x.extra, x.unseen, x.pages)
	c := judge(t, paths, func(string, ...any) {})
	for _, n := range slices.Sorted(maps.Keys(c.byField)) {
		f := c.byField[n]
		t.Logf("%-20s %d of %d, %d that are not there, %d of them unseen", n, f[1], f[0], f[2], f[3])
	}
	t.Logf("%d of %d values, %d that are not there, %d of them unseen; %d asked for in vain on %d pages", c.right, c.want, c.extra, c.unseen, c.vain, c.pages)
	if 100*c.right < 78*c.want {
		t.Errorf("want 78%% of %d values, got %d", c.want, c.right)
	}
}
