package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/engine/quality/plots"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Quality counts how good the work of some days was: of the practice, and of the person at the desk; of everybody to the
// manager and the privacy officer, who ask for it.
func (d *Desk) Quality(ctx context.Context, ask present.QualityAsk, progress func(done, all int)) (kpi.Report, error) {
	const op = "count the work"
	ses, err := d.at(op, chart.ActQuality)
	if err != nil {
		return kpi.Report{}, err
	}
	act := chart.ActQuality
	if ask.People {
		act = chart.ActQualityPeople
		if ses, err = d.at(op, act); err != nil {
			return kpi.Report{}, err
		}
	}
	return d.figures(ctx, ses, ask, act, "", progress)
}

// figures counts and writes that somebody looked, in which words.
func (d *Desk) figures(ctx context.Context, ses *vault.Session, ask present.QualityAsk, act chart.Action, more string, progress func(done, all int)) (kpi.Report, error) {
	if ask.Last.Before(ask.First) {
		return kpi.Report{}, chart.E(chart.BadInput, "count the work", errors.New("the last day is before the first"))
	}
	days, err := d.quality.Days(ctx, ask.First, ask.Last, progress)
	if err != nil {
		return kpi.Report{}, err
	}
	policy, err := d.cases.Policy(ctx)
	if err != nil {
		return kpi.Report{}, err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return kpi.Report{}, err
	}
	me, from, until := ses.Person(), ask.First.Format(kpi.DateForm), ask.Last.Format(kpi.DateForm)
	out := kpi.Report{Figures: kpi.Sum(days, policy.Accuracy), From: from, Until: until, Practice: device.Practice, By: me.DisplayName,
		Made: d.opts.Now(), Names: map[chart.PersonID]string{me.ID: me.DisplayName}, Everybody: ask.People}
	if ask.People {
		staff, err := d.staff(ctx)
		if err != nil {
			return kpi.Report{}, err
		}
		for id, p := range staff {
			out.Names[id] = p.DisplayName
		}
	} else {
		out.People = slices.DeleteFunc(out.People, func(p kpi.Person) bool { return p.ID != me.ID })
	}
	if err := d.enter(ctx, chart.AuditEntry{Action: act, Person: me.ID,
		Detail: fmt.Sprintf("from=%s to=%s people=%t%s", from, until, ask.People, more)}); err != nil {
		return kpi.Report{}, err
	}
	return out, nil
}

// QualityFile gives figures as a file: csv or pdf. by groups the table: kpi.ByForm, ByScanner or ByWeek.
func (d *Desk) QualityFile(ctx context.Context, format string, ask present.QualityAsk, by string) ([]byte, error) {
	const op = "export figures"
	ses, err := d.at(op, chart.ActQualityGive)
	if err != nil {
		return nil, err
	}
	if ask.People {
		if _, err := d.at(op, chart.ActQualityPeople); err != nil {
			return nil, err
		}
	}
	write, ok := map[string]func(*bytes.Buffer, *kpi.Report) error{
		"csv": func(b *bytes.Buffer, r *kpi.Report) error { return r.CSV(b, by) },
		"pdf": func(b *bytes.Buffer, r *kpi.Report) error {
			pen, err := plots.NewPen()
			if err != nil {
				return err
			}
			return pen.PDF(b, r, by)
		},
	}[format]
	if !ok {
		return nil, chart.E(chart.BadInput, op, fmt.Errorf("no format %q", format))
	}
	rep, err := d.figures(ctx, ses, ask, chart.ActQualityGive, " format="+format, nil)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := write(&out, &rep); err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	return out.Bytes(), nil
}

// SaveQuality writes figures into a new file in a folder and gives its name.
func (d *Desk) SaveQuality(ctx context.Context, folder, format string, ask present.QualityAsk, by string) (string, error) {
	data, err := d.QualityFile(ctx, format, ask, by)
	if err != nil {
		return "", err
	}
	name := "quality-" + d.opts.Now().Format("20060102-150405") + "." + format
	if err := writeNewFile(filepath.Join(folder, name), data); err != nil {
		return "", chart.E(chart.BadInput, "export figures", sqlitedb.Bare(err))
	}
	return name, nil
}

func writeNewFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err != nil {
		return errors.Join(err, f.Close(), os.Remove(path))
	}
	return f.Close()
}

// keepMaker remembers which maker's scanner a file names. Without it the figures know a little less: no reason to refuse a
// chart.
func (d *Desk) keepMaker(ctx context.Context, id chart.ImportID, file []byte) {
	d.keepSource(ctx, id, kpi.Scanner{Maker: kpi.MakerOf(file)})
}

// keepResolution remembers the resolution of a file's first page.
func (d *Desk) keepResolution(ctx context.Context, id chart.ImportID, p chart.Page) {
	if p.Number == 1 {
		d.keepSource(ctx, id, kpi.Scanner{DPI: int(p.DPI + 0.5)})
	}
}

func (d *Desk) keepSource(ctx context.Context, id chart.ImportID, from kpi.Scanner) {
	if err := d.quality.KeepSource(ctx, id, from); err != nil {
		d.opts.Log.WarnContext(ctx, "the scanner of an import is not kept", "import", string(id), "kind", string(chart.KindOf(err)))
	}
}

// blocked writes that nothing left because what is covered could be found again.
func (d *Desk) blocked(ctx context.Context, ses *vault.Session, id chart.DocumentID, err error) error {
	var leak *Leak
	if errors.As(err, &leak) {
		d.note(context.WithoutCancel(ctx), chart.AuditEntry{Action: chart.ActBlocked, Person: ses.Person().ID, Document: id, Detail: fmt.Sprintf("residual=%d", len(leak.Residual))})
	}
	return err
}
