package relay

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
)

// Device is what a workstation shows of itself when it enrols.
type Device struct {
	ID          chart.DeviceID
	TLS         crypto.Signer // the key of its client certificate
	Signing     crypto.Signer // the key that signs records
	VerifierKey string        // of the audit trail
}

// Enrolment is what a workstation keeps of its hub.
type Enrolment struct {
	URL         string `json:"url"`
	Certificate []byte `json:"certificate"`
	CA          []byte `json:"ca"`
	SealingKey  []byte `json:"sealing_key"`
	ReceiptKey  string `json:"receipt_key"`
	WitnessKey  string `json:"witness_key"`
}

const (
	enrolLimit = 20 * time.Second
	maxAnswer  = 1 << 20
)

// Address checks what a person typed as the hub's address: https, a host, nothing else.
func Address(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", chart.E(chart.BadInput, "read the hub's address", errors.New("it looks like https://hub.example:8443"))
	}
	return "https://" + u.Host, nil
}

// Enrol makes the workstation known to the hub. The code proves the hub's authority to the workstation before anything is
// sent, and the workstation to the hub. A wrong code is chart.NotAllowed, a hub that does not answer chart.Unreachable.
func Enrol(ctx context.Context, address, codeText string, d Device) (Enrolment, error) {
	base, err := Address(address)
	if err != nil {
		return Enrolment{}, err
	}
	code, err := hub.ParseCode(codeText)
	if err != nil {
		return Enrolment{}, err
	}
	body, err := enrolRequest(codeText, d)
	if err != nil {
		return Enrolment{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, enrolLimit)
	defer cancel()
	client := client(&tls.Config{MinVersion: tls.VersionTLS13, InsecureSkipVerify: true, VerifyConnection: trustByCode(code)}) //nolint:gosec // VerifyConnection checks the chain against the code
	defer client.CloseIdleConnections()
	var res hub.EnrolResponse
	if err := post(ctx, client, base+hub.PathEnrol, body, nil, &res); err != nil {
		return Enrolment{}, err
	}
	if !code.TrustsAuthority(res.CA) {
		return Enrolment{}, chart.E(chart.Tampered, "enrol", errors.New("the answer came from another hub"))
	}
	e := Enrolment{URL: base, Certificate: res.Certificate, CA: res.CA, SealingKey: res.SealingKey, ReceiptKey: res.ReceiptKey, WitnessKey: res.WitnessKey}
	_, err = e.tls(d.TLS)
	return e, err
}

// trustByCode accepts a server whose chain ends in the authority that the code names.
func trustByCode(code hub.Code) func(tls.ConnectionState) error {
	return func(cs tls.ConnectionState) error {
		wrong := chart.E(chart.NotAllowed, "enrol", errors.New("the code is not one of this hub's"))
		chain := cs.PeerCertificates
		if len(chain) < 2 || !code.TrustsAuthority(chain[len(chain)-1].Raw) {
			return wrong
		}
		pool := x509.NewCertPool()
		pool.AddCert(chain[len(chain)-1])
		if _, err := chain[0].Verify(x509.VerifyOptions{Roots: pool, DNSName: cs.ServerName}); err != nil {
			return wrong
		}
		return nil
	}
}

func enrolRequest(code string, d Device) ([]byte, error) {
	csr, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: string(d.ID)}}, d.TLS)
	if err != nil {
		return nil, fmt.Errorf("make the certificate request: %w", err)
	}
	key, err := record.KeyFor(record.Signer{Role: record.RoleDevice, ID: string(d.ID), Key: d.Signing})
	if err != nil {
		return nil, err
	}
	return json.Marshal(hub.EnrolRequest{Code: code, Device: d.ID, CSR: csr, SigningKey: key, VerifierKey: d.VerifierKey})
}

// tls is what the workstation calls its hub with: its own certificate, and no authority but the hub's.
func (e Enrolment) tls(key crypto.Signer) (*tls.Config, error) {
	ca, err := x509.ParseCertificate(e.CA)
	if err != nil {
		return nil, chart.E(chart.Tampered, "reach the hub", errors.New("the hub's certificate is damaged"))
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool,
		Certificates: []tls.Certificate{{Certificate: [][]byte{e.Certificate}, PrivateKey: key}}}, nil
}

// client calls one hub directly: no proxy out of the environment, no redirect to somewhere else.
func client(c *tls.Config) *http.Client {
	return &http.Client{
		Transport: &http.Transport{TLSClientConfig: c, Proxy: nil, ForceAttemptHTTP2: true, MaxIdleConns: 2, IdleConnTimeout: time.Minute,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 2 * time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post sends a body and reads the JSON answer; into may be a *[]byte for the answer as it came.
func post(ctx context.Context, c *http.Client, url string, body []byte, headers map[string]string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return chart.E(chart.BadInput, "reach the hub", errors.New("its address is malformed"))
	}
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	res, err := c.Do(req)
	if err != nil {
		var known *chart.Error
		if errors.As(err, &known) {
			return known
		}
		return chart.E(chart.Unreachable, "reach the hub", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return chart.E(chart.Unreachable, "reach the hub", err)
	}
	if res.StatusCode/100 != 2 {
		return refused(res.StatusCode, answer, into)
	}
	if raw, ok := into.(*[]byte); ok {
		*raw = answer
		return nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return chart.E(chart.Unreachable, "reach the hub", errors.New("what answers is no hub"))
	}
	return nil
}

// refused gives the hub's own kind of error. A conflict may carry an answer of use to the caller.
func refused(status int, answer []byte, into any) error {
	var p hub.Problem
	if err := json.Unmarshal(answer, &p); err != nil {
		return chart.E(chart.Unreachable, "reach the hub", fmt.Errorf("what answers is no hub (status %d)", status))
	}
	if p.Kind == "" && status == http.StatusConflict {
		_ = json.Unmarshal(answer, into)
		p.Kind = chart.Conflict
	}
	if p.Kind == chart.Internal || p.Kind == "" {
		p.Kind = chart.Unreachable // the hub's own trouble: try again later
	}
	return chart.E(p.Kind, "ask the hub", errors.New(p.Error))
}
