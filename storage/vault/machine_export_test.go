package vault

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// RotateMachineUnseen renews the machine secret with a commit that is done and reported as failed.
func RotateMachineUnseen(ctx context.Context, v *Vault, by *Session, failed error) error {
	o, next := by.o, randomSecret()
	return v.exchange(ctx, o, next, func() error {
		if err := v.takeMachine(ctx, o, next, by.person.ID, Scheduled); err != nil {
			return err
		}
		return chart.E(chart.Internal, "commit", failed)
	})
}
