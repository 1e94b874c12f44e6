package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/engine/geom"
)

type templateCommand struct {
	Name    string   `required:"" help:"What the form is called."`
	Type    string   `help:"Kind of document that the form is, as in results: intake_form, consent_form …" placeholder:"TYPE"`
	Page    int      `help:"Page of the file." default:"1"`
	Zone    []string `required:"" sep:"none" placeholder:"ZONE" help:"capture=FIELD:x0,y0,x1,y1, redact:x0,y0,x1,y1 or crop:x0,y0,x1,y1, in fractions of the page as it comes in; several times."`
	Engines string   `help:"OCR engines: tesseract, paddle, or both with a comma. Default: those installed."`
	File    string   `arg:"" name:"file" help:"The form, best one that nobody filled in."`
}

// Help shows examples.
func (templateCommand) Help() string {
	return `Makes a template of a form, for process --templates. It holds the form's own print and your zones, nothing that was
filled in; what stands there is read before you hand it on, all the same.

Examples:

  chartproofctl template --name "Front desk" --zone capture=mrn:0.6,0.1,0.9,0.13 --zone redact:0.1,0.8,0.9,0.9 form.pdf > templates/front.json
  chartproofctl process --templates templates scan.pdf`
}

// Run reads the form and writes its template.
func (c *templateCommand) Run(ctx context.Context, s streams) error {
	engines, err := parseEngines(c.Engines)
	if err != nil {
		return &failure{exitUsage, err}
	}
	drawn := make([]zones.Zone, len(c.Zone))
	for i, text := range c.Zone {
		if drawn[i], err = parseZone(text); err != nil {
			return &failure{exitUsage, fmt.Errorf("zone %d: %w", i+1, err)}
		}
	}
	data, err := readBounded(c.File)
	if err != nil {
		return err
	}
	head, err := wire.NewHeadless(ctx, wire.HeadlessOptions{Profile: "chart", Engines: engines, Jobs: 1})
	if err != nil {
		return err
	}
	defer head.Close()
	t, err := head.LearnForm(ctx, c.Name, chart.Type(c.Type), filepath.Base(c.File), data, c.Page, drawn)
	if err != nil {
		return err
	}
	return writeTemplate(s.out, t)
}

func writeTemplate(w io.Writer, t zones.Template) error {
	text, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		return fmt.Errorf("write the template: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// parseZone reads USE[=FIELD]:x0,y0,x1,y1.
func parseZone(text string) (zones.Zone, error) {
	use, numbers, ok := strings.Cut(text, ":")
	use, field, _ := strings.Cut(use, "=")
	sides := strings.Split(numbers, ",")
	if !ok || len(sides) != 4 {
		return zones.Zone{}, errors.New("write it as capture=FIELD:x0,y0,x1,y1, redact:x0,y0,x1,y1 or crop:x0,y0,x1,y1")
	}
	var side [4]float64
	for i, n := range sides {
		v, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
		if err != nil {
			return zones.Zone{}, fmt.Errorf("side %d is no number", i+1)
		}
		side[i] = v
	}
	z := zones.Zone{Use: zones.Use(use), Field: chart.FieldName(field), Box: geom.Box{X0: side[0], Y0: side[1], X1: side[2], Y1: side[3]}}
	return z, z.Check()
}

// loadForms reads the templates of a folder, none where there is no folder.
func loadForms(dir string, say io.Writer) ([]zones.Template, error) {
	if dir == "" {
		return nil, nil
	}
	forms, err := wire.LoadTemplates(os.DirFS(dir))
	if err != nil {
		return nil, &failure{exitUsage, fmt.Errorf("--templates: %w", err)}
	}
	fmt.Fprintf(say, "form templates: %d\n", len(forms))
	return forms, nil
}
