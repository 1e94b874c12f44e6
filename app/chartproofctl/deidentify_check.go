package main

import (
	"fmt"
	"os"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/engine/send/record"
)

type deidentifyCheckCommand struct {
	Roster string `help:"The practice's keys, from: chartproofhub roster. Without them the signature holds but nobody vouches for its key."`
	Dir    string `arg:"" help:"A release's folder."`
}

// Run needs nothing but the folder.
func (c *deidentifyCheckCommand) Run(s streams) error {
	roster, err := readRoster(c.Roster)
	if err != nil {
		return err
	}
	var signers []record.Key
	checks := wire.ReleaseChecks(func(keys []record.Key) error {
		if signers = keys; roster != nil {
			return roster.Vouches(keys)
		}
		return nil
	})
	wrong, err := deid.Recheck(os.DirFS(c.Dir), time.Now(), checks)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		fmt.Fprintln(s.out, w)
	}
	if len(wrong) > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("the release does not hold: %d findings", len(wrong))}
	}
	for _, k := range signers {
		fmt.Fprintf(s.out, "signed by %s %s, key %s\n", k.Role, k.ID, k.KeyID)
	}
	if roster == nil {
		fmt.Fprintln(s.err, "note: the signature holds; compare the key with the practice's, or give --roster")
	}
	fmt.Fprintln(s.out, "the release holds: the certificate is signed, every file is the certificate's, every redacted copy is proved by its own, and none shows an identifier's outline")
	return nil
}
