package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

type policyCommand struct {
	Show       policyShowCommand       `cmd:"" help:"Say which rules hold: those of the release, or of a workspace."`
	Test       policyTestCommand       `cmd:"" help:"Ask the rules every case: role, zone and operation, by rule and by key, and cases about charts."`
	Check      policyCheckCommand      `cmd:"" help:"Say whether files of a practice's own rules would be taken, and what they would change."`
	History    policyHistoryCommand    `cmd:"" help:"List every set of own rules that was signed in a workspace, or print one by the hash that the trail names."`
	Set        policySetCommand        `cmd:"" help:"Sign files as the practice's own rules and have them hold; none takes them away."`
	Validators policyValidatorsCommand `cmd:"" help:"Show or change who validates the fields on which a patient's safety hangs."`
	Seal       policySealCommand       `cmd:"" help:"Sign the manifest of a release's rules."`
}

type policyShowCommand struct {
	Rule   string      `help:"Show this rule alone, with its text." placeholder:"ID"`
	Office officeFlags `embed:""`
}

// Help shows examples.
func (policyShowCommand) Help() string {
	return `Without --workspace it shows the rules that come with this program.

Examples:

  chartproofctl policy show
  chartproofctl policy show --rule chart-restricted
  chartproofctl policy show --workspace ~/.local/share/chartproof --login ada`
}

// Run prints the rules.
func (c *policyShowCommand) Run(ctx context.Context, s streams) (err error) {
	book, err := rulebook.Builtin()
	if err != nil {
		return err
	}
	rules := book.Rules()
	fmt.Fprintf(s.err, "rules of the release, version %s\n", book.Version())
	if c.Office.Workspace != "" {
		o, err := c.Office.open(ctx, s)
		if err != nil {
			return err
		}
		defer o.done(ctx, &err)
		state, err := o.Rules(ctx)
		if err != nil {
			return err
		}
		rules = state.Rules
		tellRules(s.err, state.Version, state.Own, state.Refused, state.SignedBy)
		tellPractice(s.err, state.Practice)
		for _, name := range state.Joined {
			fmt.Fprintf(s.err, "duties joined: %s administers and uses charts\n", name)
		}
		if state.Refused {
			defer func() {
				err = errors.Join(err, &failure{exitSomeFailed, errors.New("the practice's own rules do not hold: signature or hash")})
			}()
		}
	}
	return printRules(s.out, rules, c.Rule)
}

func tellRules(w io.Writer, version string, own, refused bool, by string) {
	switch {
	case refused:
		fmt.Fprintf(w, "the practice's own rules do not hold; those of the release do, version %s\n", version)
	case own:
		fmt.Fprintf(w, "with the practice's own, signed by %s: version %s\n", by, version)
	default:
		fmt.Fprintln(w, "the practice has no rules of its own")
	}
}

func tellPractice(w io.Writer, p access.Practice) {
	for _, r := range access.Roles() {
		if h, set := p.Hours[r]; set {
			fmt.Fprintf(w, "hours of %s: %02d:%02d to %02d:%02d on %v\n", r, h.From/60, h.From%60, h.Until/60, h.Until%60, h.Days)
		}
	}
	fmt.Fprintf(w, "duties apart: %t; an emergency opens a chart for %d minutes\n", p.Separate, p.GlassMinutes)
}

func printRules(w io.Writer, rules []rulebook.Rule, only string) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	found := false
	for _, r := range rules {
		effect := "permits"
		if r.Forbids {
			effect = "forbids"
		}
		switch {
		case only == "":
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.File, r.ID, effect, r.Says)
		case r.ID == only:
			fmt.Fprintln(w, r.Text)
			found = true
		}
	}
	if only != "" && !found {
		return &failure{exitUsage, fmt.Errorf("there is no rule %q", only)}
	}
	return t.Flush()
}

type policyCheckCommand struct {
	Files []string `arg:"" name:"file" help:"Files of a practice's own rules, in Cedar."`
}

// Help shows examples.
func (policyCheckCommand) Help() string {
	return `A practice's own rules only forbid. Each has an id and says what it is for:

  @id("front-desk-only") @says("Imports come from the front desk's computer.")
  forbid (principal, action == Action::"document.import", resource)
  when { context.workstation != "3f2a…" };

Example:

  chartproofctl policy check own.cedar`
}

