package chart

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted is what a Text prints as.
const Redacted = "[redacted]"

// Text is text out of a chart and may identify a person. It prints as [redacted] whatever the verb, in logs as well, and
// marshals to JSON as plain text because results and sealed fields are made of it. Reveal gives the text itself.
type Text string

// Reveal gives the text. Its callers are the places where a chart's content leaves the type's protection.
func (t Text) Reveal() string { return string(t) }

// String hides the text.
func (Text) String() string { return Redacted }

// GoString hides the text from %#v.
func (Text) GoString() string { return Redacted }

// Format hides the text from every verb.
func (Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Redacted) }

// LogValue hides the text from slog.
func (Text) LogValue() slog.Value { return slog.StringValue(Redacted) }
