// Package siem remembers how far the trail has come on its way to a SIEM. The trail itself is the spool: an entry waits in it as
// long as it takes.
//
// Guaranteed: the position moves in one transaction and only from where the sender saw it, so that two senders cannot pass
// each other; an outage that is told in the trail, and its end, are written with the move. Entries come in order.
//
// Refused: settings (sealed, in storage/vault), sending (engine/send/siem). Only app/wire imports it.
package siem
