package relay

import (
	"context"
	"encoding/json"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
)

// maxSteps bounds how many new keys of the trail are shown to the hub in one round.
const maxSteps = 64

// Step is a checkpoint of the trail on its way to the hub. Where its last entry names the key that signs after it, Entry is that
// entry and Proof that it stands there.
type Step struct {
	Checkpoint []byte
	Size       int64
	Entry      []byte
	Proof      tlog.RecordProof
}

// witness has the newest checkpoint cosigned. Where the trail's key was changed since, the hub is led from the key that it
// trusts to the newest, one step for each.
func (r *Relay) witness(ctx context.Context) error {
	signed, size, err := r.trail.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if r.old == size {
		return r.reach(ctx)
	}
	for range maxSteps {
		trusted, err := r.cosign(ctx, Step{Checkpoint: signed, Size: size})
		if err != nil || trusted == "" {
			return err
		}
		step, err := r.trail.HandOver(ctx, trusted)
		if chart.KindOf(err) == chart.NotFound {
			return chart.E(chart.Tampered, "witness the trail", errors.New("the hub trusts a key that this trail never had; records go on; join the hub anew with a one-time code"))
		}
		if err != nil {
			return err
		}
		if again, err := r.cosign(ctx, step); err != nil || again != "" {
			return errors.Join(err, chart.E(chart.Tampered, "witness the trail", errors.New("the hub does not follow the trail's new key")))
		}
	}
	return chart.E(chart.Conflict, "witness the trail", errors.New("too many new keys at once; the rest follow in the next round"))
}

// cosign has one checkpoint cosigned and keeps the answer. Where the hub remembers another size than we do, its answer says
// which, and the proof starts there. Where the hub trusts another key, that is what is given.
func (r *Relay) cosign(ctx context.Context, step Step) (trusted string, err error) {
	for range 2 {
		res, err := r.ask(ctx, step)
		switch {
		case chart.KindOf(err) == chart.Conflict && res.Key != "":
			return res.Key, nil
		case chart.KindOf(err) == chart.Conflict && res.Size != r.old:
			if forked, err := r.fork(ctx, res); forked || err != nil {
				return "", err
			}
			r.old = res.Size
			continue
		case err != nil:
			return "", err
		}
		r.old = step.Size
		return "", r.trail.Witness(ctx, res.Cosigned, r.enrolment.WitnessKey)
	}
	return "", chart.E(chart.Tampered, "witness the trail", errors.New("the hub has witnessed another trail of this workstation"))
}

func (r *Relay) ask(ctx context.Context, step Step) (res hub.CheckpointResponse, err error) {
	req := hub.CheckpointRequest{Checkpoint: step.Checkpoint, OldSize: r.old}
	if r.old > step.Size {
		return res, chart.E(chart.Tampered, "witness the trail", errors.New("the hub has seen entries that are no longer here"))
	}
	if r.old > 0 {
		proof, err := r.trail.Prove(ctx, r.old, step.Size)
		if err != nil {
			return res, err
		}
		req.Proof = raw(proof)
	}
	if step.Entry != nil {
		req.HandOver = &hub.Leaf{Entry: step.Entry, Proof: raw(step.Proof)}
	}
	return r.post(ctx, req)
}

func (r *Relay) post(ctx context.Context, req hub.CheckpointRequest) (res hub.CheckpointResponse, err error) {
	body, err := json.Marshal(req)
	if err != nil {
		return res, err
	}
	err = post(ctx, r.client, r.enrolment.URL+hub.PathCheckpoints, body, nil, &res)
	return res, err
}

func raw(proof []tlog.Hash) (out [][]byte) {
	for _, h := range proof {
		out = append(out, h[:])
	}
	return out
}
