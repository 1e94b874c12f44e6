package crash_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"chartproof.org/chartproof/app/crash"
)

// marker is a patient whom a panic quotes.
const marker = "Zebulon Quartermaine"

// TestMain is also the program that a fault brings down.
func TestMain(m *testing.M) {
	switch os.Getenv("CHARTPROOF_CRASH") {
	case "":
		os.Exit(m.Run())
	case "main":
		if crash.NoCores() != nil {
			os.Exit(9)
		}
		defer crash.Words("chartproof", os.Stderr)
		panic(errors.New("field of " + marker))
	case "elsewhere":
		if crash.NoCores() != nil || crash.Mute() != nil {
			os.Exit(9)
		}
		defer crash.Words("chartproof", os.Stderr)
		_, _ = os.Stderr.WriteString("a log line\n")
		elsewhere()
	default: // as it is without all that
		elsewhere()
	}
}

func elsewhere() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		panic("field of " + marker)
	}()
	<-done
	select {}
}

func brought(t *testing.T, down string) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "CHARTPROOF_CRASH="+down, "GOTRACEBACK=all")
	cmd.Stdout, cmd.Stderr, cmd.Dir = &said, &said, t.TempDir()
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() == 9 {
		t.Fatalf("want it brought down, got %v: %s", err, said.String())
	}
	left, err := os.ReadDir(cmd.Dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	return said.String()
}

func TestAFaultSaysNothingOfAChart(t *testing.T) {
	said := brought(t, "main")
	if strings.Contains(said, "Quartermaine") || !strings.Contains(said, "What was confirmed is saved") || !strings.Contains(said, "TestMain") {
		t.Errorf("got %s", said)
	}
	if bare := brought(t, "bare"); !strings.Contains(bare, marker) {
		t.Fatalf("without care the marker is printed, or this test finds nothing: %s", bare)
	}
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		return
	}
	if said := brought(t, "elsewhere"); strings.Contains(said, "Quartermaine") || !strings.Contains(said, "a log line") {
		t.Errorf("a fault in a goroutine that nobody watches: got %s", said)
	}
}
