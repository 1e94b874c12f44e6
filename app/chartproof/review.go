package main

import (
	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/review"
	"chartproof.org/chartproof/ui/shell"
	"chartproof.org/chartproof/ui/uikit"
)

// newReview makes the review screen of a session; what is typed there is looked at as what was read is.
func newReview(desk *wire.Desk) func(*uikit.Kit, chart.Person, shell.ReviewHooks) shell.Review {
	return func(kit *uikit.Kit, me chart.Person, hooks shell.ReviewHooks) shell.Review {
		return review.New(desk, kit, present.SystemClock{}, me, wire.CheckTyped, review.Hooks{Line: hooks.Line,
			Beside: hooks.Beside, NextWork: hooks.NextWork, Changed: hooks.Changed, Progress: hooks.Progress, Pages: hooks.Pages, First: hooks.First, Opened: hooks.Opened, Done: hooks.Done})
	}
}
