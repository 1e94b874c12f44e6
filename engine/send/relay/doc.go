// Package relay is the workstation's way to the hub: it enrols with a one-time code, pushes the outbox over mutual TLS, and
// has the audit trail's checkpoints witnessed.
//
// Guaranteed: a record counts as settled only with a receipt that the enrolled hub signed for exactly this body; a lost
// answer leads to the same request again, never to a second record. Where the hub has witnessed another trail, records go on, and the
// difference is told (Unwitnessed). Nothing is connected to but the hub's own address.
//
// Refused: opening records (bodies arrive sealed), keeping anything (the outbox is storage's), other authorities than the
// hub's own. wire imports relay.
package relay
