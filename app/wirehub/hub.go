package wirehub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/stream"
)

// Options say where a hub lives and how it is reached.
type Options struct {
	Dir   string   // keys and records
	Addr  string   // host:port to listen on
	Hosts []string // names and addresses that workstations use; those of this computer are added
	Log   *slog.Logger
	Keys  *hub.Identity // nil: those of the folder's key file, which is made where there is none
}

// Hub is a running hub.
type Hub struct {
	URL    string
	server *hub.Server
	store  *stream.Store
	http   *http.Server
	done   chan error
}

const (
	keyFile     = "hub-keys.json"
	addressFile = "address"
)

// Start brings a hub up; it answers when Start returns.
func Start(ctx context.Context, o Options) (*Hub, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the hub's folder: %w", err)
	}
	id, err := o.Keys, error(nil)
	if id == nil {
		id, err = identity(o.Dir)
	}
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.Addr)
	if err != nil {
		return nil, chart.E(chart.Conflict, "listen", fmt.Errorf("%s is taken or not this computer's: %w", o.Addr, err))
	}
	conf, err := id.ServerTLS(append(o.Hosts, ownNames(listener.Addr())...), time.Now())
	if err != nil {
		listener.Close()
		return nil, err
	}
	store, err := stream.OpenEmbedded(ctx, filepath.Join(o.Dir, "records"))
	if err != nil {
		listener.Close()
		return nil, err
	}
	h := &Hub{store: store, done: make(chan error, 1), URL: "https://" + reachable(listener.Addr()),
		server: &hub.Server{Identity: id, Store: store, Now: time.Now, Log: o.Log}}
	h.http = &http.Server{Handler: h.server.Handler(), TLSConfig: conf, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug)}
	if err := os.WriteFile(filepath.Join(o.Dir, addressFile), []byte(h.URL), 0o600); err != nil {
		return nil, errors.Join(err, listener.Close(), store.Close())
	}
	go func() { h.done <- h.http.ServeTLS(listener, "", "") }()
	return h, nil
}

// NewCode makes a one-time code for a workstation.
func (h *Hub) NewCode(ctx context.Context) (string, error) { return h.server.NewCode(ctx) }

// Knows reports whether a workstation has joined this hub.
func (h *Hub) Knows(ctx context.Context, device chart.DeviceID) (bool, error) {
	_, _, err := h.store.Get(ctx, hub.Devices, string(device))
	if chart.KindOf(err) == chart.NotFound {
		return false, nil
	}
	return err == nil, err
}

// Holdings are what a hub keeps, but for its keys and codes and for what it has witnessed: that is said anew by whoever comes back.
type Holdings struct {
	Records []hub.Kept                       `json:"records"`
	Values  map[hub.Bucket]map[string][]byte `json:"values"`
}

// Holdings lists what this hub keeps; Body gives a record's sealed body.
func (h *Hub) Holdings(ctx context.Context) (out Holdings, err error) {
	if out.Records, err = h.store.Records(ctx); err != nil {
		return out, err
	}
	out.Values = map[hub.Bucket]map[string][]byte{}
	for _, b := range []hub.Bucket{hub.Devices, hub.People, hub.Forks} {
		keys, err := h.store.Keys(ctx, b)
		if err != nil {
			return out, err
		}
		out.Values[b] = map[string][]byte{}
		for _, k := range keys {
			if out.Values[b][k], _, err = h.store.Get(ctx, b, k); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// Body gives a record's sealed body.
func (h *Hub) Body(ctx context.Context, record string) ([]byte, error) {
	_, body, err := h.store.Record(ctx, record)
	return body, err
}

// TakeIn puts holdings into this hub. What is there already stays, so that it may be done again after it was cut off. A body that is not
// the one that its digest says is chart.Tampered; one that body does not find is left out.
func (h *Hub) TakeIn(ctx context.Context, all Holdings, body func(digest string) ([]byte, error)) error {
	for b, values := range all.Values {
		for k, v := range values {
			if err := h.store.Put(ctx, b, k, v, 0); err != nil && chart.KindOf(err) != chart.Conflict {
				return err
			}
		}
	}
	for _, k := range all.Records {
		sealed, err := body(k.BodySHA256)
		if chart.KindOf(err) == chart.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if record.Digest(sealed) != k.BodySHA256 {
			return chart.E(chart.Tampered, "take records in", errors.New("a body is not the one that was kept"))
		}
		if _, err := h.store.PutRecord(ctx, k, sealed); err != nil {
			return err
		}
	}
	return nil
}

// Done gives the error with which the hub stopped answering.
func (h *Hub) Done() <-chan error { return h.done }

// Close lets running requests end, then closes the store.
func (h *Hub) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return errors.Join(h.http.Shutdown(ctx), h.store.Close())
}

// Admin asks the hub that runs, as its keeper.
func (h *Hub) Admin() (*Admin, error) { return newAdmin(h.server.Identity, h.URL) }

// KeysIn reads the folder's key file; chart.NotFound where there is none and nothing that it would open.
func KeysIn(dir string) (*hub.Identity, error) {
	data, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err == nil {
		defer clear(data)
		return hub.ParseIdentity(data)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the hub's keys: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "records")); err == nil {
		return nil, chart.E(chart.Tampered, "read the hub's keys", errors.New("there are records here but no key file; restore hub-keys.json from the backup"))
	}
	return nil, chart.E(chart.NotFound, "read the hub's keys", nil)
}

// DropKeyFile takes the key file away, once its keys are kept elsewhere. A disk may keep what was written for a while.
func DropKeyFile(dir string) error {
	path := filepath.Join(dir, keyFile)
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("take the hub's key file away: %w", err)
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = f.WriteAt(make([]byte, size), 0)
	}
	if err = errors.Join(err, f.Sync(), f.Close(), os.Remove(path)); err != nil {
		return fmt.Errorf("take the hub's key file away: %w", err)
	}
	return nil
}

// identity reads the key file or, in a folder without one, makes it.
func identity(dir string) (*hub.Identity, error) {
	id, err := KeysIn(dir)
	if chart.KindOf(err) != chart.NotFound {
		return id, err
	}
	if id, err = hub.NewIdentity(time.Now()); err != nil {
		return nil, err
	}
	data, err := json.Marshal(id)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, keyFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("keep the hub's keys: %w", err)
	}
	_, err = f.Write(data)
	return id, errors.Join(err, f.Sync(), f.Close())
}

// ownNames are what this computer is called by others. Nothing is looked up.
func ownNames(listening net.Addr) []string {
	names := []string{"localhost", "127.0.0.1", "::1"}
	tcp, ok := listening.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return names
	}
	if name, err := os.Hostname(); err == nil {
		names = append(names, name)
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return names
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			names = append(names, n.IP.String())
		}
	}
	return names
}

// reachable turns "every address" into one that works from this computer.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return a.String()
	}
	if tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", fmt.Sprint(tcp.Port))
	}
	return tcp.String()
}
