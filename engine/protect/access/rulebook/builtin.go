package rulebook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"

	"chartproof.org/chartproof/assets/policies"
	"chartproof.org/chartproof/engine/chart"
)

// schemaName is the file with the words of the rules.
const schemaName = "chartproof.cedarschema"

// Builtin gives the rules that come with the release. Where they are not as their manifest says there are none, and everything is
// refused.
func Builtin() (*Book, error) { return Load(policies.Files) }

// Load reads a folder of rules as a release has it, and only as its manifest says.
func Load(folder fs.FS) (*Book, error) {
	if err := Verify(folder); err != nil {
		return nil, err
	}
	return Read(folder)
}

// Read reads a folder of rules that nobody has signed yet.
func Read(folder fs.FS) (*Book, error) {
	names, err := fs.Glob(folder, "*.cedar")
	if err != nil || len(names) == 0 {
		return nil, chart.E(chart.Tampered, "read rules", fmt.Errorf("there are none"))
	}
	text, err := fs.ReadFile(folder, schemaName)
	if err != nil {
		return nil, chart.E(chart.Tampered, "read rules", errSchema)
	}
	words, err := readSchema(text)
	if err != nil {
		return nil, err
	}
	files := make([]File, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, chart.E(chart.Tampered, "read rules", fmt.Errorf("%s cannot be read", path.Base(name)))
		}
		files = append(files, File{Name: path.Base(name), Text: text})
	}
	return newBook(words, files, 0)
}

// hashOf gives the version: names and texts, each with its length before it, so that no two books share one.
func hashOf(files []File) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d %s %d\n", len(f.Name), f.Name, len(f.Text))
		_, _ = h.Write(f.Text)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
