package hostile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// File is one hostile file.
type File struct {
	ID      string                // short and plain, for tests and tables
	Name    string                // the name under which it arrives
	Why     string                // what is wrong with it
	Data    []byte                // its bytes
	Refused []chart.RefusalReason // the reasons that are right
	Taken   bool                  // whether processing it is right, too
}

// Allows reports whether an outcome is right; the empty reason is a file that was processed.
func (f File) Allows(reason chart.RefusalReason) bool {
	if reason == "" {
		return f.Taken
	}
	return slices.Contains(f.Refused, reason)
}

// Files gives all of them, in a fixed order. Some are a few megabytes large.
func Files() []File {
	return slices.Concat(types(), truncated(), encrypted(), sizes(), tiffs(), jpegs(), pdfs(), names())
}

// Write puts every file into a folder of its own under dir, since some names would clash or be mangled, and gives their
// paths by ID. A name that the file system cannot hold is left out of the map.
func Write(dir string) (map[string]string, error) {
	paths := map[string]string{}
	for _, f := range Files() {
		folder := filepath.Join(dir, f.ID)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, fmt.Errorf("write hostile files: %w", err)
		}
		path := folder + string(filepath.Separator) + f.Name
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			continue
		}
		paths[f.ID] = path
	}
	return paths, nil
}

// Table is the list for readers, in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| file | what is wrong with it | right outcomes |\n|---|---|---|\n")
	for _, f := range Files() {
		var out []string
		for _, r := range f.Refused {
			out = append(out, string(r))
		}
		if f.Taken {
			out = append(out, "*processed*")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.ID, f.Why, strings.Join(out, ", "))
	}
	return b.String()
}

// reasons shortens the tables of the other files.
func reasons(r ...chart.RefusalReason) []chart.RefusalReason { return r }

// noise gives bytes that look random and are the same in every run.
func noise(n int) []byte {
	out, x := make([]byte, n), uint32(0x2545f491)
	for i := range out {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		out[i] = byte(x >> 24)
	}
	return out
}
