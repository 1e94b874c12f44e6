package rulebook_test

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// FuzzManifest: no manifest but the one that was signed holds for the rules of the release, whatever it is made of.
func FuzzManifest(f *testing.F) {
	release := os.DirFS("../../../../assets/policies")
	folder := fstest.MapFS{}
	names, err := fs.Glob(release, "*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		if data, err := fs.ReadFile(release, name); err == nil {
			folder[name] = &fstest.MapFile{Data: data}
		}
	}
	signed := bytes.Clone(folder[rulebook.ManifestName].Data)
	key := bytes.Clone(folder[rulebook.KeyName].Data)
	f.Add(signed, key)
	f.Add(signed[:len(signed)/2], key)
	f.Add(append(bytes.Clone(signed), signed...), key)
	f.Add([]byte("\n\n\u2014 chartproof.org/policies AAAA\n"), []byte("chartproof.org/policies+00000000+AAAA"))
	f.Fuzz(func(t *testing.T, manifest, public []byte) {
		folder[rulebook.ManifestName] = &fstest.MapFile{Data: manifest}
		folder[rulebook.KeyName] = &fstest.MapFile{Data: public}
		err := rulebook.Verify(folder)
		if err == nil && (!bytes.HasPrefix(manifest, signed[:bytes.Index(signed, []byte("\n\n"))]) || !bytes.Equal(bytes.TrimSpace(public), bytes.TrimSpace(key))) {
			t.Errorf("want it refused: manifest %q, key %q", manifest, public)
		}
		if err != nil && chart.KindOf(err) != chart.Tampered {
			t.Errorf("want %s, got %v", chart.Tampered, err)
		}
	})
}
