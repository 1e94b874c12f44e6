package present

import (
	"context"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Holders tells who can open charts now and could not before.
type Holders interface {
	// NewHolders gives those who got keys since the person at the desk came the time before, to privacy officers; nobody to
	// others.
	NewHolders(ctx context.Context) ([]chart.Person, error)
}

// HoldersTrouble says who got keys. Whoever may add people could add a second login of their own: a person who looks after the
// charts must be told.
func HoldersTrouble(who []chart.Person) Trouble {
	names := make([]string, len(who))
	for i, p := range who {
		names[i] = p.DisplayName + " (" + p.Login + ")"
	}
	return Trouble{Happened: Say("{{.Who}} can open charts now.", Data{"Who": strings.Join(names, ", ")}),
		Safe: Say("The trail says who added each of them."),
		Do:   Say("If you do not know somebody, or a name stands for a person who has a login already, ask the administrator at once.")}
}
