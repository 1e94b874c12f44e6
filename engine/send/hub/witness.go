package hub

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
)

// witnessed is the last checkpoint of a device.
type witnessed struct {
	Size int64     `json:"size"`
	Root tlog.Hash `json:"root"`
}

// answer says on a conflict where the hub stands.
func (w witnessed) answer() CheckpointResponse {
	return CheckpointResponse{Size: w.Size, Root: w.Root[:]}
}

// witness cosigns a checkpoint that continues the one before.
func (s *Server) witness(w http.ResponseWriter, r *http.Request, c caller) {
	var req CheckpointRequest
	if err := read(r, &req); err != nil {
		s.refuse(w, r, err)
		return
	}
	res, err := s.cosign(r.Context(), chart.DeviceID(c.name), req)
	if chart.KindOf(err) == chart.Conflict {
		s.answer(w, http.StatusConflict, res)
		return
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "checkpoint witnessed", "device", c.name, "size", res.Size)
	s.answer(w, http.StatusOK, res)
}

func (s *Server) cosign(ctx context.Context, dev chart.DeviceID, req CheckpointRequest) (CheckpointResponse, error) {
	const op = "witness checkpoint"
	state, known, err := load[deviceState](ctx, s.Store, Devices, string(dev))
	if err != nil {
		return CheckpointResponse{}, err
	}
	n, now, err := opened(state.VerifierKey, req.Checkpoint)
	if err != nil {
		return CheckpointResponse{Key: state.VerifierKey}, fmt.Errorf("%s: %w", op, err)
	}
	var next string
	if req.HandOver != nil {
		if next, err = nextKey(*req.HandOver, now, state.VerifierKey); err != nil {
			return CheckpointResponse{}, chart.E(chart.Tampered, op, err)
		}
	}
	last, rev, err := load[witnessed](ctx, s.Store, Witness, string(dev))
	if err != nil && chart.KindOf(err) != chart.NotFound {
		return CheckpointResponse{}, err
	}
	from := last
	if req.Fork != nil {
		if from, err = s.forked(ctx, dev, *req.Fork, n, now, last); err != nil {
			return last.answer(), fmt.Errorf("%s: %w", op, err)
		}
	}
	if req.OldSize != from.Size {
		return last.answer(), chart.E(chart.Conflict, op, errors.New("the proof starts elsewhere"))
	}
	if err := continues(from, now, req.Proof); err != nil {
		return CheckpointResponse{}, chart.E(chart.Tampered, op, err)
	}
	if err := save(ctx, s.Store, Witness, string(dev), now, rev); err != nil {
		return CheckpointResponse{}, err
	}
	if next != "" { // after the checkpoint: a hub that stops here is asked for the same step again
		state.VerifierKey = next
		if err := save(ctx, s.Store, Devices, string(dev), state, known); err != nil {
			return CheckpointResponse{}, err
		}
		s.Log.InfoContext(ctx, "trail key followed", "device", string(dev), "size", now.Size)
	}
	return s.cosigned(n, now.Size)
}

// cosigned adds the hub's signature to a device's checkpoint.
func (s *Server) cosigned(n *note.Note, size int64) (CheckpointResponse, error) {
	signer, err := note.NewSigner(s.Identity.WitnessKey)
	if err != nil {
		return CheckpointResponse{}, err
	}
	cosigned, err := note.Sign(n, signer)
	return CheckpointResponse{Cosigned: cosigned, Size: size}, err
}

// continues checks the proof that the new tree begins with the last.
func continues(last, now witnessed, proof [][]byte) error {
	if now.Size < last.Size {
		return errors.New("the log became shorter")
	}
	if last.Size == 0 {
		return nil
	}
	p, err := hashes(proof)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(p, now.Size, now.Root, last.Size, last.Root); err != nil {
		return errors.New("the log is not the one witnessed before")
	}
	return nil
}

func hashes(proof [][]byte) (out []tlog.Hash, err error) {
	for _, h := range proof {
		if len(h) != tlog.HashSize {
			return nil, errors.New("the proof is malformed")
		}
		out = append(out, tlog.Hash(h))
	}
	return out, nil
}

// parseCheckpoint reads origin, size and root, a line each.
func parseCheckpoint(text, origin string) (int64, tlog.Hash, error) {
	malformed := errors.New("the checkpoint is malformed")
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return 0, tlog.Hash{}, malformed
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return 0, tlog.Hash{}, malformed
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return 0, tlog.Hash{}, malformed
	}
	return size, tlog.Hash(root), nil
}
