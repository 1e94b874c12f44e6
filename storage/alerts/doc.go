// Package alerts keeps what a practice has set of its alert rules, and what people wrote when they acknowledged an alert.
//
// The alerts themselves stand in the trail and nowhere else (actions trail.alert and trail.alert_acknowledge): nobody can take
// one back. Notes are typed text and sealed for the zone "audit", which auditors and privacy officers open; the trail holds a
// note's id. Rules are words of the machine and clear.
//
// Guaranteed: each change is one transaction with its entry; an alert is acknowledged once. Refused: judging (engine/protect/trail)
// and deciding who may (app/wire asks first). Only app/wire imports alerts.
package alerts
