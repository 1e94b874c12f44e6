package hub

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sort"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
)

// take keeps one sealed record and answers with the signed receipt.
func (s *Server) take(w http.ResponseWriter, r *http.Request, c caller) {
	k, body, err := s.incoming(r, c)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if err := s.examine(r.Context(), k, body); err != nil {
		s.refuse(w, r, err)
		return
	}
	kept, err := s.Store.PutRecord(r.Context(), k, body)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	receipt, err := s.receipt(kept)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "record kept", "record", kept.Record, "device", string(kept.Device), "sequence", kept.Sequence, "bytes", kept.Bytes)
	s.answer(w, http.StatusCreated, json.RawMessage(receipt))
}

func (s *Server) receipt(k Kept) ([]byte, error) {
	signer, err := s.Identity.receiptSigner()
	if err != nil {
		return nil, err
	}
	return record.SignReceipt(record.Receipt{Record: k.Record, Device: k.Device, Sequence: k.Sequence, BodySHA256: k.BodySHA256, ReceivedAt: k.ReceivedAt}, signer)
}

func (s *Server) incoming(r *http.Request, c caller) (Kept, []byte, error) {
	const op = "take record"
	seq, err := strconv.ParseInt(r.Header.Get(HeaderSequence), 10, 64)
	id := r.Header.Get(HeaderKey)
	if err != nil || seq < 1 || !idShape.MatchString(id) {
		return Kept{}, nil, chart.E(chart.BadInput, op, errors.New("the record's id or sequence number is malformed"))
	}
	var body bytes.Buffer
	if n, err := io.Copy(&body, io.LimitReader(r.Body, maxRecord+1)); err != nil || n > maxRecord || n == 0 {
		return Kept{}, nil, chart.E(chart.BadInput, op, errors.New("the body is empty, cut off or too large"))
	}
	k := Kept{Record: id, Device: chart.DeviceID(c.name), Sequence: seq, BodySHA256: record.Digest(body.Bytes()), Bytes: body.Len(), ReceivedAt: s.Now().UTC()}
	if k.BodySHA256 != r.Header.Get(HeaderDigest) {
		return Kept{}, nil, chart.E(chart.BadInput, op, errors.New("the body is not what its digest says"))
	}
	return k, body.Bytes(), nil
}

// examine opens the record and holds it to its signatures before it is kept: by the device that sends it, and by a person
// whose key is the one seen before.
func (s *Server) examine(ctx context.Context, k Kept, sealed []byte) error {
	v, _, err := s.open(k, sealed)
	if err != nil {
		return err
	}
	dev, _, err := load[deviceState](ctx, s.Store, Devices, string(k.Device))
	if err != nil {
		return err
	}
	if v.Record != k.Record || v.Device.ID != string(k.Device) || v.Device.KeyID != dev.SigningKey.KeyID {
		return chart.E(chart.Tampered, "take record", errors.New("signed by another device or for another record"))
	}
	person, _, err := load[record.Key](ctx, s.Store, People, v.Person.ID)
	if chart.KindOf(err) == chart.NotFound {
		return save(ctx, s.Store, People, v.Person.ID, v.Person, 0)
	}
	if err != nil {
		return err
	}
	if person.KeyID != v.Person.KeyID {
		return chart.E(chart.Tampered, "take record", errors.New("the person's key is not the one known here"))
	}
	return nil
}

func (s *Server) open(k Kept, sealed []byte) (record.Verdict, []byte, error) {
	envelope, err := record.Open(s.Identity.SealingKey, record.Address{Record: k.Record, Device: k.Device, Sequence: k.Sequence}, sealed)
	if err != nil {
		return record.Verdict{}, nil, err
	}
	v, err := record.Verify(envelope, nil)
	return v, envelope, err
}

func (s *Server) list(w http.ResponseWriter, r *http.Request, _ caller) {
	kept, err := s.Store.Records(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].ReceivedAt.Before(kept[j].ReceivedAt) })
	if kept == nil {
		kept = []Kept{}
	}
	s.answer(w, http.StatusOK, kept)
}

// give opens a record for the administrator: the envelope with the receipt, ready for `chartproofctl record verify`.
func (s *Server) give(w http.ResponseWriter, r *http.Request, c caller) {
	kept, sealed, err := s.Store.Record(r.Context(), r.PathValue("id"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if record.Digest(sealed) != kept.BodySHA256 {
		s.refuse(w, r, chart.E(chart.Tampered, "give record", errors.New("the stored record is not what was received")))
		return
	}
	_, envelope, err := s.open(kept, sealed)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	receipt, err := s.receipt(kept)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	env, err := record.ParseEnvelope(envelope)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "record given", "record", kept.Record, "to", c.name)
	s.answer(w, http.StatusOK, record.File{Envelope: env, Receipt: receipt})
}

// roster lists every key that the hub knows, for offline proof.
func (s *Server) roster(w http.ResponseWriter, r *http.Request, _ caller) {
	roster, err := s.Roster(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, http.StatusOK, roster)
}

// Roster gives the keys of the hub, its devices and the people seen.
func (s *Server) Roster(ctx context.Context) (record.Roster, error) {
	signer, err := s.Identity.receiptSigner()
	if err != nil {
		return record.Roster{}, err
	}
	own, err := record.KeyFor(signer)
	if err != nil {
		return record.Roster{}, err
	}
	out := record.Roster{Keys: []record.Key{own}}
	devices, err := s.Store.Keys(ctx, Devices)
	if err != nil {
		return out, err
	}
	for _, id := range devices {
		d, _, err := load[deviceState](ctx, s.Store, Devices, id)
		if err != nil {
			return out, err
		}
		out.Keys = append(out.Keys, d.SigningKey)
	}
	people, err := s.Store.Keys(ctx, People)
	if err != nil {
		return out, err
	}
	for _, id := range people {
		p, _, err := load[record.Key](ctx, s.Store, People, id)
		if err != nil {
			return out, err
		}
		out.Keys = append(out.Keys, p)
	}
	return out, nil
}
