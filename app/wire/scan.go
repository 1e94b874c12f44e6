package wire

import (
	"context"

	"chartproof.org/chartproof/app/scanner"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// scannedName is what a file of scanned sheets is called in reports.
const scannedName = "scan.pdf"

// Scanners looks for the scanners that answer.
func (d *Desk) Scanners(ctx context.Context) ([]present.Scanner, error) {
	if _, err := d.at("look for scanners", chart.ActImport); err != nil {
		return nil, err
	}
	return d.opts.Scanner.Devices(ctx)
}

// ScannerCan asks a scanner what it can do.
func (d *Desk) ScannerCan(ctx context.Context, device string) (present.ScannerAbilities, error) {
	if _, err := d.at("ask a scanner", chart.ActImport); err != nil {
		return present.ScannerAbilities{}, err
	}
	return d.opts.Scanner.Abilities(ctx, device)
}

// Scan takes sheets from a scanner. Whoever may import sees the sheets in their hand on the screen; nothing that is kept is opened.
func (d *Desk) Scan(ctx context.Context, order present.ScanOrder, sheet func(present.Sheet) error, progress func(float64)) error {
	if _, err := d.at("scan", chart.ActImport); err != nil {
		return err
	}
	return d.opts.Scanner.Scan(ctx, order, sheet, progress)
}

// ImportScan brings scanned sheets in as one file, by the way of any file.
func (d *Desk) ImportScan(ctx context.Context, sheets []present.Sheet, progress func(present.ImportProgress)) (present.ImportReport, error) {
	ses, data, err := d.scanFile(sheets)
	if err != nil {
		return present.ImportReport{}, err
	}
	one, err := d.importBytes(ctx, ses, scannedName, data, false, &counter{file: 1, files: 1, tell: progress})
	if err != nil && one.Import == "" {
		return present.ImportReport{}, err
	}
	report := present.ImportReport{Files: []present.ImportedFile{one}}
	d.keepReport(ctx, ses, report.Files)
	d.tell()
	return report, err
}

// KeepScan takes scanned sheets and seals them; they are read when somebody comes whose role sees charts.
func (d *Desk) KeepScan(ctx context.Context, sheets []present.Sheet) error {
	ses, data, err := d.scanFile(sheets)
	if err != nil {
		return err
	}
	one := present.ImportedFile{Name: scannedName}
	if _, err := d.takeIn(ctx, ses, &one, data); err != nil || one.Duplicate { // on its way in when the desk was locked
		return err
	}
	one.Waits = one.Refusal == nil
	d.keepReport(ctx, ses, []present.ImportedFile{one})
	if one.Refusal != nil { // the sheets are nowhere now
		return one.Refusal
	}
	return nil
}

// scanFile makes the file, for somebody who may bring it in.
func (d *Desk) scanFile(sheets []present.Sheet) (*vault.Session, []byte, error) {
	ses, err := d.at("import", chart.ActImport)
	if err != nil {
		return nil, nil, err
	}
	data, err := scanner.File(sheets)
	if err != nil {
		return nil, nil, chart.E(chart.BadInput, "import", err)
	}
	return ses, data, nil
}

// takeIn checks a file and seals it. It gives the file's kind where it is here for the first time, to be read; one that was refused, or is
// here already, has that in its report.
func (d *Desk) takeIn(ctx context.Context, ses *vault.Session, one *present.ImportedFile, data []byte) (mediaType string, err error) {
	src, refusal := intake.Check(one.Name, data, intake.DefaultLimits())
	if refusal != nil {
		one.Refusal = refusal
		return "", d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActRefuse, Detail: "reason=" + string(refusal.Reason)})
	}
	in, err := d.cases.NewImport(ctx, ses, src, data)
	if err != nil {
		return "", err
	}
	one.Import = in.ID
	if in.Duplicate {
		one.Duplicate, one.Documents = true, in.Documents
		return "", nil
	}
	d.keepMaker(ctx, in.ID, data)
	return src.MediaType, nil
}
