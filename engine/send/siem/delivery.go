package siem

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Network opens connections; net.Dialer is one.
type Network interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// The limits of one delivery.
const (
	dialLimit    = 15 * time.Second
	defaultLimit = 2 * time.Minute
)

// delivery is one connection.
type delivery struct {
	network Network
	address string
	config  *tls.Config
	limit   time.Duration
	begin   func() error // called when the receiver has shown who it is, before the first message is sent
}

// frame appends a message with its length before it.
func frame(to, message []byte) []byte {
	to = strconv.AppendInt(to, int64(len(message)), 10)
	to = append(to, ' ')
	return append(to, message...)
}

// make takes messages to the receiver and returns without an error only when it has read all of them. None is fine: it
// then says whether the receiver is there and closes as it should.
func (d delivery) make(ctx context.Context, messages [][]byte) error {
	const op = "stream to the SIEM"
	dial, cancel := context.WithTimeout(ctx, dialLimit)
	defer cancel()
	raw, err := d.network.DialContext(dial, "tcp", d.address)
	if err != nil {
		return chart.E(chart.Unreachable, op, errors.New("nobody answers at its address"))
	}
	defer raw.Close()
	defer context.AfterFunc(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })() // ends what is blocked
	if err := raw.SetDeadline(time.Now().Add(d.limit)); err != nil {
		return chart.E(chart.Internal, op, err)
	}
	counted := &counter{Conn: raw}
	secure := tls.Client(counted, d.config)
	if err := secure.HandshakeContext(dial); err != nil {
		return handshake(op, err)
	}
	if err := d.begin(); err != nil {
		return err
	}
	var framed []byte
	for _, m := range messages {
		framed = frame(framed, m)
	}
	if _, err := secure.Write(framed); err != nil {
		return broken(op, secure, err)
	}
	if err := end(raw, secure); err != nil {
		return broken(op, secure, err)
	}
	if !taken(raw, counted.written) {
		return chart.E(chart.Unreachable, op, errors.New("the connection ended before everything had arrived"))
	}
	return nil
}

// end closes our side and waits until the receiver has closed its own.
func end(raw net.Conn, secure *tls.Conn) error {
	if err := secure.CloseWrite(); err != nil {
		return err
	}
	half, ok := raw.(interface{ CloseWrite() error })
	if !ok {
		return errors.New("the connection cannot be closed by halves")
	}
	if err := half.CloseWrite(); err != nil {
		return err
	}
	// What it says before it closes (session tickets, alerts) is read: unread bytes would turn our own close into a reset.
	if _, err := io.Copy(io.Discard, io.LimitReader(secure, 1<<20)); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, io.LimitReader(raw, 1<<20))
	return err
}

// counter counts what was given to the kernel.
type counter struct {
	net.Conn
	written int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.written += int64(n)
	return n, err
}

// handshake tells a certificate that does not hold from a receiver that is not there. Names in a certificate are not told.
func handshake(op string, err error) error {
	var (
		name      x509.HostnameError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &name):
		return chart.E(chart.Tampered, op, errors.New("the server's certificate is another server's"))
	case errors.As(err, &authority):
		return chart.E(chart.Tampered, op, errors.New("the server's certificate is not signed by the authority in the settings"))
	case errors.As(err, &invalid):
		return chart.E(chart.Tampered, op, errors.New("the server's certificate does not hold: it may have expired"))
	case alerted(err):
		return refused(op)
	}
	return chart.E(chart.Unreachable, op, errors.New("it answers, but not with TLS 1.2 or newer"))
}

// broken asks for the reason that the receiver gave, where it gave one: in TLS 1.3 it refuses a client's certificate after the
// handshake, and resets the connection right behind its alert.
func broken(op string, secure *tls.Conn, err error) error {
	if !alerted(err) {
		_, err = secure.Read(make([]byte, 1))
	}
	if alerted(err) {
		return refused(op)
	}
	return chart.E(chart.Unreachable, op, errors.New("the connection broke off; it may refuse this workstation's certificate"))
}

// alerted reports whether the other side has sent a TLS alert: crypto/tls has no type of its own for it.
func alerted(err error) bool {
	var remote *net.OpError
	return errors.As(err, &remote) && remote.Op == "remote error"
}

func refused(op string) error {
	return chart.E(chart.NotAllowed, op, errors.New("it refuses this workstation's certificate"))
}
