package wire

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"time"

	"chartproof.org/chartproof/engine/protect/machine"
)

// askLimit bounds a program that the doctor asks.
const askLimit = 5 * time.Second

// thisMachine is the computer that the program runs on.
func thisMachine() *machine.Machine {
	m := &machine.Machine{OS: runtime.GOOS, Root: os.DirFS("/"), Env: os.Getenv, UID: os.Getuid(), Owner: owner, Ask: ask, Space: space, Synced: synced,
		Landlock: landlock, Now: time.Now}
	if path, err := os.Executable(); err == nil {
		if st, err := os.Stat(path); err == nil {
			m.Built = st.ModTime()
		}
	}
	return m
}

// ask runs one of the system's own programs that only answers.
func ask(ctx context.Context, program string, args ...string) (string, error) {
	ctx, end := context.WithTimeout(ctx, askLimit)
	defer end()
	out, err := exec.CommandContext(ctx, program, args...).Output()
	return string(out), err
}
