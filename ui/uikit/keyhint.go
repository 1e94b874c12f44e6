package uikit

import "fyne.io/fyne/v2"

// HelpHint is the line that tells a newcomer where all keys stand.
func HelpHint() string { return T("{{.Key}} shows all keys", A{"Key": K(fyne.KeyF1).String()}) }

// Pages says a number of pages.
func Pages(n int) string { return N("{{.N}} pages", n) }