// Run reads the files and prints the difference.
func (c *policyCheckCommand) Run(_ context.Context, s streams) error {
	was, err := rulebook.Builtin()
	if err != nil {
		return err
	}
	is, err := bookWith(c.Files)
	if err != nil {
		return err
	}
	printChange(s.out, rulebook.Difference(was, is))
	return nil
}

func printChange(w io.Writer, d rulebook.Change) {
	fmt.Fprintf(w, "version %s becomes %s\n", d.Was, d.Is)
	for i, ids := range [][]string{d.Added, d.Removed, d.Changed} {
		for _, id := range ids {
			fmt.Fprintf(w, "%s %s\n", []string{"added", "removed", "changed"}[i], id)
		}
	}
}

// bookWith gives the release's rules with files of a practice's own.
func bookWith(names []string) (*rulebook.Book, error) {
	book, err := rulebook.Builtin()
	if err != nil || len(names) == 0 {
		return book, err
	}
	files, err := ruleFiles(names)
	if err != nil {
		return nil, err
	}
	with, err := book.With(files)
	if err != nil {
		return nil, &failure{exitSomeFailed, err}
	}
	return with, nil
}

func ruleFiles(names []string) ([]rulebook.File, error) {
	var files []rulebook.File
	for _, name := range names {
		data, err := readBounded(name)
		if err != nil {
			return nil, &failure{exitUsage, fmt.Errorf("read rules: %w", err)}
		}
		base := filepath.Base(name)
		if slices.ContainsFunc(files, func(f rulebook.File) bool { return f.Name == base }) {
			return nil, &failure{exitUsage, fmt.Errorf("two files are called %s", base)}
		}
		files = append(files, rulebook.File{Name: base, Text: data})
	}
	return files, nil
}

type policySetCommand struct {
	Office officeFlags `embed:""`
	None   bool        `help:"Take the practice's own rules away: those of the release hold alone."`
	Files  []string    `arg:"" optional:"" name:"file" help:"Files of rules, in Cedar; they take the place of all that held."`
}

// Help shows examples.
func (policySetCommand) Help() string {
	return `An administrator signs; the trail says which rules were added, removed and changed.

Examples:

  chartproofctl policy set --workspace ~/.local/share/chartproof --login ada own.cedar
  chartproofctl policy set --workspace ~/.local/share/chartproof --login ada --none`
}

// Run signs the rules and prints the difference.
func (c *policySetCommand) Run(ctx context.Context, s streams) (err error) {
	if c.None == (len(c.Files) > 0) {
		return &failure{exitUsage, errors.New("name files of rules, or --none")}
	}
	files, err := ruleFiles(c.Files)
	if err != nil {
		return err
	}
	if _, err := bookWith(c.Files); err != nil {
		return err
	}
	o, err := c.Office.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	change, err := o.SetOwnRules(ctx, files, o.password)
	if err != nil {
		return err
	}
	printChange(s.out, change)
	return nil
}

type policySealCommand struct {
	Key    string `placeholder:"FILE" help:"File with the release's key; without it a key is made and forgotten, which shows that the files belong together and not who wrote them."`
	Folder string `arg:"" name:"folder" help:"The folder of rules: assets/policies." type:"existingdir"`
}

// Help shows examples.
func (policySealCommand) Help() string {
	return `For whoever makes a release. The public half of the key goes beside the rules; its fingerprint is published with the release.

Example:

  chartproofctl policy seal --key ~/release/policies.key assets/policies`
}

// Run signs the files.
func (c *policySealCommand) Run(s streams) error {
	folder := os.DirFS(c.Folder)
	if _, err := rulebook.Read(folder); err != nil {
		return err
	}
	secret, public, err := rulebook.NewKey()
	if err != nil {
		return err
	}
	if c.Key != "" {
		if secret, err = secretFile(c.Key); err != nil {
			return err
		}
		if public, err = rulebook.PublicOf(secret); err != nil {
			return &failure{exitUsage, err}
		}
	}
	manifest, err := rulebook.Seal(folder, secret)
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{rulebook.ManifestName: manifest, rulebook.KeyName: []byte(public + "\n")} {
		if err := writeWhole(filepath.Join(c.Folder, name), data); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.out, public)
	return nil
}
