package present

import (
	"errors"

	"chartproof.org/chartproof/engine/chart"
)

// codedTrouble says why there is nothing to show to whoever sees documents without identifiers only.
func codedTrouble(err error) Trouble {
	safe := Say("Your role sees documents once they are signed, without identifiers.")
	var copied interface{ Uncoded() bool }
	switch {
	case errors.As(err, &copied) && copied.Uncoded():
		return Trouble{Happened: Say("This document was signed by an earlier version, without a copy that your role may see."), Safe: safe,
			Do: Say("Ask a reviewer for what you need from it, or choose another one.")}
	case chart.KindOf(err) == chart.BadState:
		return Trouble{Happened: Say("This document is not signed yet."), Safe: safe, Do: Say("Choose one that was signed.")}
	}
	return TroubleOf(err)
}
