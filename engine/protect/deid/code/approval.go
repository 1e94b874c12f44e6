package code

import (
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Approval is the decision of an institutional review board or privacy board (45 CFR 164.512(i)), without which no codes are
// kept that could be turned back.
type Approval struct {
	Board    string    `json:"board"`
	Protocol string    `json:"protocol"`
	Approved time.Time `json:"approved"`
	Expires  time.Time `json:"expires"`
}

// InForce gives nil where the approval is complete and holds at that time.
func (a Approval) InForce(at time.Time) error {
	const op = "look at the board's approval"
	switch {
	case a.Board == "" || a.Protocol == "" || a.Approved.IsZero() || a.Expires.IsZero():
		return chart.E(chart.BadInput, op, errors.New("board, protocol, date and end are needed"))
	case a.Approved.After(at) || !a.Expires.After(at):
		return chart.E(chart.BadState, op, errors.New("it is not in force today"))
	}
	return nil
}
