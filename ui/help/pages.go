package help

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Block is one piece of a page.
type Block struct {
	Kind Kind
	Text string
}

// Kind says what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Section
	Item
)

// Page is one help page.
type Page struct {
	Name   string // stable, of its file: "review"
	Title  string
	Blocks []Block
}

// Pages reads the pages of a language, in the order of their files' names ("10-queue.md" is the page "queue"); where the
// program has none in it, the English ones.
func Pages(files fs.FS, language string) ([]Page, error) {
	dir := path.Join("help/pages", language)
	if _, err := fs.Stat(files, dir); language == "" || err != nil {
		dir = "help/pages/en"
	}
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, fmt.Errorf("read the help pages: %w", err)
	}
	pages := make([]Page, 0, len(entries))
	for _, e := range entries {
		text, err := fs.ReadFile(files, path.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read a help page: %w", err)
		}
		p := parse(string(text))
		_, p.Name, _ = strings.Cut(strings.TrimSuffix(e.Name(), ".md"), "-")
		pages = append(pages, p)
	}
	return pages, nil
}

func parse(text string) Page {
	var p Page
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "## "):
			p.Blocks = append(p.Blocks, Block{Section, line[3:]})
		case strings.HasPrefix(line, "# "):
			p.Title = line[2:]
		case strings.HasPrefix(line, "- "):
			p.Blocks = append(p.Blocks, Block{Item, line[2:]})
		default:
			p.Blocks = append(p.Blocks, Block{Paragraph, line})
		}
	}
	return p
}
