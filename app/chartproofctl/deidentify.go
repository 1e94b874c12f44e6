package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/engine/protect/deid/code"
)

type deidentifyCommand struct {
	Make   deidentifyMakeCommand   `cmd:"" default:"withargs" help:"Make a de-identified release of processed charts, with its certificate."`
	Check  deidentifyCheckCommand  `cmd:"" help:"Hold a release to its certificate and look for identifiers in it again."`
	Reveal deidentifyRevealCommand `cmd:"" help:"Say what a code of a release stands for: privacy officer, with a purpose, limited and logged."`
	Forget deidentifyForgetCommand `cmd:"" help:"Shred the codes of a release: nobody can turn them back any more."`
}

// tokens opens the token vault of the workspace.
func (f officeFlags) tokens(ctx context.Context, s streams) (*office, *wire.TokenRoom, error) {
	at, err := f.open(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	room, err := at.Tokens()
	if err != nil {
		at.done(ctx, &err)
	}
	return at, room, err
}

type deidentifyMakeCommand struct {
	Method    string      `help:"safe-harbor, limited-data-set, date-shifted or surrogates." default:"safe-harbor"`
	Out       string      `help:"A new folder for the release." default:"./release"`
	Formats   []string    `help:"What is written: fhir, csv, text, pdf." default:"fhir,csv,text,pdf"`
	Recipient string      `help:"Who gets the release."`
	Agreement string      `name:"data-use-agreement" placeholder:"NUMBER" help:"Number of the data-use agreement; a limited data set is refused without it."`
	Board     string      `name:"irb-board" help:"Board that approved a set whose codes or offsets are kept."`
	Protocol  string      `name:"irb-protocol" help:"Its protocol."`
	Approved  string      `name:"irb-approved" placeholder:"DATE" help:"Date of the approval, YYYY-MM-DD."`
	Expires   string      `name:"irb-expires" placeholder:"DATE" help:"Date on which the approval ends, YYYY-MM-DD."`
	Attested  string      `name:"attested-by" placeholder:"NAME" help:"Who attests that nobody here knows how the rest could identify a person; Safe Harbor asks for it."`
	ZIP3      string      `name:"zip3-list" placeholder:"FILE" help:"List of ZIP prefixes with 20,000 people or fewer, in place of the built-in one."`
	Alike     bool        `name:"same-format" help:"Codes of record, account and member numbers in the numbers' own format."`
	Keep      bool        `name:"keep-codes" help:"Keep the codes in the token vault, so that they can be turned back; a date-shifted set always does."`
	Release   string      `help:"Go on with a release whose codes are kept."`
	Vault     officeFlags `embed:""`
	Files     inputPaths  `arg:"" name:"file" help:"Results of: chartproofctl process. The redacted copy is taken from beside each."`
}

// Help shows examples.
func (deidentifyMakeCommand) Help() string {
	return `Every file is read again before it is written, against all that is known of its chart and against patterns; a chart that
cannot be proved is left out and said so. certificate.json says of each of the eighteen identifiers what became of it; certificate.dsse is it, signed: by the person who
signs in with --workspace and by this workstation, else by a throw-away key, which shows that nothing was changed and not by whom.

Examples:

  chartproofctl deidentify --attested-by "Dana Reyes" results/*.json
  chartproofctl deidentify --method limited-data-set --recipient "State University" --data-use-agreement 2026-17 results/*.json
  chartproofctl deidentify --method surrogates --formats text,fhir results/*.json
  chartproofctl deidentify --method date-shifted --recipient "State University" --irb-board "University IRB" --irb-protocol 26-114 \
    --irb-approved 2026-05-01 --irb-expires 2027-04-30 --workspace DIR --login ada --password-file F --code 123456 results/*.json
  chartproofctl deidentify check release`
}

// Run makes the release. A chart that is refused does not stop the others.
func (c *deidentifyMakeCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.order()
	if err != nil {
		return &failure{exitUsage, err}
	}
	var list []byte
	if c.ZIP3 != "" {
		if list, err = readBounded(c.ZIP3); err != nil {
			return &failure{exitUsage, fmt.Errorf("--zip3-list: %w", err)}
		}
	}
	engine, end, err := c.engine(ctx, s, &o, list)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	if err := c.folder(); err != nil {
		return err
	}
	cert, err := engine.Release(ctx, o, c.charts, func(name string, data []byte) error {
		return writeWhole(filepath.Join(c.Out, name), data)
	})
	if err != nil {
		return usage(err)
	}
	return report(s, cert, len(c.Files))
}

// engine gives what makes the release and, to be called at its end, what signs out. Who signs in signs the certificate; without a
// workspace a throw-away key does, and says so.
func (c *deidentifyMakeCommand) engine(ctx context.Context, s streams, o *deid.Order, list []byte) (*deid.Engine, func() error, error) {
	if !o.Reversible && c.Vault.Workspace == "" {
		engine, err := wire.Deidentifier(wire.Program(wire.Version), nil, list)
		return engine, func() error { return nil }, usage(err)
	}
	at, room, err := c.Vault.tokens(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	end := func() (err error) {
		room.Close()
		at.done(ctx, &err)
		return err
	}
	var codes deid.Codes
	if o.Reversible {
		codes, err = c.codes(ctx, room, o)
	}
	var engine *deid.Engine
	if err == nil {
		engine, err = wire.Deidentifier(wire.Program(wire.Version), codes, list)
	}
	if err == nil {
		err = room.Signs(ctx, engine, at.password)
	}
	if err != nil {
		return nil, nil, errors.Join(usage(err), end())
	}
	return engine, end, nil
}

func (c *deidentifyMakeCommand) codes(ctx context.Context, room *wire.TokenRoom, o *deid.Order) (deid.Codes, error) {
	if c.Release != "" {
		o.Release = c.Release
		return room.Continue(ctx, o)
	}
	o.Release = wire.NewRelease() // for the check; the vault gives the release its own
	if err := o.Check(time.Now()); err != nil {
		return nil, err
	}
	return room.Begin(ctx, o)
}

// order reads what was asked for. What a method presupposes is the engine's to say.
func (c *deidentifyMakeCommand) order() (deid.Order, error) {
	o := deid.Order{Method: deid.Method(strings.ReplaceAll(c.Method, "-", "_")), Release: wire.NewRelease(), Recipient: c.Recipient,
		Agreement: c.Agreement, Attested: c.Attested, Alike: c.Alike, Reversible: c.Keep || c.Release != "",
		Approval: code.Approval{Board: c.Board, Protocol: c.Protocol}}
	if o.Method == deid.DateShifted {
		o.Reversible = true
	}
	for _, f := range c.Formats {
		o.Formats = append(o.Formats, deid.Format(f))
	}
	for _, d := range []struct {
		flag, text string
		into       *time.Time
	}{{"--irb-approved", c.Approved, &o.Approval.Approved}, {"--irb-expires", c.Expires, &o.Approval.Expires}} {
		if d.text == "" {
			continue
		}
		t, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return o, fmt.Errorf("%s is a date like 2027-04-30", d.flag)
		}
		*d.into = t
	}
	if c.Release != "" { // what was approved then is in the vault
		return o, nil
	}
	return o, o.Check(time.Now())
}

// folder makes the release's folder; files of another release must not stand in it.
func (c *deidentifyMakeCommand) folder() error {
	if entries, err := os.ReadDir(c.Out); err == nil && len(entries) > 0 {
		return &failure{exitUsage, errors.New("the folder of --out is not empty; name a new one")}
	}
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make the folder of --out: %w", pathless(err))}
	}
	return nil
}

