package wire

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/machine"
	"chartproof.org/chartproof/storage/audit"
	spool "chartproof.org/chartproof/storage/siem"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// trail verifies the trail, and compares its newest entry with the clock.
func (d doctor) trail(ctx context.Context, log *audit.Log) machine.Finding {
	const check = "trail"
	r, err := log.Verify(ctx, audit.Keys{})
	switch {
	case err != nil:
		return unsafe(check, "the trail cannot be verified ("+string(chart.KindOf(err))+")", "run: chartproofctl audit verify")
	case !r.OK:
		return unsafe(check, "the trail does not hold at "+r.Where+": "+r.Problem, "keep the folder as it is, tell the privacy officer, and compare with a backup")
	}
	newest, err := log.Entries(ctx, audit.Filter{Newest: true, Limit: 1})
	if err == nil && len(newest) == 1 && newest[0].At.After(d.now.Add(clockBack)) {
		return unsafe("clock", "the trail's newest entry is of "+newest[0].At.Format(time.RFC3339)+", which is still to come", "set the clock")
	}
	return fine(check, fmt.Sprintf("the trail holds: %d entries", r.Entries))
}

// witness says whether somebody outside has seen the trail of late: without one, newest entries can be cut off unseen.
func (d doctor) witness(ctx context.Context, log *audit.Log, stream StreamState) machine.Finding {
	const check = "trail_witness"
	const do = "start or join a hub, stream to a SIEM, or keep checkpoints outside: chartproofctl audit checkpoint --help"
	size, at, _, err := log.Witnessed(ctx)
	switch {
	case err != nil:
		return unsafe(check, "the witnesses' signatures cannot be read", "run: chartproofctl audit verify")
	case size > 0 && d.now.Sub(at) <= witnessAge:
		return fine(check, fmt.Sprintf("the hub has witnessed the first %d entries, %s ago", size, days(d.now.Sub(at))))
	case stream.Streams && d.now.Sub(stream.Arrived) <= witnessAge:
		return fine(check, fmt.Sprintf("a SIEM has the first %d entries, the last of them %s ago", stream.Next, days(d.now.Sub(stream.Arrived))))
	case size > 0:
		return unsafe(check, "the hub has witnessed the trail "+days(d.now.Sub(at))+" ago last", do)
	}
	return unsafe(check, "nobody outside has seen the trail: newest entries that are cut off leave no gap", do)
}

func (d doctor) siem(ctx context.Context, db *sqlitedb.DB, log *audit.Log) (st StreamState, f machine.Finding) {
	const check = "siem"
	st, err := streamState(ctx, spool.New(db, log), log)
	switch {
	case err != nil:
		return st, unsafe(check, "how far the stream has come cannot be read", "run: chartproofctl audit stream status")
	case !st.Streams:
		return st, fine(check, "the trail is streamed to nobody, as it is set")
	case !st.Away.IsZero():
		return st, unsafe(check, fmt.Sprintf("the SIEM is away since %s (%s); %d entries wait, none is lost", st.Away.Format(time.RFC3339), st.Problem, st.Waiting),
			"see to the receiver and its certificate: chartproofctl audit stream set --help")
	}
	return st, fine(check, fmt.Sprintf("the SIEM takes the trail; %d entries wait", st.Waiting))
}

// proofs looks in the trail for what should have been done of late.
func (d doctor) proofs(ctx context.Context, log *audit.Log) []machine.Finding {
	newest := func(a chart.Action, holds string) (at time.Time, ok bool) {
		entries, err := log.Entries(ctx, audit.Filter{Actions: []chart.Action{a}, Newest: true, Limit: 50})
		for _, e := range entries {
			if strings.Contains(e.Detail, holds) {
				return e.At, err == nil
			}
		}
		return at, false
	}
	judge := func(check, what string, a chart.Action, holds string, most time.Duration, do string) machine.Finding {
		at, ok := newest(a, holds)
		switch {
		case !ok:
			return unsafe(check, "there was never "+what, do)
		case d.now.Sub(at) > most:
			return unsafe(check, "there was "+what+" "+days(d.now.Sub(at))+" ago last; it should be within "+days(most), do)
		}
		return fine(check, "there was "+what+" "+days(d.now.Sub(at))+" ago")
	}
	out := []machine.Finding{
		judge("backup", "a backup", chart.ActBackup, "", backupAge, "make one: chartproofctl backup --help, or Backup in the desktop"),
		judge("restore_rehearsal", "a restore that was tried and held", chart.ActRestoreRehear, "ok=true", rehearsalAge, "rehearse: chartproofctl backup rehearse --help"),
	}
	if _, ok := newest(chart.ActRecoverySet, ""); !ok {
		return append(out, unsafe("recovery", "there are no recovery shares: without the keyring everything is lost", "make them: chartproofctl keys split --help"))
	}
	return append(out, judge("recovery", "a rehearsal in which the recovery shares opened", chart.ActRecoveryTry, "outcome=opened", recoveryAge,
		"rehearse: chartproofctl keys rehearse --help"))
}

// days says how long something is.
func days(t time.Duration) string {
	if h := int(t.Hours()); h < 48 {
		return fmt.Sprintf("%d hours", max(h, 0))
	}
	return fmt.Sprintf("%d days", int(t.Hours())/24)
}
