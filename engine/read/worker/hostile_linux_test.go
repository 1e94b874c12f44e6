package worker_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/worker"
)

// hostileArgument makes the test binary a child that was taken over by a file: it sets up like an honest one, and does
// what the argument says as soon as it is asked for a page.
const hostileArgument = "--hostile="

func hostileChild(how, marker string) {
	caps := worker.Caps{Head: 1 << 20, Blob: 1 << 30}
	for {
		f, err := worker.DecodeFrame(os.Stdin, caps)
		if err != nil {
			os.Exit(0)
		}
		switch f.Kind {
		case worker.KindSetup:
			tell(worker.KindReady, worker.Ready{Landlock: 1, Seccomp: true})
		case worker.KindOpen:
			tell(worker.KindOpened, worker.Opened{Pages: 1})
		case worker.KindPage:
			misbehave(how, marker)
		}
	}
}

func tell(k worker.Kind, v any) {
	if worker.WriteFrame(os.Stdout, k, v, nil) != nil {
		os.Exit(1)
	}
}

func misbehave(how, marker string) {
	switch how {
	case "garbage":
		_, _ = os.Stdout.Write(bytes.Repeat([]byte("PHI? "), 1000))
	case "huge":
		_, _ = os.Stdout.Write(binary.LittleEndian.AppendUint32(append([]byte("CPW\x01\x06\x00\x00\x00"), 2, 0, 0, 0), 0xffffffff))
	case "silent":
		select {}
	case "spin":
		for i := 0; ; i++ {
			_ = i
		}
	case "swell":
		swell()
	case "segfault":
		_ = syscall.Kill(os.Getpid(), syscall.SIGSEGV)
		select {}
	case "chatter":
		line := []byte(strings.Repeat("libpng error: something ", 50) + "\n")
		for range 20000 {
			_, _ = os.Stderr.Write(line)
		}
		tell(worker.KindPaged, honestPage())
	case "wrong page":
		p := honestPage()
		p.Page.Number = 7
		tell(worker.KindPaged, p)
	case "wrong pixels":
		p := honestPage()
		p.Page.Width, p.Page.Height, p.Depth = 1<<20, 1<<20, geom.Colour
		tell(worker.KindPaged, p)
	case "wrong box":
		p := honestPage()
		p.Page.Words = []chart.Word{{Text: "x", Box: geom.Box{X0: -5, X1: 5, Y1: 9}}}
		tell(worker.KindPaged, p)
	case "long detail":
		tell(worker.KindRefused, chart.Refusal{Reason: chart.RefusedDamaged, Detail: strings.Repeat("patient ", 100)})
	case "crash once":
		if _, err := os.Stat(marker); err != nil {
			_ = os.WriteFile(marker, nil, 0o600)
			os.Exit(2)
		}
		tell(worker.KindPaged, honestPage())
	}
}

