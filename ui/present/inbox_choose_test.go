package present_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
)

// paperFolders is a tree of folders on paper.
type paperFolders map[string][]present.FileEntry

func (paperFolders) Home() string { return "/home/ana" }

func (f paperFolders) List(_ context.Context, folder string) ([]present.FileEntry, error) {
	if entries, ok := f[folder]; ok {
		return entries, nil
	}
	return nil, errors.New("not a folder")
}

func (f paperFolders) IsFolder(_ context.Context, path string) (bool, error) {
	if _, ok := f[path]; ok {
		return true, nil
	}
	for _, e := range f[filepath.Dir(path)] {
		if e.Name == filepath.Base(path) {
			return false, nil
		}
	}
	return false, errors.New("nothing there")
}

type chooseView struct{ snaps []present.ChooseSnapshot }

func (v *chooseView) Render(s present.ChooseSnapshot) { v.snaps = append(v.snaps, s) }
func (v *chooseView) last() present.ChooseSnapshot    { return v.snaps[len(v.snaps)-1] }

func newChooseBench() (*present.ChoosePresenter, *serialRun, *chooseView, *[]string) {
	run, view := newRun(), &chooseView{}
	var chosen []string
	p := present.NewChoose(paperFolders{
		"/home/ana":       {{Name: "b.PDF"}, {Name: "a.tiff"}, {Name: "notes.txt"}, {Name: ".hidden.pdf"}, {Name: "scans", Folder: true}},
		"/home/ana/scans": {{Name: "one.jpg"}},
		"/home":           {{Name: "ana", Folder: true}},
		"/":               {{Name: "home", Folder: true}},
	}, run, view, func(paths []string, urgent bool) {
		if chosen = paths; urgent {
			chosen = append([]string{"urgent"}, paths...)
		}
	})
	p.Start("")
	run.drain()
	return p, run, view, &chosen
}

func names(s present.ChooseSnapshot) []string {
	var out []string
	for _, r := range s.Rows {
		out = append(out, r.Name)
	}
	return out
}

func TestChooseListsWhatCanBeRead(t *testing.T) {
	p, run, view, _ := newChooseBench()
	if diff := cmp.Diff([]string{"..", "scans", "a.tiff", "b.PDF"}, names(view.last())); diff != "" {
		t.Errorf("own folder (-want +got):\n%s", diff)
	}
	p.Enter(1)
	run.drain()
	if diff := cmp.Diff([]string{"..", "one.jpg"}, names(view.last())); diff != "" {
		t.Errorf("folder inside (-want +got):\n%s", diff)
	}
	p.Typed("/")
	run.drain()
	if diff := cmp.Diff([]string{"home"}, names(view.last())); diff != "" {
		t.Errorf("the root has no way up (-want +got):\n%s", diff)
	}
}

func TestChooseMarksAndImports(t *testing.T) {
	p, run, view, chosen := newChooseBench()
	p.Import()
	if s := view.last(); !s.Wrong || *chosen != nil {
		t.Errorf("nothing marked: want to be told, got %+v", s.Says)
	}
	p.Toggle(1)
	p.Toggle(2)
	if n := view.last().Says.Number(); n != 1 {
		t.Errorf("a folder cannot be marked: want 1 file, got %d", n)
	}
	p.Enter(3)
	if diff := cmp.Diff([]string{"/home/ana/a.tiff", "/home/ana/b.PDF"}, *chosen); diff != "" {
		t.Errorf("marked and entered (-want +got):\n%s", diff)
	}
	p.MarkAll()
	if view.last().Rows[2].Marked {
		t.Error("all were marked: want none")
	}
	p.MarkAll()
	run.drain()
	if n := view.last().Says.Number(); n != 2 {
		t.Errorf("all: want 2, got %d", n)
	}
}

func TestChooseTyped(t *testing.T) {
	for typed, want := range map[string][]string{
		" 'a.tiff' ": {"/home/ana/a.tiff"}, "~/scans/one.jpg": {"/home/ana/scans/one.jpg"},
		"file:///home/ana/notes.txt": {"/home/ana/notes.txt"}, "missing.pdf": nil, "": nil,
	} {
		p, run, view, chosen := newChooseBench()
		p.Typed(typed)
		run.drain()
		if diff := cmp.Diff(want, *chosen); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
		if wrong := view.last().Wrong; wrong != (typed == "missing.pdf") {
			t.Errorf("%q: told that it is wrong: %v", typed, wrong)
		}
	}
}
