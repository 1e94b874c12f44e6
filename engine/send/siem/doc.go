// Package siem streams the trail to a practice's security information and event management (SIEM): RFC 5424 messages over
// TLS (RFC 5425), each with its length before it (octet counting, RFC 6587 3.4.1).
//
// The trail itself is the spool: its entries are numbered, so that all there is to remember is the first one that is not
// known to have arrived. An outage of any length costs no memory and keeps nobody from working.
//
// Syslog has no acknowledgement. What stands in for one is the end of a delivery: every delivery is a connection of its own,
// which the sender closes (close_notify, then FIN), and which counts as arrived only when the receiver has closed its side
// too, without a reset, after its kernel had taken every byte (Linux: TCP_INFO). A receiver closes when it reads the end,
// which stands behind the last message; one that dies with messages unread answers with a reset. So:
//
// Guaranteed: an entry is passed over only when the receiver has read it; entries go in order; nothing is sent but under
// TLS 1.2 or newer to a server whose certificate the named authority signed for the named server. Memory is bounded by one
// delivery. Pauses between tries grow to five minutes.
//
// What cannot be known without an acknowledgement: how much of a delivery that was cut off had arrived. It is sent again
// whole, at most MaxBatch entries, and Position.Resent counts them. Every message bears its entry's number, by which a
// receiver keeps each once; Collector is one that does. A receiver that answers for messages before it has put them away
// (rsyslog with a queue in memory, killed) loses what it answered for: its ruleset needs a direct or a disk queue. On
// Windows and macOS the kernel is not asked, and a receiver that dies within the round trip of the end may lose a delivery.
//
// Refused: TCP or UDP without TLS, certificates that are not checked, deciding what a message says (Format does), keeping
// anything (Spool does). Only storage/siem and app/wire import it.
package siem
