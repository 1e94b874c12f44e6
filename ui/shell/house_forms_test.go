package shell_test

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) Forms(context.Context) ([]present.Form, error) { return nil, nil }

func (h *paperHouse) FormSheet(context.Context, string, int) (present.FormSheet, error) {
	return present.FormSheet{}, nil
}

func (h *paperHouse) FormSheetOf(context.Context, chart.DocumentID, int) (present.FormSheet, error) {
	return present.FormSheet{}, nil
}

func (h *paperHouse) SaveForm(context.Context, present.Form, present.FormSheet) (string, error) {
	return "form", nil
}

func (h *paperHouse) DropForm(context.Context, string) error { return nil }

func (h *paperHouse) TryForms(context.Context, present.FormSheet) (present.FormMatch, bool, error) {
	return present.FormMatch{}, false, nil
}
