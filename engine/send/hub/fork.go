package hub

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
)

// Forked is a trail that went on beside what the hub had witnessed. It is kept for good: the entries after From are gone from the
// workstation, and their checkpoint is all that is left of them.
type Forked struct {
	Device chart.DeviceID `json:"device"`
	At     time.Time      `json:"at"`
	From   int64          `json:"from"` // entries of the checkpoint, cosigned by this hub, that the other trail begins with
	Size   int64          `json:"size"` // of the trail that was witnessed, with its root
	Root   []byte         `json:"root"`
	Cause  chart.Action   `json:"cause"`
	Agreed chart.PersonID `json:"agreed,omitempty"` // who acknowledged it on the workstation; empty: nobody yet
}

// forked checks why a trail goes on elsewhere, keeps that it does, and gives the tree that it must begin with. Until a person has
// acknowledged it on the workstation that is chart.Conflict.
func (s *Server) forked(ctx context.Context, dev chart.DeviceID, f Fork, n *note.Note, now, last witnessed) (from witnessed, err error) {
	const op = "follow a restored trail"
	if from, err = s.beginning(f, n, now, last); err != nil {
		return from, chart.E(chart.Tampered, op, err)
	}
	fork := Forked{Device: dev, At: s.Now().UTC(), From: from.Size, Size: last.Size, Root: last.Root[:]}
	if err := fork.read(f, now); err != nil {
		return from, chart.E(chart.Tampered, op, err)
	}
	if err := s.keep(ctx, fork); err != nil {
		return from, err
	}
	if fork.Agreed == "" {
		return from, chart.E(chart.Conflict, op, errors.New("nobody has acknowledged on the workstation that its trail is another one"))
	}
	return from, nil
}

// beginning gives the newest tree of the other trail that this hub has cosigned.
func (s *Server) beginning(f Fork, n *note.Note, now, last witnessed) (from witnessed, err error) {
	if last.Size == 0 {
		return from, errors.New("nothing was witnessed before")
	}
	if len(f.Seen) == 0 {
		return from, nil
	}
	verifier, err := note.NewVerifier(s.Identity.WitnessPub)
	if err != nil {
		return from, errors.New("the hub's own key is damaged")
	}
	seen, err := note.Open(f.Seen, note.VerifierList(verifier))
	if err != nil {
		return from, errors.New("this hub has not cosigned the checkpoint")
	}
	origin, _, _ := strings.Cut(n.Text, "\n")
	if from.Size, from.Root, err = parseCheckpoint(seen.Text, origin); err != nil {
		return from, err
	}
	if from.Size >= now.Size {
		return from, errors.New("the checkpoint is no beginning of the trail")
	}
	return from, nil
}

// read proves the entries of a fork: cause, alert and acknowledgement, in this order, after what both trails share.
func (k *Forked) read(f Fork, now witnessed) error {
	cause, err := f.Cause.entry(now)
	if err != nil {
		return err
	}
	if !slices.Contains([]chart.Action{chart.ActRestore, chart.ActRepair}, cause.Action) || cause.Index < k.From {
		return errors.New("no restored backup explains the other trail")
	}
	k.Cause = cause.Action
	alert, err := f.Alert.entry(now)
	if err != nil {
		return err
	}
	if alert.Action != chart.ActAlert || alert.Index <= cause.Index || chart.MachineWord(alert.Detail, "rule") != chart.AlertForked ||
		chart.MachineWord(alert.Detail, "size") != strconv.FormatInt(k.Size, 10) || chart.MachineWord(alert.Detail, "root") != base64.StdEncoding.EncodeToString(k.Root) {
		return errors.New("the alert is about another trail")
	}
	if f.Agreed == nil {
		return nil
	}
	agreed, err := f.Agreed.entry(now)
	if err != nil {
		return err
	}
	if agreed.Action != chart.ActAlertDone || agreed.Person == "" || agreed.Index <= alert.Index ||
		chart.MachineWord(agreed.Detail, "alert") != strconv.FormatInt(alert.Index, 10) {
		return errors.New("nobody acknowledged the alert")
	}
	k.Agreed = agreed.Person
	return nil
}

// keep remembers a fork, once however often it is told; who acknowledged it is added.
func (s *Server) keep(ctx context.Context, fork Forked) error {
	all, rev, err := load[[]Forked](ctx, s.Store, Forks, string(fork.Device))
	if err != nil && chart.KindOf(err) != chart.NotFound {
		return err
	}
	i := slices.IndexFunc(all, func(k Forked) bool { return k.Size == fork.Size && slices.Equal(k.Root, fork.Root) })
	switch {
	case i < 0:
		all = append(all, fork)
	case all[i].Agreed != "" || fork.Agreed == "":
		return nil
	default:
		all[i].Agreed = fork.Agreed
	}
	if err := save(ctx, s.Store, Forks, string(fork.Device), all, rev); err != nil {
		return err
	}
	s.Log.WarnContext(ctx, "trail forked", "device", string(fork.Device), "cause", string(fork.Cause), "from", fork.From, "witnessed", fork.Size,
		"agreed", string(fork.Agreed))
	return nil
}

// forks lists all forks, by device.
func (s *Server) forks(w http.ResponseWriter, r *http.Request, _ caller) {
	devices, err := s.Store.Keys(r.Context(), Forks)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	out := []Forked{}
	for _, id := range devices {
		one, _, err := load[[]Forked](r.Context(), s.Store, Forks, id)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		out = append(out, one...)
	}
	s.answer(w, http.StatusOK, out)
}
