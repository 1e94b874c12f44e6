package present

import (
	"context"
	"time"
)

// SIEMStatus is where the trail is streamed to, and how far it has come.
type SIEMStatus struct {
	Address    string // host:port; empty: to nobody
	ServerName string
	Client     bool // this computer shows a certificate of its own
	AlertsOnly bool
	Waiting    int64     // entries that are not known to have arrived
	Arrived    time.Time // when it last took something, or answered
	Away       time.Time // since when it does not; zero while it does
	Again      time.Time // when it is tried again
	Resent     int64     // entries that were sent more than once
	Problem    error     // of the last try
}

// SIEMOrder is what an administrator asks for. Files that are not named stay as they are.
type SIEMOrder struct {
	Address    string
	ServerName string // in the receiver's certificate; empty: the address's host
	CAFile     string // PEM: the authority that vouches for the receiver
	ClientFile string // PEM: this computer's certificate and key
	AlertsOnly bool
	FromNow    bool // a new receiver gets what happens from now on, in place of the whole trail
	Untested   bool // kept though nobody answers yet
}

// SIEM streams the trail.
type SIEM interface {
	SIEM(ctx context.Context) (SIEMStatus, error)
	// SetSIEM tries the receiver and keeps it when it answers as it should.
	SetSIEM(ctx context.Context, o SIEMOrder) error
	StopSIEM(ctx context.Context) error
}
