package synth

import (
	"context"
	"os"
	"testing"
)

func TestRunLook(t *testing.T) {
	if err := Run(context.Background(), Job{Seed: 3, Count: 20, Family: os.Getenv("SYNTH_FAM"), Out: os.Getenv("SYNTH_LOOK")}, nil); err != nil {
		t.Fatal(err)
	}
}
