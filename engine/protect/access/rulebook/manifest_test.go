package rulebook_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/assets/policies"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

var update = flag.Bool("update", false, "sign the manifest of assets/policies with a key that is forgotten at once")

func TestManifestOfTheRelease(t *testing.T) {
	if *update {
		sealFolder(t, filepath.Join("..", "..", "..", "..", "assets", "policies"))
		return // the files that are built in are those of before
	}
	if err := rulebook.Verify(policies.Files); err != nil {
		t.Errorf("%v\nafter a change: go test ./engine/protect/access/rulebook -run Manifest -update", err)
	}
}

func sealFolder(t *testing.T, dir string) {
	t.Helper()
	secret, public, err := rulebook.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := rulebook.Seal(os.DirFS(dir), secret)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{rulebook.ManifestName: manifest, rulebook.KeyName: []byte(public + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil { //nolint:gosec // sources
			t.Fatal(err)
		}
	}
}

func TestWhatIsNotAsSignedIsRefused(t *testing.T) {
	if *update {
		return
	}
	folder := func() fstest.MapFS {
		out := fstest.MapFS{}
		if err := fs.WalkDir(policies.Files, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := policies.Files.ReadFile(name)
			out[name] = &fstest.MapFile{Data: data}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return out
	}
	if err := rulebook.Verify(folder()); err != nil {
		t.Fatal(err)
	}
	secret, other, err := rulebook.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	if public, err := rulebook.PublicOf(secret); err != nil || public != other {
		t.Errorf("the public half: want %q, got %q, %v", other, public, err)
	}
	for name, attack := range map[string]func(fstest.MapFS){
		"a rule is changed": func(f fstest.MapFS) {
			f["roles.cedar"].Data = []byte(strings.Replace(string(f["roles.cedar"].Data), "auditor", "coder", 1))
		},
		"a file is added":        func(f fstest.MapFS) { f["more.cedar"] = &fstest.MapFile{Data: []byte("// nothing")} },
		"a file is missing":      func(f fstest.MapFS) { delete(f, "charts.cedar") },
		"the manifest is gone":   func(f fstest.MapFS) { delete(f, rulebook.ManifestName) },
		"the key is gone":        func(f fstest.MapFS) { delete(f, rulebook.KeyName) },
		"the key is another":     func(f fstest.MapFS) { f[rulebook.KeyName].Data = []byte(other) },
		"the key is no key":      func(f fstest.MapFS) { f[rulebook.KeyName].Data = []byte("key") },
		"the manifest is edited": func(f fstest.MapFS) { f[rulebook.ManifestName].Data[40] ^= 1 },
		"the signature is cut":   func(f fstest.MapFS) { f[rulebook.ManifestName].Data = f[rulebook.ManifestName].Data[:200] },
	} {
		f := folder()
		attack(f)
		if err := rulebook.Verify(f); chart.KindOf(err) != chart.Tampered {
			t.Errorf("%s: want it refused, got %v", name, err)
		}
		if b, err := rulebook.Load(f); err == nil && name == "a rule is changed" && b != nil {
			t.Errorf("%s: the book was made", name)
		}
	}
	if _, err := rulebook.Seal(folder(), "no key"); chart.KindOf(err) != chart.BadInput {
		t.Errorf("no key: got %v", err)
	}
}
