package hub

import (
	"context"
	"encoding/base64"
	"errors"
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
	state, _, err := load[deviceState](ctx, s.Store, Devices, string(dev))
	if err != nil {
		return CheckpointResponse{}, err
	}
	verifier, err := note.NewVerifier(state.VerifierKey)
	if err != nil {
		return CheckpointResponse{}, err
	}
	n, err := note.Open(req.Checkpoint, note.VerifierList(verifier))
	if err != nil {
		return CheckpointResponse{}, chart.E(chart.Tampered, op, errors.New("the device's signature does not hold"))
	}
	size, root, err := parseCheckpoint(n.Text, verifier.Name())
	if err != nil {
		return CheckpointResponse{}, chart.E(chart.BadInput, op, err)
	}
	last, rev, err := load[witnessed](ctx, s.Store, Witness, string(dev))
	if err != nil && chart.KindOf(err) != chart.NotFound {
		return CheckpointResponse{}, err
	}
	if req.OldSize != last.Size {
		return CheckpointResponse{Size: last.Size}, chart.E(chart.Conflict, op, errors.New("the proof starts elsewhere"))
	}
	if err := continues(last, size, root, req.Proof); err != nil {
		return CheckpointResponse{}, chart.E(chart.Tampered, op, err)
	}
	if err := save(ctx, s.Store, Witness, string(dev), witnessed{size, root}, rev); err != nil {
		return CheckpointResponse{}, err
	}
	signer, err := note.NewSigner(s.Identity.WitnessKey)
	if err != nil {
		return CheckpointResponse{}, err
	}
	cosigned, err := note.Sign(n, signer)
	return CheckpointResponse{Cosigned: cosigned, Size: size}, err
}

// continues checks the proof that the new tree begins with the last.
func continues(last witnessed, size int64, root tlog.Hash, proof [][]byte) error {
	if size < last.Size {
		return errors.New("the log became shorter")
	}
	if last.Size == 0 {
		return nil
	}
	var p tlog.TreeProof
	for _, h := range proof {
		if len(h) != tlog.HashSize {
			return errors.New("the proof is malformed")
		}
		p = append(p, tlog.Hash(h))
	}
	if err := tlog.CheckTree(p, size, root, last.Size, last.Root); err != nil {
		return errors.New("the log is not the one witnessed before")
	}
	return nil
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
