package backup

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
)

// FuzzManifest: of a drive's manifest only what keeps to the limits is taken, and its places stay within the drive.
func FuzzManifest(f *testing.F) {
	name := strings.Repeat("0a", 32)
	whole, err := json.Marshal(Manifest{Format: manifestFormat, Generation: 1, Workspace: "w", Schema: 1, Checkpoint: []byte("c"),
		Database: Cut{Bytes: 1, Chunks: []string{name}}, Files: []File{{Name: name, Size: 1}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(bytes.Replace(whole, []byte(`"w"`), []byte(`"../w"`), 1))
	f.Add(bytes.ReplaceAll(whole, []byte(name), []byte("../../etc/passwd")))
	f.Add(bytes.Replace(whole, []byte(`"bytes":1`), []byte(`"bytes":9223372036854775807`), 1))
	if _, err := parseManifest(whole); err != nil {
		f.Fatalf("the seed: %v", err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(data)
		if err != nil {
			if chart.KindOf(err) != chart.Tampered {
				t.Errorf("want %s, got %v", chart.Tampered, err)
			}
			return
		}
		if strings.ContainsAny(m.Workspace, "/\\.") || m.Generation < 1 || m.Database.Bytes < 1 {
			t.Errorf("took %+v", m)
		}
		for _, c := range m.Database.Chunks {
			if !blob.ValidName(c) {
				t.Errorf("took the chunk %q", c)
			}
		}
	})
}

// FuzzUnpack: what is no packed JSON is told as harm and nothing else.
func FuzzUnpack(f *testing.F) {
	packed, err := pack(map[string]int{"a": 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed)
	f.Add(packed[:len(packed)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		var v any
		if err := unpack(data, &v); err != nil && chart.KindOf(err) != chart.Tampered {
			t.Errorf("want %s, got %v", chart.Tampered, err)
		}
	})
}
