// Package retention keeps a practice's retention schedule, its legal holds, and the disposals that were ordered, approved and
// carried out.
//
// A disposal is ordered by one person, who signs its plan, and approved by a second one, who signs the plan's digest; where a
// practice has nobody else, by the same person a day later, who counts again, and it is recorded as such. It is carried out in
// batches: a batch's keys are destroyed, rows and files taken away, items marked and the trail written in one transaction, so
// that a crash leaves each chart whole or gone, and carrying out again goes on where it stopped. The certificate of destruction
// names ids, counts, rules and salted digests; order, approval and certificate are DSSE envelopes and are never taken away.
//
// Guaranteed: a hold wins, also over a disposal that is approved already; a chart that changed after the order is kept; holds
// are compared with the trail before anything is destroyed, so that one that was taken out of the database is noticed
// (chart.Tampered). Reasons and matters of holds are sealed in zone audit, what they search for in zone working. Clear
// columns hold ids, rules, states, counts and times; no day up to which a chart is kept, because it may follow from a birthday.
//
// Refused: who may (engine/protect/access, in app/wire), for how long (engine/protect/retention), signing (its caller hands the
// signature in). Only app/wire imports it.
package retention
