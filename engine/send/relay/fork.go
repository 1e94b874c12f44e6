package relay

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
)

// Fork shows why the trail goes on beside what the hub has witnessed.
type Fork struct {
	Checkpoint []byte // the newest, signed
	Size       int64
	Seen       []byte // the newest checkpoint here that the hub has cosigned; nil: there is none
	From       int64  // its entries
	Proof      tlog.TreeProof
	// The restore, the alert about it and, once there, its acknowledgement by a person.
	Leaves [][]byte
	Proofs []tlog.RecordProof
}

// fork tells the hub why the trail is not the one that it has witnessed, where that is so: the hub keeps both and goes on with this
// one once a person has acknowledged it.
func (r *Relay) fork(ctx context.Context, seen hub.CheckpointResponse) (forked bool, err error) {
	const op = "witness the trail"
	if seen.Size == 0 || len(seen.Root) != tlog.HashSize {
		return false, nil
	}
	f, err := r.trail.Fork(ctx, seen.Size, tlog.Hash(seen.Root))
	if chart.KindOf(err) == chart.NotFound {
		return false, chart.E(chart.Tampered, op, errors.New("the hub has witnessed another trail of this workstation"))
	}
	if err != nil || f == nil {
		return false, err
	}
	res, err := r.post(ctx, f.request())
	switch {
	case chart.KindOf(err) == chart.Conflict && res.Key != "":
		return true, chart.E(chart.Tampered, op, errors.New("the hub trusts another key than the restored trail's; records go on; join the hub anew with a one-time code"))
	case chart.KindOf(err) == chart.Conflict:
		return true, chart.E(chart.Conflict, op, errors.New("the trail was restored; somebody acknowledges the alert about it"))
	case err != nil:
		return true, err
	}
	r.old = f.Size
	return true, r.trail.Witness(ctx, res.Cosigned, r.enrolment.WitnessKey)
}

func (f *Fork) request() hub.CheckpointRequest {
	leaf := func(i int) hub.Leaf { return hub.Leaf{Entry: f.Leaves[i], Proof: raw(f.Proofs[i])} }
	fork := &hub.Fork{Seen: f.Seen, Cause: leaf(0), Alert: leaf(1)}
	if len(f.Leaves) > 2 {
		agreed := leaf(2)
		fork.Agreed = &agreed
	}
	return hub.CheckpointRequest{Checkpoint: f.Checkpoint, OldSize: f.From, Proof: raw(f.Proof), Fork: fork}
}
