package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
)

const (
	startLimit = 30 * time.Second
	// callLimit bounds one call: one that JetStream cannot serve would hang.
	callLimit = 10 * time.Second
	entries   = "records"
	bodies    = "bodies"
	canary    = "canary"
)

// Store satisfies hub.Store.
type Store struct {
	server  *server.Server
	conn    *nats.Conn
	js      jetstream.JetStream
	entries jetstream.KeyValue
	bodies  jetstream.ObjectStore
	buckets map[hub.Bucket]jetstream.KeyValue
}

var _ hub.Store = (*Store)(nil)

// OpenEmbedded starts a JetStream server inside this process, on a folder of its own. It opens no port.
func OpenEmbedded(ctx context.Context, dir string) (*Store, error) {
	srv, err := server.NewServer(&server.Options{ServerName: "chartproof", DontListen: true, JetStream: true, StoreDir: dir,
		SyncAlways: true, NoSigs: true, NoLog: true, DisableJetStreamBanner: true})
	if err != nil {
		return nil, fmt.Errorf("make the record store: %w", err)
	}
	srv.Start()
	if !srv.ReadyForConnections(startLimit) {
		srv.Shutdown()
		return nil, chart.E(chart.Unreachable, "start the record store", errors.New("it did not become ready"))
	}
	if !srv.JetStreamEnabled() {
		srv.Shutdown()
		return nil, chart.E(chart.Unreachable, "start the record store", errors.New("its folder cannot be used"))
	}
	conn, err := nats.Connect("", nats.InProcessServer(srv), nats.NoReconnect())
	if err != nil {
		srv.Shutdown()
		return nil, fmt.Errorf("reach the record store: %w", err)
	}
	st, err := open(ctx, conn)
	if err != nil {
		conn.Close()
		srv.Shutdown()
		return nil, err
	}
	st.server = srv
	return st, nil
}

func open(ctx context.Context, conn *nats.Conn) (*Store, error) {
	js, err := jetstream.New(conn)
	if err != nil {
		return nil, fmt.Errorf("open the record store: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	st := &Store{conn: conn, js: js, buckets: map[hub.Bucket]jetstream.KeyValue{}}
	kv := func(name string) (jetstream.KeyValue, error) {
		return js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: name, History: 1, Storage: jetstream.FileStorage})
	}
	if st.entries, err = kv(entries); err != nil {
		return nil, fmt.Errorf("open the records: %w", err)
	}
	for _, b := range []hub.Bucket{hub.Codes, hub.Devices, hub.People, hub.Witness, hub.Forks} {
		if st.buckets[b], err = kv(string(b)); err != nil {
			return nil, fmt.Errorf("open %s: %w", b, err)
		}
	}
	st.bodies, err = js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: bodies, Storage: jetstream.FileStorage})
	if err != nil {
		return nil, fmt.Errorf("open the bodies: %w", err)
	}
	return st, st.Ready(ctx)
}

// Ready writes a canary and reads it back: a store that cannot is not one to take a record.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	rev, err := s.buckets[hub.Witness].PutString(ctx, canary, time.Now().UTC().Format(time.RFC3339Nano))
	if err != nil {
		return chart.E(chart.Unreachable, "try the record store", err)
	}
	if e, err := s.buckets[hub.Witness].Get(ctx, canary); err != nil || e.Revision() < rev {
		return chart.E(chart.Unreachable, "try the record store", errors.New("it does not give back what it took"))
	}
	return nil
}

// bodyName is new for every body: a record that is being written twice at once never shows a mixture.
func bodyName(k hub.Kept) string { return k.Record + "." + k.BodySHA256 }

