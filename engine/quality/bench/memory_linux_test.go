package bench

import (
	"os/exec"
	"testing"
)

func TestMemoryOfWhatWasStartedCounts(t *testing.T) {
	alone := watchMemory()()
	cmd := exec.CommandContext(t.Context(), "cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close(); _ = cmd.Wait() }()
	held := make([]byte, 64<<20)
	for i := 0; i < len(held); i += 4096 {
		held[i] = 1
	}
	if both := watchMemory()(); both < alone+60 || held[4096] != 1 {
		t.Errorf("%.0f MiB with a child and 64 MiB more than %.0f", both, alone)
	}
	if child := residentOf(cmd.Process.Pid); child <= 0 || child > 100<<20 {
		t.Errorf("the child alone holds %d bytes", child)
	}
}
