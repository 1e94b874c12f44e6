package hub

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"regexp"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
)

// deviceState is what is kept of an enrolled workstation.
type deviceState struct {
	SigningKey  record.Key `json:"signing_key"`
	VerifierKey string     `json:"verifier_key"`
	EnrolledAt  time.Time  `json:"enrolled_at"`
}

// NewCode makes a one-time code.
func (s *Server) NewCode(ctx context.Context) (string, error) {
	c, err := newCode(s.Identity.CACert)
	if err != nil {
		return "", err
	}
	return c.Text(), save(ctx, s.Store, Codes, c.key(), codeState{Until: s.Now().Add(codeLife)}, 0)
}

func (s *Server) newCode(w http.ResponseWriter, r *http.Request, _ caller) {
	code, err := s.NewCode(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, http.StatusCreated, map[string]string{"code": code})
}

// idShape is what device ids look like; they become certificate names and store keys.
var idShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

func (s *Server) enrol(w http.ResponseWriter, r *http.Request) {
	var req EnrolRequest
	if err := read(r, &req); err != nil {
		s.refuse(w, r, err)
		return
	}
	csr, err := checkEnrol(req)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if err := s.spend(r.Context(), req); err != nil {
		s.refuse(w, r, err)
		return
	}
	// A device that enrols again, after its workspace was restored, keeps its id and gets a new certificate.
	_, rev, err := load[deviceState](r.Context(), s.Store, Devices, string(req.Device))
	if err != nil && chart.KindOf(err) != chart.NotFound {
		s.refuse(w, r, err)
		return
	}
	state := deviceState{SigningKey: req.SigningKey, VerifierKey: req.VerifierKey, EnrolledAt: s.Now()}
	if err := save(r.Context(), s.Store, Devices, string(req.Device), state, rev); err != nil {
		s.refuse(w, r, err)
		return
	}
	res, err := s.welcome(req, csr)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.Log.InfoContext(r.Context(), "enrolled", "device", string(req.Device))
	s.answer(w, http.StatusCreated, res)
}

func checkEnrol(req EnrolRequest) (*x509.CertificateRequest, error) {
	const op = "enrol"
	csr, err := x509.ParseCertificateRequest(req.CSR)
	if err != nil || csr.CheckSignature() != nil {
		return nil, chart.E(chart.BadInput, op, errors.New("the certificate request does not hold"))
	}
	if !idShape.MatchString(string(req.Device)) || req.SigningKey.Role != record.RoleDevice || req.SigningKey.ID != string(req.Device) ||
		record.Fingerprint(req.SigningKey.PKIX) != req.SigningKey.KeyID {
		return nil, chart.E(chart.BadInput, op, errors.New("the device's id or key is malformed"))
	}
	if _, err := note.NewVerifier(req.VerifierKey); err != nil {
		return nil, chart.E(chart.BadInput, op, errors.New("the audit key is malformed"))
	}
	return csr, nil
}

// spend uses up the one-time code. Wrong codes close the door for a while; each code works once.
func (s *Server) spend(ctx context.Context, req EnrolRequest) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	wrong := chart.E(chart.NotAllowed, "enrol", errors.New("this code is wrong, used or too old; make a new one at the hub"))
	if s.Now().Before(s.closed) {
		return chart.E(chart.NotAllowed, "enrol", errors.New("too many wrong codes; wait a minute"))
	}
	fail := func() error {
		if s.failures++; s.failures >= failedCodes {
			s.failures, s.closed = 0, s.Now().Add(enrolPause)
		}
		return wrong
	}
	code, err := ParseCode(req.Code)
	if err != nil || !code.TrustsAuthority(s.Identity.CACert) {
		return fail()
	}
	state, rev, err := load[codeState](ctx, s.Store, Codes, code.key())
	if chart.KindOf(err) == chart.NotFound {
		return fail()
	}
	if err != nil {
		return err
	}
	if state.Used != "" || s.Now().After(state.Until) {
		return fail()
	}
	state.Used = req.Device
	if err := save(ctx, s.Store, Codes, code.key(), state, rev); err != nil {
		return err
	}
	s.failures = 0
	return nil
}

func (s *Server) welcome(req EnrolRequest, csr *x509.CertificateRequest) (EnrolResponse, error) {
	cert, err := s.Identity.issue(string(req.Device), unitDevice, csr.PublicKey, nil, s.Now())
	if err != nil {
		return EnrolResponse{}, err
	}
	signer, err := s.Identity.receiptSigner()
	if err != nil {
		return EnrolResponse{}, err
	}
	key, err := record.KeyFor(signer)
	if err != nil {
		return EnrolResponse{}, err
	}
	return EnrolResponse{Certificate: cert, CA: s.Identity.CACert, SealingKey: s.Identity.SealingPub, ReceiptKey: key.KeyID, WitnessKey: s.Identity.WitnessPub}, nil
}
