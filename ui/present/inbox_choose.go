package present

import (
	"context"
	"path/filepath"
	"sort"
	"strings"
)

// FileEntry is one entry of a folder. Names are shown and kept nowhere.
type FileEntry struct {
	Name   string
	Folder bool
}

// Folders looks at the computer's folders for the import dialog.
type Folders interface {
	Home() string
	List(ctx context.Context, folder string) ([]FileEntry, error)
	IsFolder(ctx context.Context, path string) (bool, error)
}

// readable are the endings of the files that intake may take; what a file really is, intake tells by its bytes.
var readable = map[string]bool{".pdf": true, ".tif": true, ".tiff": true, ".jpg": true, ".jpeg": true, ".png": true,
	".bmp": true, ".webp": true}

// ChooseRow is one line of the import dialog.
type ChooseRow struct {
	Name   string
	Folder bool
	Marked bool
}

// ChooseSnapshot is all that the import dialog shows.
type ChooseSnapshot struct {
	Folder  string
	Rows    []ChooseRow
	Says    Line // "3 files chosen", or why the typed path is none
	Wrong   bool
	Loading bool
}

// ChooseView draws snapshots, on the UI goroutine.
type ChooseView interface{ Render(ChooseSnapshot) }

// ChoosePresenter runs the import dialog. All methods are called on the UI goroutine.
type ChoosePresenter struct {
	folders Folders
	run     Runner
	view    ChooseView
	chosen  func(paths []string, urgent bool)
	one     bool // one file is chosen, not several
	snap    ChooseSnapshot
	loads   uint64
}

// NewChoose makes the presenter; chosen is called once with the whole paths of the files.
func NewChoose(folders Folders, run Runner, view ChooseView, chosen func(paths []string, urgent bool)) *ChoosePresenter {
	return &ChoosePresenter{folders: folders, run: run, view: view, chosen: chosen}
}

// NewChooseOne makes the presenter for one file; chosen is called once with its whole path.
func NewChooseOne(folders Folders, run Runner, view ChooseView, chosen func(path string)) *ChoosePresenter {
	return &ChoosePresenter{folders: folders, run: run, view: view, one: true, chosen: func(paths []string, _ bool) { chosen(paths[0]) }}
}

// Start lists the folder, the person's own where it is empty.
func (p *ChoosePresenter) Start(folder string) {
	if folder == "" {
		folder = p.folders.Home()
	}
	p.list(folder)
}

func (p *ChoosePresenter) list(folder string) {
	folder = filepath.Clean(folder)
	p.loads++
	mine := p.loads
	p.snap = ChooseSnapshot{Folder: folder, Loading: true}
	p.view.Render(p.snap)
	p.run.Go(func(ctx context.Context) {
		entries, err := p.folders.List(ctx, folder)
		p.run.Do(func() {
			if mine != p.loads {
				return
			}
			p.snap.Loading = false
			if err != nil {
				p.wrong(Say("This folder cannot be read."))
				return
			}
			p.snap.Rows = chooseRows(folder, entries)
			p.count()
		})
	})
}

// chooseRows puts the way up first, then folders, then what can be read; hidden entries stay hidden.
func chooseRows(folder string, entries []FileEntry) []ChooseRow {
	var rows []ChooseRow
	for _, e := range entries {
		if strings.HasPrefix(e.Name, ".") || !e.Folder && !readable[strings.ToLower(filepath.Ext(e.Name))] {
			continue
		}
		rows = append(rows, ChooseRow{Name: e.Name, Folder: e.Folder})
	}
	sort.SliceStable(rows, func(i, j int) bool {
		if rows[i].Folder != rows[j].Folder {
			return rows[i].Folder
		}
		return strings.ToLower(rows[i].Name) < strings.ToLower(rows[j].Name)
	})
	if filepath.Dir(folder) != folder {
		rows = append([]ChooseRow{{Name: "..", Folder: true}}, rows...)
	}
	return rows
}

// Enter goes into a folder, or imports the file together with those that are marked.
func (p *ChoosePresenter) Enter(row int) {
	if row < 0 || row >= len(p.snap.Rows) {
		return
	}
	r := p.snap.Rows[row]
	if r.Folder {
		p.list(filepath.Join(p.snap.Folder, r.Name))
		return
	}
	p.mark(row, true)
	p.Import()
}

// Toggle marks or unmarks a file.
func (p *ChoosePresenter) Toggle(row int) {
	if row >= 0 && row < len(p.snap.Rows) && !p.snap.Rows[row].Folder {
		p.mark(row, !p.snap.Rows[row].Marked)
	}
}

// MarkAll marks every file of the folder, or none where all were.
func (p *ChoosePresenter) MarkAll() {
	if p.one {
		return
	}
	all := true
	for _, r := range p.snap.Rows {
		all = all && (r.Folder || r.Marked)
	}
	rows := append([]ChooseRow(nil), p.snap.Rows...)
	for i := range rows {
		rows[i].Marked = !rows[i].Folder && !all
	}
	p.snap.Rows = rows
	p.count()
}

func (p *ChoosePresenter) mark(row int, on bool) {
	rows := append([]ChooseRow(nil), p.snap.Rows...)
	for i := range rows {
		rows[i].Marked = rows[i].Marked && !p.one
	}
	rows[row].Marked = on
	p.snap.Rows = rows
	p.count()
}

// Typed takes a path that was typed or pasted: it lists a folder and imports a file.
func (p *ChoosePresenter) Typed(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	path = strings.TrimPrefix(path, "file://")
	if path == "" {
		return
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		path = filepath.Join(p.folders.Home(), rest)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.snap.Folder, path)
	}
	p.run.Go(func(ctx context.Context) {
		folder, err := p.folders.IsFolder(ctx, path)
		p.run.Do(func() {
			switch {
			case err != nil:
				p.wrong(Say("There is no such file or folder."))
			case folder:
				p.list(path)
			default:
				p.chosen([]string{path}, false)
			}
		})
	})
}

// Import takes the marked files.
func (p *ChoosePresenter) Import() { p.take(false) }

// ImportUrgent takes the marked files, to be read before all others.
func (p *ChoosePresenter) ImportUrgent() { p.take(true) }

func (p *ChoosePresenter) take(urgent bool) {
	var paths []string
	for _, r := range p.snap.Rows {
		if r.Marked {
			paths = append(paths, filepath.Join(p.snap.Folder, r.Name))
		}
	}
	if len(paths) == 0 {
		says := Say("Mark files with the space bar, or type a path.")
		if p.one {
			says = Say("Choose a file, or type its path.")
		}
		p.wrong(says)
		return
	}
	p.chosen(paths, urgent)
}

func (p *ChoosePresenter) count() {
	n, files := 0, 0
	for _, r := range p.snap.Rows {
		if !r.Folder {
			files++
		}
		if r.Marked {
			n++
		}
	}
	p.snap.Wrong = false
	switch {
	case n > 0:
		p.snap.Says = Count("{{.N}} files chosen", n)
	case files == 0:
		p.snap.Says = Say("No files here that can be read")
	default:
		p.snap.Says = Count("{{.N}} files here", files)
	}
	p.view.Render(p.snap)
}

func (p *ChoosePresenter) wrong(says Line) {
	p.snap.Says, p.snap.Wrong = says, true
	p.view.Render(p.snap)
}
