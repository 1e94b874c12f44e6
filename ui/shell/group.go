package shell

import (
	"context"
	"errors"
	"math/rand/v2"

	"chartproof.org/chartproof/ui/group"
	"chartproof.org/chartproof/ui/present"
)

func (s *Shell) makeGroup() {
	s.groupScreen = group.New(s.o.Kit, s.leaveGroup)
	s.group = present.NewGroup(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.groupScreen,
		present.GroupOptions{Prepare: s.groupScreen.Prepare, Check: s.o.Check, Pick: rand.IntN})
	s.groupScreen.Bind(s.group)
	s.groupScreen.OnStep = func() { s.frame.setHints(s.commands(), s.hintKeys()...) }
}

func (s *Shell) showGroup() {
	if s.at != atGroup {
		s.group.Open(s.me)
		s.goAside(atGroup)
	}
}

// leaveGroup goes a step back, and from the list to where the person came from. What was confirmed is on its way.
func (s *Shell) leaveGroup() {
	if !s.group.Back() {
		s.group.Close()
		s.leave()
	}
}

// sealBoth is what keeps the work of two screens at a lock; either may have none.
func sealBoth(a, b present.Sealer) present.Sealer {
	return func(ctx context.Context) error {
		var errs []error
		for _, seal := range []present.Sealer{a, b} {
			if seal != nil {
				errs = append(errs, seal(ctx))
			}
		}
		return errors.Join(errs...)
	}
}
