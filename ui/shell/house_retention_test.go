package shell_test

import (
	"context"

	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) RetentionTable(context.Context) (present.RetentionTable, error) {
	return present.RetentionTable{State: "TX", Rules: []present.RetentionRule{{ID: "us-tx-practice", Years: 7, Source: "22 Tex. Admin. Code 165.1"}}}, nil
}
func (h *paperHouse) SetRetentionPractice(context.Context, present.RetentionPractice) error {
	return nil
}
func (h *paperHouse) ConfirmRetention(context.Context, string) error                { return nil }
func (h *paperHouse) ChangeRetentionRule(context.Context, present.RuleChange) error { return nil }
func (h *paperHouse) Holds(context.Context) ([]present.HoldLine, error)             { return nil, nil }
func (h *paperHouse) SetHold(context.Context, present.NewHold) (string, int, error) {
	return "", 0, nil
}
func (h *paperHouse) AskHoldRelease(context.Context, string) error           { return nil }
func (h *paperHouse) KeepHold(context.Context, string) error                 { return nil }
func (h *paperHouse) ReleaseHold(context.Context, string, int, string) error { return nil }
func (h *paperHouse) PreviewDisposal(context.Context) (present.DisposalPreview, error) {
	return present.DisposalPreview{}, nil
}
func (h *paperHouse) OrderDisposal(context.Context, string, string) (string, error) { return "", nil }
func (h *paperHouse) ApproveDisposal(context.Context, string, int, string, func(done, all int)) (present.DisposalRun, error) {
	return present.DisposalRun{}, nil
}
func (h *paperHouse) CancelDisposal(context.Context, string) error                   { return nil }
func (h *paperHouse) Disposals(context.Context) ([]present.DisposalRun, error)       { return nil, nil }
func (h *paperHouse) DestructionCertificate(context.Context, string) ([]byte, error) { return nil, nil }
func (h *paperHouse) SaveCertificate(context.Context, string, string) error          { return nil }
func (h *paperHouse) DisposalProposal(context.Context) present.DisposalProposal {
	return present.DisposalProposal{}
}
