package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "chartproof.org/chartproof"

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath string
	Dir        string
	Doc        string
	Imports    []string
	Deps       []string
	CgoFiles   []string
	GoFiles    []string
}

func (p pkg) room() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

func list(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-tags=pkcs11", "-json=ImportPath,Dir,Doc,Imports,Deps,CgoFiles,GoFiles", "./...")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1")
	var errText bytes.Buffer
	cmd.Stderr = &errText
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errText.String())
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) < 20 {
		t.Fatalf("go list names only %d packages: is this the module's root?", len(pkgs))
	}
	return pkgs
}

// under reports whether path is the room or stands in it. A room ending in /... holds only what is inside.
func under(path, room string) bool {
	if inside, ok := strings.CutSuffix(room, "/..."); ok {
		return strings.HasPrefix(path, inside+"/")
	}
	return path == room || strings.HasPrefix(path, room+"/")
}

func anyUnder(path string, rooms []string) bool {
	return slices.ContainsFunc(rooms, func(r string) bool { return under(path, r) })
}

// walls says what each room may import of our own module, directly. The first room that matches a package decides.
var walls = []struct {
	room string
	may  []string
}{
	{"engine/geom/g4", []string{"engine/geom"}},
	{"engine/geom/pagefile", []string{"engine/geom"}},
	{"engine/geom", nil},
	{"engine/chart", []string{"engine/geom"}},
	{"engine/intake", []string{"engine/chart", "engine/intake"}},
	{"engine/read/render", []string{"engine/geom", "engine/chart"}},
	{"engine/read/preprocess", []string{"engine/geom", "engine/chart"}},
	{"engine/read/fuse", []string{"engine/geom", "engine/chart", "engine/quality"}},
	{"engine/read/ocr/paddle", nil},
	{"engine/read/ocr", []string{"engine/geom", "engine/chart", "engine/read/ocr", "engine/read/preprocess", "engine/read/fuse"}},
	{"engine/read/regions", []string{"engine/geom", "engine/chart"}},
	{"engine/read/worker", []string{"engine/chart", "engine/geom", "engine/read"}},
	{"engine/quality/typeset", []string{"engine/chart", "engine/geom"}},
	{"engine/find/layout", []string{"engine/chart", "engine/geom"}},
	{"engine/find/classify", []string{"engine/chart", "engine/geom", "engine/find/layout", "engine/find/hashed", "assets"}},
	{"engine/find/codelists", []string{"engine/chart", "assets"}},
	{"engine/find/codes", []string{"engine/chart", "engine/geom", "assets"}},
	{"engine/find/hashed", nil},
	{"engine/find/spelling", nil},
	{"engine/find/around", []string{"engine/chart", "engine/find/layout", "engine/find/hashed"}},
	{"engine/find/fields", []string{"engine/chart", "engine/geom", "engine/find/layout", "engine/find/around", "assets"}},
	{"engine/find/phi", []string{"engine/chart", "engine/geom", "engine/find/layout", "engine/find/hashed", "engine/find/phi", "assets"}},
	{"engine/find/trust", []string{"engine/chart"}},
	{"engine/find/identity", []string{"engine/chart"}},
	{"engine/find/routing", []string{"engine/chart"}},
	{"engine/find/twice", []string{"engine/chart", "engine/find/spelling"}},
	{"engine/find/zones", []string{"engine/chart", "engine/geom", "engine/find/spelling"}},
	{"engine/review/coding", []string{"engine/chart", "engine/geom"}},
	{"engine/review", []string{"engine/chart", "engine/geom"}},
	{"engine/protect/leak", nil},
	{"engine/protect/machine", nil},
	{"engine/protect/redact", []string{"engine/chart", "engine/geom", "engine/protect/leak"}},
	{"engine/protect/password", []string{"assets/passwords"}},
	{"engine/protect/trail", []string{"engine/chart", "engine/protect/access", "assets"}},
	{"engine/protect/access/rulebook", []string{"engine/chart", "assets/policies"}},
	{"engine/protect/access", []string{"engine/chart", "engine/protect/access/rulebook"}},
	{"engine/protect/retention", []string{"engine/chart", "assets"}},
	{"engine/protect/deid/code", []string{"engine/chart"}},
	{"engine/protect/deid/proof", []string{"engine/chart"}},
	{"engine/protect/deid", []string{"engine/chart", "engine/geom", "engine/protect/deid", "assets"}},
	{"engine/send/record", []string{"engine/chart"}},
	{"engine/send", []string{"engine/chart", "engine/send"}},
	{"engine/pipeline", []string{"engine/chart", "engine/geom"}},
	{"engine/quality/kpi", []string{"engine/chart"}},
	{"engine/quality/plots", []string{"engine/chart", "engine/quality/kpi", "assets"}},
	{"engine/quality/reread", []string{"engine/chart", "engine/geom", "engine/quality", "engine/find/spelling"}},
	{"engine/quality", []string{"engine/chart", "engine/geom", "engine/quality"}},
	{"storage/sqlitedb", []string{"engine/chart"}},
	{"storage/stream", []string{"engine/chart", "engine/send"}},
	{"storage/siem", []string{"engine/chart", "engine/send/siem", "storage/sqlitedb", "storage/audit"}},
	{"storage/vault/shamir", nil},
	{"storage/vault/token11", []string{"engine/chart"}},
	{"storage/vault/recovery", []string{"engine/chart", "storage/vault/shamir"}},
	{"storage/tokens", []string{"engine/chart", "engine/protect/access", "engine/protect/deid/code", "storage/sqlitedb", "storage/vault", "storage/audit"}},
	{"storage/vault", []string{"engine/chart", "engine/protect/password", "storage/sqlitedb", "storage/audit", "storage/vault"}},
	{"storage/rulings", []string{"engine/chart", "engine/protect/access", "storage/sqlitedb", "storage/vault", "storage/audit"}},
	{"storage/backup", []string{"engine/chart", "storage/sqlitedb", "storage/vault", "storage/audit", "storage/blob", "storage/rowseal"}},
	{"storage/quality", []string{"engine/chart", "engine/quality/kpi", "storage/sqlitedb", "storage/audit"}},
	{"storage/casestore", []string{"engine/chart", "engine/review/coding", "storage/sqlitedb", "storage/vault", "storage/audit", "storage/blob"}},
	{"storage", []string{"engine/chart", "storage/sqlitedb", "storage/vault", "storage/audit", "storage/blob"}},
	{"ui/workstation", nil},
	{"ui/present", []string{"engine/chart", "engine/geom", "engine/quality/kpi", "engine/review", "engine/protect/access", "engine/protect/trail", "engine/protect/password"}},
	{"ui", []string{"engine/chart", "engine/geom", "engine/quality/kpi", "engine/quality/plots", "engine/review", "engine/protect/access", "engine/protect/trail", "ui", "assets"}},
	{"app/crash", nil},
	{"app/wirehub", []string{"engine", "storage"}},
	{"app/scanner", []string{"engine/geom", "ui/present"}},
	{"app/wire", []string{"engine", "storage", "ui/present", "app/wirehub", "app/scanner"}},
	{"app/chartproofhub", []string{"app/wirehub", "engine/chart"}},
	{"app/chartproofctl", []string{"app/wire", "app/crash", "engine", "assets", "ui/present"}},
	{"app/chartproof", []string{"app/wire", "app/crash", "ui", "engine/read/worker", "engine/chart", "assets"}},
	{"app/archtest", nil},
	{"app/e2e", []string{"engine", "app/wire", "assets"}},
	{"assets", []string{"assets"}},
}

