package backup_test

import (
	"bufio"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

var points = flag.Int("points", 30, "points at which the writing process is harmed")

const (
	crashDir   = "CHARTPROOF_CRASH_DIR"
	crashTOTP  = "CHARTPROOF_CRASH_TOTP"
	crashRound = "CHARTPROOF_CRASH_ROUND"
	crashHow   = "CHARTPROOF_CRASH_HOW"
)

// The ways in which a writing process is harmed.
const (
	killed   = "kill -9"
	full     = "disk full"
	torn     = "torn write"
	readOnly = "read-only folder"
	backward = "clock set back"
)

func crashRing(dir string) vault.Keyring {
	return vault.FileKeyring{Path: filepath.Join(filepath.Dir(dir), "machine.key"), Passphrase: password, Iterations: 1000}
}

// TestCrashChild is the writer that TestCrash harms. It does nothing in an ordinary run.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		return
	}
	round, err := strconv.Atoi(os.Getenv(crashRound))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, dir: dir, ring: crashRing(dir), ticks: time.Duration(round) * time.Hour, secret: os.Getenv(crashTOTP)}
	if os.Getenv(crashHow) == readOnly {
		if err := lockFolder(); err != nil {
			t.Fatal(err)
		}
	}
	h.open()
	h.signIn()
	fmt.Println("ack ready")
	if os.Getenv(crashHow) == full { // from here on a file grows only so far, as on a disk that is nearly full
		if err := limitFiles(h.dir, 256<<10); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getenv(crashHow) == backward {
		h.ticks -= 300 * 24 * time.Hour
	}
	for i := range 1000 {
		id := h.document(fmt.Sprintf("chart %d of round %d", i, round))
		fmt.Println("ack document", id)
		h.decide(id, "name", "value of name")
		fmt.Println("ack decide", id)
	}
}

// crashOnce lets a child work and harms it; it gives what was acknowledged.
func crashOnce(t *testing.T, h *house, round int, how string, steps int, after time.Duration) (acks []string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrashChild$")
	cmd.Env = append(os.Environ(), crashDir+"="+h.dir, crashTOTP+"="+h.secret, crashRound+"="+strconv.Itoa(round), crashHow+"="+how)
	out, err := cmd.StdoutPipe()
	h.must(err)
	h.must(cmd.Start())
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			if err != io.EOF {
				t.Fatal(err)
			}
			break
		}
		ack, ok := strings.CutPrefix(strings.TrimSpace(line), "ack ")
		if !ok {
			continue
		}
		if acks = append(acks, ack); len(acks) == steps {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Errorf("round %d, %s: want the child harmed, it ended by itself", round, how)
	}
	return acks
}

// tear cuts the write-ahead log somewhere in its last frames, or spoils them, as a power cut does to what was not synced. What a
// commit has synced lies before the last commit's end, so only what follows the last whole commit is harmed.
func tear(t *testing.T, h *house, rnd *mrand.Rand) {
	t.Helper()
	path := filepath.Join(h.dir, sqlitedb.FileName+"-wal")
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) || len(data) == 0 {
		return
	}
	h.must(err)
	tail := make([]byte, rnd.IntN(9000))
	_, _ = rand.Read(tail)
	h.must(os.WriteFile(path, append(data, tail...), 0o600)) // a frame that was begun
}

// TestCrash harms a writing process in every way and looks whether anything that it had acknowledged is lost, and whether the
// workspace opens and holds every time.
func TestCrash(t *testing.T) {
	h := &house{t: t, dir: filepath.Join(t.TempDir(), "workspace")}
	h.ring = crashRing(h.dir)
	h.setUp()
	h.close()
	rnd := mrand.New(mrand.NewPCG(20261122, 5))
	ways := []string{killed, killed, full, torn, readOnly, backward}
	made, all, lost, unread := map[string]int{}, 0, 0, 0
	for round := 1; round <= *points; round++ {
		how := ways[round%len(ways)]
		made[how]++
		acks := crashOnce(t, h, round, how, 1+rnd.IntN(8), time.Duration(rnd.IntN(12000))*time.Microsecond)
		if how == torn {
			tear(t, h, rnd)
		}
		h.ticks = time.Duration(round)*time.Hour + 30*time.Minute
		if err := h.tryOpen(); err != nil {
			t.Errorf("round %d, %s: the workspace does not open: %v", round, how, err)
			unread++
			continue
		}
		h.signIn()
		h.must(h.blobs.Sweep(t.Context()))
		c, err := backup.Verify(t.Context(), h.whole(nil))
		h.must(err)
		if len(c.Findings) > 0 {
			t.Errorf("round %d, %s: %v", round, how, c.Findings)
			unread++
		}
		for _, ack := range acks {
			w := strings.Fields(ack)
			if w[0] == "ready" {
				continue
			}
			all++
			d, err := h.cases.Load(t.Context(), h.s, chart.DocumentID(w[1]))
			if err != nil || w[0] == "decide" && d.Final("name").Value != "value of name" {
				t.Errorf("round %d, %s: acknowledged %q is lost: %v", round, how, ack, err)
				lost++
			}
		}
		h.close()
	}
	t.Logf("%d points %v: %d acknowledged changes, %d lost, %d unreadable workspaces", *points, made, all, lost, unread)
	if all < *points {
		t.Errorf("want at least %d acknowledged changes for the test to mean something, got %d", *points, all)
	}
}
