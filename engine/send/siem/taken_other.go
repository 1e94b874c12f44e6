//go:build !linux

package siem

import "net"

// taken cannot ask this system's kernel; the receiver's own end of the connection is what there is.
func taken(net.Conn, int64) bool { return true }