// PutRecord writes the body, then creates the entry that names it. The entry is created once; who comes second compares.
func (s *Store) PutRecord(ctx context.Context, k hub.Kept, sealed []byte) (hub.Kept, error) {
	const op = "keep record"
	if have, err := s.entry(ctx, k.Record); err == nil {
		return same(have, k)
	} else if chart.KindOf(err) != chart.NotFound {
		return hub.Kept{}, err
	}
	if _, err := s.bodies.PutBytes(ctx, bodyName(k), sealed); err != nil {
		return hub.Kept{}, chart.E(chart.Unreachable, op, err)
	}
	text, err := json.Marshal(k)
	if err != nil {
		return hub.Kept{}, err
	}
	call, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	_, err = s.entries.Create(call, k.Record, text)
	if errors.Is(err, jetstream.ErrKeyExists) {
		have, err := s.entry(ctx, k.Record)
		if err != nil {
			return hub.Kept{}, err
		}
		return same(have, k)
	}
	if err != nil {
		return hub.Kept{}, chart.E(chart.Unreachable, op, err)
	}
	return k, nil
}

func same(have, k hub.Kept) (hub.Kept, error) {
	if have.BodySHA256 != k.BodySHA256 || have.Device != k.Device || have.Sequence != k.Sequence {
		return hub.Kept{}, chart.E(chart.Conflict, "keep record", errors.New("this record is here with another body"))
	}
	return have, nil
}

func (s *Store) entry(ctx context.Context, id string) (hub.Kept, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	e, err := s.entries.Get(ctx, id)
	if err != nil {
		return hub.Kept{}, mapped("find record", err)
	}
	var k hub.Kept
	if err := json.Unmarshal(e.Value(), &k); err != nil {
		return hub.Kept{}, chart.E(chart.Tampered, "find record", errors.New("its entry is damaged"))
	}
	return k, nil
}

// Record gives a sealed record.
func (s *Store) Record(ctx context.Context, id string) (hub.Kept, []byte, error) {
	k, err := s.entry(ctx, id)
	if err != nil {
		return hub.Kept{}, nil, err
	}
	body, err := s.bodies.GetBytes(ctx, bodyName(k))
	if err != nil {
		return hub.Kept{}, nil, mapped("read record", err)
	}
	return k, body, nil
}

// Records lists every entry.
func (s *Store) Records(ctx context.Context) ([]hub.Kept, error) {
	ids, err := keys(ctx, s.entries)
	if err != nil {
		return nil, err
	}
	var out []hub.Kept
	for _, id := range ids {
		k, err := s.entry(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// Get gives a small value.
func (s *Store) Get(ctx context.Context, b hub.Bucket, key string) ([]byte, uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	e, err := s.buckets[b].Get(ctx, key)
	if err != nil {
		return nil, 0, mapped("read "+string(b), err)
	}
	return e.Value(), e.Revision(), nil
}

// Put replaces a small value of a known revision.
func (s *Store) Put(ctx context.Context, b hub.Bucket, key string, value []byte, revision uint64) error {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	var err error
	if revision == 0 {
		_, err = s.buckets[b].Create(ctx, key, value)
	} else {
		_, err = s.buckets[b].Update(ctx, key, value, revision)
	}
	return mapped("write "+string(b), err)
}

// Keys lists the keys of a bucket, without the canary.
func (s *Store) Keys(ctx context.Context, b hub.Bucket) ([]string, error) {
	return keys(ctx, s.buckets[b])
}

func keys(ctx context.Context, kv jetstream.KeyValue) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	lister, err := kv.ListKeys(ctx)
	if err != nil {
		return nil, mapped("list keys", err)
	}
	var out []string
	for k := range lister.Keys() {
		if k != canary {
			out = append(out, k)
		}
	}
	return out, ctx.Err()
}

// mapped turns the library's errors into kinds.
func mapped(op string, err error) error {
	var api *jetstream.APIError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jetstream.ErrKeyNotFound), errors.Is(err, jetstream.ErrObjectNotFound):
		return chart.E(chart.NotFound, op, nil)
	case errors.Is(err, jetstream.ErrKeyExists):
		return chart.E(chart.Conflict, op, nil)
	case errors.As(err, &api) && api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence:
		return chart.E(chart.Conflict, op, nil)
	}
	return chart.E(chart.Unreachable, op, err)
}

// Close ends the connection and the embedded server, after everything is on disk.
func (s *Store) Close() error {
	s.conn.Close()
	s.server.Shutdown()
	s.server.WaitForShutdown()
	return nil
}
