package siem

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// taken reports whether the receiver's kernel has acknowledged every byte. Without it a receiver that ended before the last
// bytes came would look like one that had read them: its FIN was on the way already.
func taken(conn net.Conn, written int64) bool {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return false
	}
	rc, err := sc.SyscallConn()
	if err != nil {
		return false
	}
	all := false
	err = rc.Control(func(fd uintptr) {
		info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO)
		if err != nil {
			return
		}
		pending, err := unix.GetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_ERROR) // a reset that came after the end
		all = err == nil && pending == 0 && info.Bytes_acked >= uint64(written)+1   // and the SYN
	})
	return err == nil && all
}
