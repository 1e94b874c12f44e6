package backup_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var repairs = flag.Int("repairs", 10, "random damages that are repaired")

// raised makes a backup of the campaign's newest state and opens it as a repair does.
func (c *campaign) raised() (*backup.Source, *backup.Restored) {
	h := c.h
	c.newest.lay(c.t, h.dir)
	h.open()
	h.must(h.v.Load(c.t.Context()))
	target := h.target(c.t.TempDir())
	h.backup(target)
	h.v.Close()
	h.must(h.db.Close())
	c.newest = imageOf(c.t, h.dir)
	src, err := backup.Unlock(target, passphrase, h.sign)
	h.must(err)
	plan, err := src.Plan(0)
	h.must(err)
	dir := filepath.Join(c.t.TempDir(), "raised")
	h.must(src.Fetch(c.t.Context(), plan.Manifest, dir, nil))
	r, _, err := src.Raise(c.t.Context(), plan.Manifest, dir, h.now)
	h.must(err)
	c.t.Cleanup(func() { _ = r.Close() })
	return src, r
}

// remembered has the keyring remember the newest state.
func (c *campaign) remembered() {
	h := c.h
	h.open()
	h.must(h.v.Load(c.t.Context()))
	anchor, err := h.seals.Anchor(c.t.Context())
	h.must(err)
	data, err := anchor.Bytes()
	h.must(err)
	h.must(h.v.Remember(c.t.Context(), data))
	h.v.Close()
	h.must(h.db.Close())
	c.newest = imageOf(c.t, h.dir)
}

// charts is what the workspace says beside its trail and its seals, in whatever order the rows lie.
func (c *campaign) charts() string {
	lines := strings.Split(c.content(), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "audit_") || strings.HasPrefix(l, "row_") })
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// repair repairs the folder as it lies and gives what the charts say then.
func (c *campaign) repair(src *backup.Source, from *backup.Restored) (rep backup.RepairReport, content string, err error) {
	dir := filepath.Join(c.t.TempDir(), "repaired")
	defer os.RemoveAll(dir)
	r, err := backup.OpenDamaged(c.t.Context(), backup.RepairOrder{Damaged: c.h.dir, Dir: dir, Keyring: c.h.ring, From: from, Pages: src, Now: c.h.now})
	if err != nil {
		return rep, "", err
	}
	if err := r.Mend(c.t.Context(), func(backup.RepairReport) string { return "test" }); err != nil {
		return r.Report, "", closed(r, err)
	}
	rep = r.Report
	c.h.must(r.Close())
	was := c.h.dir
	c.h.dir = dir
	defer func() { c.h.dir = was }()
	return rep, c.charts(), nil
}

func closed(r *backup.Repairing, err error) error {
	_ = r.Close()
	return err
}

func TestAnythingWhole(t *testing.T) {
	c := newCampaign(t, 3)
	plain := c.charts()
	rep, content, err := c.repair(nil, nil)
	if err != nil || !rep.Holds || rep.Lost() > 0 || content != plain || len(rep.Parts) > 0 || rep.Trail.Problem != "" {
		t.Errorf("a whole workspace: want nothing changed, got %+v (%v)", rep, err)
	}
}

// Whatever was done to the folder: with a backup of that day a repair brings everything back, or says what it could not.
func TestRandomDamageIsRepaired(t *testing.T) {
	for _, with := range []bool{true, false} {
		name := map[bool]string{true: "with a backup", false: "without"}[with]
		t.Run(name, func(t *testing.T) {
			c := newCampaign(t, 2)
			src, from := c.raised()
			c.remembered()
			if !with {
				src, from = nil, nil
			}
			plain := c.charts()
			made, whole, told, refused := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
			for n := 0; n < *repairs; n++ {
				c.newest.lay(t, c.h.dir)
				class := classes[c.rnd.IntN(len(classes))]
				at := class.do(c)
				c.done()
				if at == "" {
					continue
				}
				before := imageOf(t, c.h.dir)
				made[class.name]++
				rep, content, err := c.repair(src, from)
				if after := imageOf(t, c.h.dir); !maps.EqualFunc(before, after, func(a, b []byte) bool { return string(a) == string(b) }) {
					t.Errorf("%s at %s: the damaged folder was changed", class.name, at)
				}
				switch {
				case err != nil:
					refused[class.name]++
					if kind := chart.KindOf(err); kind == chart.Internal {
						t.Errorf("%s at %s: want a refusal that says why, got %v", class.name, at, err)
					}
				case !rep.Holds:
					t.Errorf("%s at %s: the repaired copy does not hold: %v\n%+v", class.name, at, rep.Unmade, rep)
				case content == plain && rep.Lost() == 0 && (rep.Age == "" || rep.Trail.Whole):
					whole[class.name]++
				case rep.Lost() == 0 && rep.Age == "" && !slices.ContainsFunc(rep.Parts, func(m rowseal.Mended) bool { return m.How == rowseal.Kept }):
					t.Errorf("%s at %s: something is lost and not told: %+v", class.name, at, rep)
				default:
					told[class.name]++
				}
			}
			for _, name := range slices.Sorted(maps.Keys(made)) {
				t.Logf("%-28s %4d made %4d whole again %4d with a loss that is told %4d only a restore helps", name, made[name], whole[name], told[name], refused[name])
			}
		})
	}
}

// A trail that was harmed ends before the harm, says so in an entry that is signed, and goes on.
func TestABrokenTrailGoesOn(t *testing.T) {
	c := newCampaign(t, 4)
	db := c.sqlDB()
	if _, err := db.ExecContext(t.Context(), `UPDATE audit_entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'document', 'dokument') AS BLOB) WHERE idx = 20`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `UPDATE audit_entry SET action = 'x' WHERE idx = 21`); err != nil {
		t.Fatal(err)
	}
	c.done()
	rep, _, err := c.repair(nil, nil)
	if err != nil || !rep.Holds {
		t.Fatalf("want it repaired, got %+v (%v)", rep, err)
	}
	if rep.Trail.Whole || rep.Trail.From > 21 || rep.Trail.Aside == 0 || rep.Entries != rep.Trail.From+2 {
		t.Errorf("want it cut at the harm and two entries after it, got %+v, %d entries", rep.Trail, rep.Entries)
	}
	if _, err := os.Stat(filepath.Join(c.h.dir, sqlitedb.FileName)); err != nil {
		t.Error(err)
	}
}
