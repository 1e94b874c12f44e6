package hub

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Limits of what a request may hold.
const (
	maxSmall  = 64 << 10
	maxRecord = 1 << 30
	// failedCodes in a row close the door to enrolment for enrolPause.
	failedCodes = 5
	enrolPause  = time.Minute
)

// Server answers the hub's requests. Log gets ids only.
type Server struct {
	Identity *Identity
	Store    Store
	Now      func() time.Time
	Log      *slog.Logger

	mu       sync.Mutex
	failures int
	closed   time.Time // no enrolment before
}

// Handler is the hub's whole surface.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+PathHealth, s.health)
	mux.HandleFunc("POST "+PathEnrol, s.enrol)
	mux.HandleFunc("POST "+PathRecords, s.only(unitDevice, s.take))
	mux.HandleFunc("POST "+PathCheckpoints, s.only(unitDevice, s.witness))
	mux.HandleFunc("POST "+PathCodes, s.only(unitAdmin, s.newCode))
	mux.HandleFunc("GET "+PathRoster, s.only(unitAdmin, s.roster))
	mux.HandleFunc("GET "+PathForks, s.only(unitAdmin, s.forks))
	mux.HandleFunc("GET "+PathRecords, s.only(unitAdmin, s.list))
	mux.HandleFunc("GET "+PathRecords+"/{id}", s.only(unitAdmin, s.give))
	return s.logged(mux)
}

// caller is who a client certificate names.
type caller struct{ name, unit string }

// only lets a request through whose client certificate, verified by TLS against the hub's authority, names the unit.
func (s *Server) only(unit string, next func(http.ResponseWriter, *http.Request, caller)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 {
			s.refuse(w, r, chart.E(chart.NotAllowed, "ask the hub", errors.New("a certificate of this hub is needed")))
			return
		}
		c := callerOf(r.TLS.VerifiedChains[0][0])
		if c.unit != unit {
			s.refuse(w, r, chart.E(chart.NotAllowed, "ask the hub", errors.New("this certificate may not do that")))
			return
		}
		next(w, r, c)
	}
}

func callerOf(leaf *x509.Certificate) caller {
	c := caller{name: leaf.Subject.CommonName}
	if len(leaf.Subject.OrganizationalUnit) == 1 {
		c.unit = leaf.Subject.OrganizationalUnit[0]
	}
	return c
}

func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.Ready(r.Context()); err != nil {
		s.refuse(w, r, chart.E(chart.Unreachable, "health", errors.New("the record store is not ready")))
		return
	}
	s.answer(w, http.StatusOK, map[string]string{"status": "ok", "hub": s.Identity.ID})
}

var statusOf = map[chart.ErrKind]int{chart.BadInput: http.StatusBadRequest, chart.NotAllowed: http.StatusForbidden,
	chart.NotFound: http.StatusNotFound, chart.Conflict: http.StatusConflict, chart.Tampered: http.StatusUnprocessableEntity,
	chart.Unreachable: http.StatusServiceUnavailable}

// refuse answers with the kind of an error and its words; what is internal stays in the log.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	kind := chart.KindOf(err)
	status, ok := statusOf[kind]
	words := err.Error()
	var known *chart.Error
	if errors.As(err, &known) && known.Err != nil {
		words = known.Err.Error()
	}
	if !ok {
		status, kind, words = http.StatusInternalServerError, chart.Internal, "the hub could not do that; its log says why"
	}
	s.Log.WarnContext(r.Context(), "refused", "path", r.URL.Path, "kind", string(kind), "error", err.Error())
	s.answer(w, status, Problem{Kind: kind, Error: words})
}

func (s *Server) answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if raw, ok := body.(json.RawMessage); ok {
		_, _ = w.Write(raw)
		return
	}
	_ = json.NewEncoder(w).Encode(body)
}

// read parses a small JSON body.
func read(r *http.Request, into any) error {
	data, err := io.ReadAll(io.LimitReader(r.Body, maxSmall+1))
	if err != nil || len(data) > maxSmall {
		return chart.E(chart.BadInput, "read request", errors.New("too large or cut off"))
	}
	if err := json.Unmarshal(data, into); err != nil {
		return chart.E(chart.BadInput, "read request", errors.New("not the JSON that this path takes"))
	}
	return nil
}

// logged writes one line a request.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.Now()
		next.ServeHTTP(w, r)
		if r.URL.Path != PathHealth {
			s.Log.InfoContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "ms", s.Now().Sub(start).Milliseconds())
		}
	})
}

// load parses a stored JSON value.
func load[T any](ctx context.Context, st Store, b Bucket, key string) (T, uint64, error) {
	var v T
	data, rev, err := st.Get(ctx, b, key)
	if err != nil {
		return v, 0, err
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return v, 0, chart.E(chart.Tampered, "read hub store", errors.New("a value is damaged"))
	}
	return v, rev, nil
}

func save(ctx context.Context, st Store, b Bucket, key string, v any, rev uint64) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return st.Put(ctx, b, key, data, rev)
}
