package retention

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
)

// genuine compares the items with the plan that was signed, and the plan with what was approved.
func (d *Disposal) genuine(verify func([]byte) ([]byte, error)) error {
	p, err := d.planned(verify)
	if err != nil {
		return err
	}
	agreed, err := verify(d.Approval)
	if err != nil {
		return err
	}
	var a Approval
	if json.Unmarshal(agreed, &a) != nil {
		return notGenuine("the approval is malformed")
	}
	if !a.of(d, len(p.Items)) {
		return notGenuine("the plan is not the one that was approved")
	}
	if a.By != d.ApprovedBy || a.Second != d.Second || (a.By == p.By) != (a.Second == SameLater) {
		return notGenuine("it was approved by somebody else")
	}
	return nil
}

// planned opens the plan that was signed and compares the disposal and its items with it.
func (d *Disposal) planned(verify func([]byte) ([]byte, error)) (p Plan, err error) {
	payload, err := verify(d.Plan)
	if err != nil {
		return p, err
	}
	if json.Unmarshal(payload, &p) != nil {
		return p, notGenuine("the plan is malformed")
	}
	if sum(payload) != d.Digest || p.Disposal != d.ID || len(p.Items) != len(d.Items) {
		return p, notGenuine("the plan is not the one that was ordered")
	}
	if p.By != d.OrderedBy {
		return p, notGenuine("it was ordered by somebody else")
	}
	for i, it := range d.Items {
		if (PlannedItem{it.Number, it.Kind, it.Owner, it.Version, it.Rule}) != p.Items[i] {
			return p, notGenuine(fmt.Sprintf("item %d is not as it was ordered", i+1))
		}
	}
	return p, nil
}

func notGenuine(why string) error { return chart.E(chart.Tampered, "check disposal", errors.New(why)) }

// of reports whether an approval is of a disposal and its plan.
func (a Approval) of(d *Disposal, items int) bool {
	return a.Plan == d.Digest && a.Disposal == d.ID && a.Items == items
}

// toldOf compares a disposal with the trail: that it was ordered and approved stands there, by whom and with which plan.
func (s *Store) toldOf(ctx context.Context, d *Disposal) error {
	entries, err := s.log.Entries(ctx, audit.Filter{Text: "disposal=" + d.ID})
	if err != nil {
		return err
	}
	ordered, approved := false, false
	for _, e := range entries {
		if word(e.Detail, "disposal") != d.ID || word(e.Detail, "plan") != d.Digest {
			continue
		}
		ordered = ordered || e.Action == chart.ActDispose && e.Person == d.OrderedBy
		approved = approved || e.Action == chart.ActDisposeApprove && e.Person == d.ApprovedBy && word(e.Detail, "second") == string(d.Second)
	}
	if !ordered || !approved {
		return chart.E(chart.Tampered, "compare disposal with the trail", errors.New("the trail does not tell of its order and approval"))
	}
	return nil
}