// charts reads the results one by one.
func (c *deidentifyMakeCommand) charts(yield func(deid.Chart, error) bool) {
	for _, name := range c.Files {
		if !yield(processed(name)) {
			return
		}
	}
}

func processed(name string) (deid.Chart, error) {
	bad := func(why string) error { return chart.E(chart.BadInput, "take a chart", errors.New(why)) }
	data, err := readBounded(name)
	if err != nil {
		return deid.Chart{}, bad("the file cannot be read")
	}
	var res chart.Result
	if json.Unmarshal(data, &res) != nil { // the cause may quote the chart
		return deid.Chart{}, bad("it is no result of chartproofctl process")
	}
	var pdf, certificate []byte
	if res.Redaction != nil && res.Redaction.Verified {
		base := strings.TrimSuffix(name, ".json")
		if pdf, err = readBounded(base + copyEnding); err != nil {
			pdf = nil // the certificate says that there was none
		}
		if certificate, err = readBounded(base + proofEnding); err != nil {
			certificate = nil // likewise
		}
	}
	return deid.FromResult(res, pdf, certificate)
}

// usage gives an error of what was asked for the exit code of wrong usage.
func usage(err error) error {
	if k := chart.KindOf(err); k == chart.BadInput || k == chart.BadState {
		return &failure{exitUsage, err}
	}
	return err
}

// report says on standard error what a person should know of the release.
func report(s streams, cert *deid.Certificate, charts int) error {
	fmt.Fprintln(s.err, cert.Label)
	for _, r := range cert.Refused {
		fmt.Fprintf(s.err, "chart %d left out: %s\n", r.Chart, r.Why)
	}
	for why, n := range cert.NoPDF {
		fmt.Fprintf(s.err, "%d redacted copies kept back: %s\n", n, why)
	}
	if n := len(cert.Small); n > 0 {
		fmt.Fprintf(s.err, "warning: %d groups of fewer than %d people who look alike; the smallest has %d. See small_cells in %s\n",
			n, deid.SmallCell, cert.Small[0].People, deid.CertificateName)
	}
	fmt.Fprintf(s.err, "release %s: %d of %d charts, %d files\n", cert.Release, charts-len(cert.Refused), charts, len(cert.Files))
	if len(cert.Refused) > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d of %d charts could not be proved and were left out", len(cert.Refused), charts)}
	}
	return nil
}

type deidentifyRevealCommand struct {
	Vault   officeFlags `embed:""`
	Release string      `required:"" help:"The release's id."`
	Purpose string      `required:"" help:"Why: treatment, payment, operations, authorization, required_by_law, public_health, oversight, research, patient_access or emergency."`
	Token   string      `arg:"" help:"The code."`
}

// Run prints what the code stands for.
func (c *deidentifyRevealCommand) Run(ctx context.Context, s streams) (err error) {
	at, room, err := c.Vault.tokens(ctx, s)
	if err != nil {
		return err
	}
	defer at.done(ctx, &err)
	values, alarms, err := room.Reveal(ctx, c.Release, c.Token, c.Purpose)
	for _, a := range alarms {
		fmt.Fprintln(s.err, "an alarm was raised:", a)
	}
	if err != nil {
		return usage(err)
	}
	for _, v := range values {
		fmt.Fprintln(s.out, v.Reveal())
	}
	return nil
}

type deidentifyForgetCommand struct {
	Vault   officeFlags `embed:""`
	Release string      `arg:"" help:"The release's id."`
}

// Run shreds.
func (c *deidentifyForgetCommand) Run(ctx context.Context, s streams) (err error) {
	at, room, err := c.Vault.tokens(ctx, s)
	if err != nil {
		return err
	}
	defer at.done(ctx, &err)
	if err := room.Forget(ctx, c.Release); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "the codes of the release are shredded")
	return nil
}