func TestRoomsImportOnlyWhatTheirWallsAllow(t *testing.T) {
	for _, p := range list(t) {
		if p.room() == "app/warm" || strings.HasPrefix(p.room(), "packaging") {
			continue
		}
		i := slices.IndexFunc(walls, func(w struct {
			room string
			may  []string
		}) bool {
			return under(p.room(), w.room)
		})
		if i < 0 {
			t.Errorf("%s stands in no room of the house: give it a wall here", p.room())
			continue
		}
		for _, imp := range p.Imports {
			own, ok := strings.CutPrefix(imp, module+"/")
			if ok && !anyUnder(own, walls[i].may) {
				t.Errorf("%s imports %s; its walls allow %v", p.room(), own, walls[i].may)
			}
		}
	}
}

// only says which rooms may import a foreign package directly.
var only = []struct {
	what  string
	match func(path string) bool
	rooms []string
}{
	{"the window toolkit", prefixed("fyne.io/"), []string{"ui", "app/chartproof"}},
	{"SQL", prefixed("database/sql", "modernc.org/sqlite"), []string{"storage"}},
	{"ciphers", prefixed("crypto/aes", "crypto/cipher", "crypto/hpke", "crypto/mlkem", "crypto/ecdh"),
		[]string{"storage/vault", "storage/blob", "storage/tokens", "storage/backup", "engine/send/record"}},
	{"the OS keyring", prefixed("github.com/zalando/go-keyring"), []string{"storage/vault"}},
	{"PKCS #11, which is cgo", prefixed("github.com/miekg/pkcs11"), []string{"storage/vault/token11"}},
	{"MuPDF", prefixed("github.com/gen2brain/go-fitz"), []string{"engine/read/render"}},
	{"Tesseract", prefixed("github.com/otiai10/gosseract"), []string{"engine/read/ocr"}},
	{"ONNX Runtime", prefixed("github.com/yalue/onnxruntime_go"), []string{"engine/read/ocr"}},
	{"NATS", prefixed("github.com/nats-io/"), []string{"storage/stream"}},
	{"Cedar", prefixed("github.com/cedar-policy/"), []string{"engine/protect/access/rulebook"}},
	{"the stage of tests", prefixed(module + "/ui/stage"), nil},
	{"the SIEM of tests", prefixed(module + "/engine/send/siem/rsyslog"), nil},
	{"the workspace of tests", prefixed(module + "/storage/vault/vaulttest"), nil},
}

