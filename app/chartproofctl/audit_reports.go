package main

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/app/wire"
)

// reportFlags say where a report goes besides the screen.
type reportFlags struct {
	CSV    string `name:"csv" placeholder:"FILE" help:"Write the rows to a new file."`
	Signed string `placeholder:"FILE" help:"Write the report, signed by this workstation (DSSE), to a new file."`
}

func (f reportFlags) put(s streams, rep wire.Report, table []byte) error {
	fmt.Fprint(s.out, rep.Text)
	var errs []error
	if f.CSV != "" {
		errs = append(errs, writeNew(f.CSV, table))
	}
	if f.Signed != "" {
		errs = append(errs, writeNew(f.Signed, rep.Signed))
	}
	return errors.Join(errs...)
}

type auditReviewCommand struct {
	officeFlags
	reportFlags
	Since string `placeholder:"DAY" help:"Count from this day on. Default: three months."`
}

// Help shows examples.
func (auditReviewCommand) Help() string {
	return `For auditors and the privacy officer: who has which roles and keys, last sign-in, what they opened, dormant accounts, roles that should not
be one person's (45 CFR 164.308(a)(4), NIST SP 800-66r2).

Example:

  chartproofctl audit review --workspace DIR --login ada --csv review.csv --signed review.json`
}

// Run makes the review.
func (c *auditReviewCommand) Run(ctx context.Context, s streams) (err error) {
	since, err := dayOf(c.Since)
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	rep, table, err := o.AccessReview(ctx, since)
	if err != nil {
		return err
	}
	return c.put(s, rep, table)
}

type auditAccountingCommand struct {
	officeFlags
	reportFlags
	Documents []string `arg:"" name:"document" help:"The patient's documents, by id."`
	Since     string   `placeholder:"DAY" help:"From this day on. Default: six years, as far back as a patient may ask."`
	Until     string   `placeholder:"DAY" help:"Before this day. Default: now."`
}

// Help shows examples.
func (auditAccountingCommand) Help() string {
	return `For auditors and the privacy officer: date, recipient, what and why of each disclosure that is to be accounted (45 CFR 164.528). What left for
treatment, payment, operations, by authorization, to the patient or without identifiers is counted and not listed.

Example:

  chartproofctl audit accounting 8f0c… 77ab… --workspace DIR --login ada --csv accounting.csv`
}

// Run makes the accounting.
func (c *auditAccountingCommand) Run(ctx context.Context, s streams) (err error) {
	since, err1 := dayOf(c.Since)
	until, err2 := dayOf(c.Until)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	rep, table, err := o.Accounting(ctx, documentIDs(c.Documents), since, until)
	if err != nil {
		return err
	}
	return c.put(s, rep, table)
}
