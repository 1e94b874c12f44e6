package hub

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
)

// Identity is the hub's keys. Its JSON is a secret file of the hub's folder.
type Identity struct {
	ID         string `json:"id"`
	CACert     []byte `json:"ca_cert"` // DER
	CAKey      []byte `json:"ca_key"`  // PKCS #8
	SealingKey []byte `json:"sealing_key"`
	SealingPub []byte `json:"sealing_public"`
	ReceiptKey []byte `json:"receipt_key"` // PKCS #8, Ed25519
	WitnessKey string `json:"witness_key"` // note signer
	WitnessPub string `json:"witness_public"`
}

// The units in the certificates that the hub issues: who may ask for what.
const (
	unitDevice = "device"
	unitAdmin  = "administrator"
	unitServer = "server"
)

const (
	caYears   = 10
	leafYears = 2
	// clockSkew is how far a workstation's clock may be behind the hub's.
	clockSkew = time.Hour
)

// NewIdentity makes a hub's keys and its own certificate authority.
func NewIdentity(now time.Time) (*Identity, error) {
	serial, err := randomSerial()
	if err != nil {
		return nil, err
	}
	h := &Identity{ID: fmt.Sprintf("hub-%08x", serial.Uint64()&0xffffffff)}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the hub's authority: %w", err)
	}
	tmpl := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: h.ID}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now.Add(-clockSkew), NotAfter: now.AddDate(caYears, 0, 0), KeyUsage: x509.KeyUsageCertSign, MaxPathLenZero: true}
	if h.CACert, err = x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key); err != nil {
		return nil, fmt.Errorf("make the hub's authority: %w", err)
	}
	if h.CAKey, err = x509.MarshalPKCS8PrivateKey(key); err != nil {
		return nil, err
	}
	if h.SealingKey, h.SealingPub, err = record.NewHubKey(); err != nil {
		return nil, err
	}
	_, receipt, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the receipt key: %w", err)
	}
	if h.ReceiptKey, err = x509.MarshalPKCS8PrivateKey(receipt); err != nil {
		return nil, err
	}
	if h.WitnessKey, h.WitnessPub, err = note.GenerateKey(rand.Reader, h.ID); err != nil {
		return nil, fmt.Errorf("make the witness key: %w", err)
	}
	return h, nil
}

// ParseIdentity reads an identity's JSON.
func ParseIdentity(data []byte) (*Identity, error) {
	var h Identity
	if err := json.Unmarshal(data, &h); err != nil || h.ID == "" || len(h.CACert) == 0 || len(h.SealingKey) == 0 {
		return nil, chart.E(chart.Tampered, "read the hub's keys", errors.New("the key file is damaged"))
	}
	if _, err := h.authority(); err != nil {
		return nil, chart.E(chart.Tampered, "read the hub's keys", err)
	}
	return &h, nil
}

// authority is the hub's certificate authority, ready to sign.
func (h *Identity) authority() (tls.Certificate, error) {
	key, err := x509.ParsePKCS8PrivateKey(h.CAKey)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the authority's key: %w", err)
	}
	cert, err := x509.ParseCertificate(h.CACert)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the authority's certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{h.CACert}, PrivateKey: key, Leaf: cert}, nil
}

// Pool holds the hub's authority alone.
func (h *Identity) Pool() (*x509.CertPool, error) {
	ca, err := h.authority()
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca.Leaf)
	return pool, nil
}

func (h *Identity) receiptSigner() (record.Signer, error) {
	key, err := x509.ParsePKCS8PrivateKey(h.ReceiptKey)
	if err != nil {
		return record.Signer{}, fmt.Errorf("the receipt key: %w", err)
	}
	signer, ok := key.(ed25519.PrivateKey)
	if !ok {
		return record.Signer{}, errors.New("the receipt key is of another kind")
	}
	return record.Signer{Role: record.RoleHub, ID: h.ID, Key: signer}, nil
}

// issue signs a certificate for a public key.
func (h *Identity) issue(name, unit string, public any, hosts []string, now time.Time) ([]byte, error) {
	ca, err := h.authority()
	if err != nil {
		return nil, err
	}
	serial, err := randomSerial()
	if err != nil {
		return nil, err
	}
	tmpl := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name, OrganizationalUnit: []string{unit}},
		NotBefore: now.Add(-clockSkew), NotAfter: now.AddDate(leafYears, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if unit == unitServer {
		tmpl.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			tmpl.IPAddresses = append(tmpl.IPAddresses, ip)
		} else {
			tmpl.DNSNames = append(tmpl.DNSNames, host)
		}
	}
	return x509.CreateCertificate(rand.Reader, tmpl, ca.Leaf, public, ca.PrivateKey)
}

// leaf makes a fresh key with a certificate for it.
func (h *Identity) leaf(name, unit string, hosts []string, now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	der, err := h.issue(name, unit, key.Public(), hosts, now)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der, h.CACert}, PrivateKey: key}, nil
}

// ServerTLS is what the hub listens with. Hosts are the names and addresses that workstations reach it by.
func (h *Identity) ServerTLS(hosts []string, now time.Time) (*tls.Config, error) {
	cert, err := h.leaf(h.ID, unitServer, hosts, now)
	if err != nil {
		return nil, err
	}
	pool, err := h.Pool()
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS13, ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool}, nil
}

// AdminTLS is what the hub's own command line asks with.
func (h *Identity) AdminTLS(now time.Time) (*tls.Config, error) {
	cert, err := h.leaf("command line", unitAdmin, nil, now)
	if err != nil {
		return nil, err
	}
	pool, err := h.Pool()
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS13, RootCAs: pool}, nil
}

// caPrint is the part of a one-time code by which a workstation knows the hub's authority before it trusts anything.
func caPrint(caDER []byte) []byte {
	sum := sha256.Sum256(caDER)
	return sum[:codeHalf]
}

func randomSerial() (*big.Int, error) {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, fmt.Errorf("make a serial number: %w", err)
	}
	return n, nil
}