func prefixed(prefixes ...string) func(string) bool {
	return func(path string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool {
			return path == p || strings.HasPrefix(path, strings.TrimSuffix(p, "/")+"/")
		})
	}
}

func TestForeignPackagesStayInTheirRooms(t *testing.T) {
	for _, p := range list(t) {
		if p.room() == "app/warm" {
			continue
		}
		for _, rule := range only {
			for _, imp := range p.Imports {
				if rule.match(imp) && !anyUnder(p.room(), rule.rooms) {
					t.Errorf("%s imports %s: %s belongs to %v", p.room(), imp, rule.what, rule.rooms)
				}
			}
		}
	}
}

// never says what a room may not reach at all, through whatever it imports.
var never = []struct {
	room, what string
	match      func(string) bool
}{
	{"engine", "a database", prefixed("database/sql")},
	{"engine", "the window toolkit", prefixed("fyne.io/")},
	{"engine", "the OS keyring", prefixed("github.com/zalando/go-keyring")},
	{"engine", "storage or ui", prefixed(module+"/storage", module+"/ui")},
	{"engine/read", "the network", prefixed("net/http")},
	{"ui/present", "the window toolkit", prefixed("fyne.io/")},
	{"app/chartproofhub", "the window toolkit", prefixed("fyne.io/")},
	{"app/chartproofhub", "PKCS #11", prefixed("github.com/miekg/pkcs11")},
	{"ui", "PKCS #11", prefixed("github.com/miekg/pkcs11")},
	{"app/chartproofhub", "MuPDF", prefixed("github.com/gen2brain/go-fitz")},
	{"app/chartproofctl", "the window toolkit", prefixed("fyne.io/")},
}

func TestRoomsNeverReachWhatTheyMustNot(t *testing.T) {
	for _, p := range list(t) {
		for _, rule := range never {
			if !under(p.room(), rule.room) {
				continue
			}
			for _, dep := range p.Deps {
				if rule.match(dep) {
					t.Errorf("%s reaches %s through %s", p.room(), rule.what, dep)
				}
			}
		}
	}
}

func TestCgoOnlyWhereForeignBytesAreRead(t *testing.T) {
	for _, p := range list(t) {
		if len(p.CgoFiles) > 0 && !anyUnder(p.room(), []string{"engine/read/render", "engine/read/ocr"}) {
			t.Errorf("%s uses cgo in %v", p.room(), p.CgoFiles)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range list(t) {
		if p.room() == "app/warm" || len(p.GoFiles) == 0 {
			continue
		}
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.room())
		}
		if _, err := os.Stat(filepath.Join(p.Dir, "doc.go")); err != nil {
			t.Errorf("%s has no doc.go", p.room())
		}
	}
}

// TestTopLevel holds the fixed top level of the repository.
func TestTopLevel(t *testing.T) {
	allowed := strings.Fields("app ui engine storage assets packaging testdata FyneApp.toml go.mod go.sum README.md LICENSE .gitignore .golangci.yml .ci .git build out")
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s stands at the top level; allowed are %v", e.Name(), allowed)
		}
	}
}

// TestOneVersionOfLibc holds modernc.org/libc to the version that modernc.org/sqlite was made with: any other breaks it in
// ways that its tests do not show.
func TestOneVersionOfLibc(t *testing.T) {
	version := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), "go", append([]string{"list", "-m"}, args...)...)
		cmd.Dir = filepath.Join("..", "..")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list -m %v: %v", args, err)
		}
		return strings.TrimSpace(string(out))
	}
	gomod, err := os.ReadFile(version("-f", "{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for line := range strings.Lines(string(gomod)) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "modernc.org/libc" {
			want = f[1]
		}
	}
	if got := version("-f", "{{.Version}}", "modernc.org/libc"); want == "" || got != want {
		t.Errorf("modernc.org/libc is %s; modernc.org/sqlite was made with %q", got, want)
	}
}
