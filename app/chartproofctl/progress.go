package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"chartproof.org/chartproof/engine/pipeline"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// bar draws one line of progress on a terminal, at most thirty times a second. It names files by their number, never by
// their name.
type bar struct {
	w     io.Writer
	files int

	mu   sync.Mutex
	last time.Time
	file int
}

const barWidth = 30

func (b *bar) step(p pipeline.Progress) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := time.Now(); now.Sub(b.last) > time.Second/30 {
		b.last = now
		b.draw(p)
	}
}

func (b *bar) draw(p pipeline.Progress) {
	words := map[pipeline.Step]string{pipeline.StepRead: "reading", pipeline.StepRedact: "redacting", pipeline.StepVerify: "verifying"}
	done := barWidth * (b.file - 1) / max(b.files, 1)
	fmt.Fprintf(b.w, "\r[%s%s] file %d of %d, %s page %d\x1b[K", strings.Repeat("#", done), strings.Repeat("·", barWidth-done),
		b.file, b.files, words[p.Step], p.Page)
}

func (b *bar) next() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.file++
}

func (b *bar) clear() {
	if b != nil {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
