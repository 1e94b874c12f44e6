package hub

import (
	"encoding/json"
	"errors"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
)

// opened checks a checkpoint with the key that the hub trusts. One that another key signed is chart.Conflict: the workstation
// then shows how it came to that key.
func opened(key string, checkpoint []byte) (*note.Note, witnessed, error) {
	const op = "check the device's signature"
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, witnessed{}, chart.E(chart.Tampered, op, errors.New("the key kept for this device is damaged"))
	}
	n, err := note.Open(checkpoint, note.VerifierList(verifier))
	var other *note.UnverifiedNoteError
	if errors.As(err, &other) {
		return nil, witnessed{}, chart.E(chart.Conflict, op, errors.New("another key signed"))
	}
	if err != nil {
		return nil, witnessed{}, chart.E(chart.Tampered, op, errors.New("the device's signature does not hold"))
	}
	size, root, err := parseCheckpoint(n.Text, verifier.Name())
	if err != nil {
		return nil, witnessed{}, chart.E(chart.BadInput, op, err)
	}
	return n, witnessed{size, root}, nil
}

// entry proves that a leaf stands in the tree of a checkpoint, and reads it.
func (l Leaf) entry(tree witnessed) (e chart.AuditEntry, err error) {
	if err := json.Unmarshal(l.Entry, &e); err != nil {
		return e, errors.New("an entry is malformed")
	}
	p, err := hashes(l.Proof)
	if err != nil {
		return e, err
	}
	if err := tlog.CheckRecord(p, tree.Size, tree.Root, e.Index, tlog.RecordHash(l.Entry)); err != nil {
		return e, errors.New("an entry is not of this log")
	}
	return e, nil
}

// nextKey gives the key that the last entry of a checkpoint announces. The checkpoint's signature is the old key's over the new
// one: it covers the entry, and nothing comes after it.
func nextKey(l Leaf, tree witnessed, key string) (string, error) {
	e, err := l.entry(tree)
	if err != nil {
		return "", err
	}
	next, ok := strings.CutPrefix(e.Detail, "key=")
	if e.Action != chart.ActKeyChange || e.Index != tree.Size-1 || !ok {
		return "", errors.New("the log's last entry announces no key")
	}
	old, err := note.NewVerifier(key)
	if err != nil {
		return "", errors.New("the key kept for this device is damaged")
	}
	v, err := note.NewVerifier(next)
	if err != nil || v.Name() != old.Name() {
		return "", errors.New("the announced key is malformed, or another device's")
	}
	return next, nil
}
