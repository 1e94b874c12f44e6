package wire

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
)

// CheckTyped looks at a typed value the way that reading does: the review screen's check.
func CheckTyped(name chart.FieldName, value string) (normalized string, ok bool) {
	return fields.Check(name, value)
}
