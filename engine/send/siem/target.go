package siem

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
)

// Target is the receiver. It holds the client's private key and is kept sealed.
type Target struct {
	Address     string `json:"address"`               // host:port
	ServerName  string `json:"server_name,omitempty"` // in the receiver's certificate; empty: the address's host
	CA          []byte `json:"ca"`                    // PEM: the authorities that may vouch for the receiver, and no others
	Certificate []byte `json:"certificate,omitempty"` // PEM: the client's, with what stands between it and its authority
	Key         []byte `json:"key,omitempty"`         // PEM, PKCS #8
	AlertsOnly  bool   `json:"alerts_only,omitempty"` // only entries that raise an alert
}

// String shows no key.
func (t Target) String() string { return t.Address }

// GoString shows no key.
func (t Target) GoString() string { return t.Address }

// Check says what is wrong with a target; chart.BadInput.
func (t Target) Check() error {
	_, err := t.config()
	return err
}

func (t Target) config() (*tls.Config, error) {
	bad := func(what string) (*tls.Config, error) {
		return nil, chart.E(chart.BadInput, "read the SIEM's settings", errors.New(what))
	}
	host, port, err := net.SplitHostPort(t.Address)
	if n, perr := strconv.ParseUint(port, 10, 16); err != nil || perr != nil || n == 0 || host == "" {
		return bad("the address is not host:port")
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.ServerName, RootCAs: x509.NewCertPool(), SessionTicketsDisabled: true}
	if c.ServerName == "" {
		c.ServerName = host
	}
	if !c.RootCAs.AppendCertsFromPEM(t.CA) {
		return bad("the authority's file holds no certificate")
	}
	if len(t.Certificate) == 0 && len(t.Key) == 0 {
		return c, nil
	}
	pair, err := tls.X509KeyPair(t.Certificate, t.Key)
	if err != nil { // the cause may quote the file
		return bad("the client's certificate and key do not belong together")
	}
	c.Certificates = []tls.Certificate{pair}
	return c, nil
}

// Split takes a PEM file that holds certificates and a key apart, as authorities hand them out.
func Split(file []byte) (certificates, key []byte) {
	for b, rest := pem.Decode(file); b != nil; b, rest = pem.Decode(rest) {
		switch b.Type {
		case "CERTIFICATE":
			certificates = append(certificates, pem.EncodeToMemory(b)...)
		case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY":
			key = pem.EncodeToMemory(b)
		}
	}
	return certificates, key
}