func swell() {
	var held [][]byte
	for {
		b := make([]byte, 16<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		held = append(held, b)
		if len(held) > 1<<10 {
			os.Exit(0)
		}
	}
}

func hostile(t *testing.T, how string, o worker.Options) *worker.Pool {
	t.Helper()
	return pool(t, worker.WithCommand(o, os.Args[0], hostileArgument+how, filepath.Join(t.TempDir(), "marker")))
}

func readOne(ctx context.Context, p *worker.Pool, pixels bool) error {
	_, err := p.Read(ctx, worker.File{MediaType: "image/png", Bytes: []byte("x")}, worker.Want{Words: true, Pixels: pixels},
		func(worker.PageRead) error { return nil })
	return err
}

func TestAHostileChildOnlyCostsItsFile(t *testing.T) {
	for _, c := range []struct {
		how    string
		want   chart.RefusalReason // "" is success
		pixels bool
	}{
		{how: "garbage", want: chart.RefusedDamaged},
		{how: "huge", want: chart.RefusedDamaged},
		{how: "silent", want: chart.RefusedTimedOut},
		{how: "spin", want: chart.RefusedTimedOut},
		{how: "swell", want: chart.RefusedOutOfMemory},
		{how: "segfault", want: chart.RefusedDamaged},
		{how: "chatter"},
		{how: "wrong page", want: chart.RefusedDamaged},
		{how: "wrong pixels", want: chart.RefusedDamaged, pixels: true},
		{how: "wrong box", want: chart.RefusedDamaged},
		{how: "long detail", want: chart.RefusedDamaged},
		{how: "crash once"},
	} {
		t.Run(c.how, func(t *testing.T) {
			p := hostile(t, c.how, worker.Options{Jobs: 1, PageTimeout: 3 * time.Second, MaxRSS: 256 << 20})
			err := readOne(t.Context(), p, c.pixels)
			var r *chart.Refusal
			switch {
			case c.want == "" && err != nil:
				t.Fatalf("Read: %v, want success", err)
			case c.want != "" && (!errors.As(err, &r) || r.Reason != c.want):
				t.Fatalf("Read: %v, want refusal %s", err, c.want)
			case r != nil && len(r.Detail) > 200:
				t.Errorf("the refusal carries %d bytes of the child's words", len(r.Detail))
			}
		})
	}
}

func TestThePoolLivesOnAfterACrash(t *testing.T) {
	p := hostile(t, "segfault", worker.Options{Jobs: 1})
	for i := range 3 {
		var r *chart.Refusal
		if err := readOne(t.Context(), p, false); !errors.As(err, &r) {
			t.Fatalf("read %d: %v, want a refusal", i, err)
		}
	}
}

func TestCancelEndsAReadAtOnce(t *testing.T) {
	p := hostile(t, "spin", worker.Options{Jobs: 1, PageTimeout: time.Minute})
	why := errors.New("the person pressed cancel")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(100*time.Millisecond, func() { cancel(why) })
	began := time.Now()
	if err := readOne(ctx, p, false); !errors.Is(err, why) {
		t.Errorf("Read: %v, want %v", err, why)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("a cancelled read took %v, want it to end at once", took)
	}
}

func TestCloseEndsTheChildren(t *testing.T) {
	p, err := worker.Start(t.Context(), worker.WithCommand(worker.Options{Jobs: 2}, os.Args[0], hostileArgument+"silent", ""))
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	pids := p.ChildPIDs()
	if err := p.Close(); err != nil || len(pids) != 2 {
		t.Fatalf("close: %v with %d children, want 2", err, len(pids))
	}
	for _, pid := range pids {
		if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
			t.Errorf("child %d after close: %v, want no such process", pid, err)
		}
	}
	if chart.KindOf(readOne(t.Context(), p, false)) != chart.BadState {
		t.Errorf("Read after Close does not say so")
	}
}

// parentArgument makes the test binary a parent whose child spins; it prints the child's process id and waits.
const parentArgument = "--parent"

func spinningParent() {
	p, err := worker.Start(context.Background(), worker.WithCommand(worker.Options{Jobs: 1, PageTimeout: time.Minute}, os.Args[0], hostileArgument+"spin", ""))
	if err != nil {
		os.Exit(1)
	}
	fmt.Println(p.ChildPIDs()[0])
	_ = readOne(context.Background(), p, false)
	os.Exit(1)
}

func TestTheChildEndsWithItsParent(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], parentArgument)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatalf("pipe: %v", err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start parent: %v", err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatalf("read the child's id: %v", err)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Fatalf("the child before: %v, want it alive", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("kill parent: %v", err)
	}
	_ = cmd.Wait() // it was killed
	deadline := time.After(10 * time.Second)
	for gone := false; !gone; {
		select {
		case <-deadline:
			t.Fatalf("child %d outlives its parent", pid)
		default:
			stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			gone = err != nil || strings.Contains(string(stat), ") Z ") // a zombie waits for init only
			runtime.Gosched()
		}
	}
}
