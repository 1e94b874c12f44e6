package scanner

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"chartproof.org/chartproof/ui/present"
)

// MostSheets is how many sides one run of the feeder gives at most.
const MostSheets = 500

// Scan takes one side from the glass, or all that lies in the feeder. sheet is called from this goroutine.
func (p Program) Scan(ctx context.Context, order present.ScanOrder, sheet func(present.Sheet) error, progress func(float64)) error {
	driven, stop := context.WithCancel(ctx)
	defer stop()
	most := MostSheets
	if order.Source.Kind != present.Feeder && order.Source.Kind != present.Duplex {
		most = 1
	}
	folder, err := links(most)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // it holds links only
	cmd, err := p.command(driven, append(arguments(order), "--batch="+filepath.Join(folder, "%d"), "--batch-count="+strconv.Itoa(most))...)
	if err != nil {
		return err
	}
	said := account{over: func() { time.AfterFunc(endWithin, stop) }}
	cmd.Stderr = &said
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fault(present.ScanNoTool)
	}
	n, failed := take(ctx, pipe, order, sheet, progress)
	if failed != nil && !errors.Is(failed, io.ErrUnexpectedEOF) {
		stop()
	}
	_, _ = io.Copy(io.Discard, pipe) // what comes until it has ended; it could not end while nobody reads
	ended := cmd.Wait()
	return result(ctx, n, failed, said.fault(ctx, ended))
}

// take reads the pictures until there are no more, or somebody does not want them. A program that is asked to stop between two sheets
// may not hear it: what it sends then is not taken.
func take(ctx context.Context, pipe io.Reader, order present.ScanOrder, sheet func(present.Sheet) error, progress func(float64)) (n int, err error) {
	in := bufio.NewReaderSize(pipe, 1<<16)
	for {
		raster, err := readPicture(in, order.DPI, progress)
		if ctx.Err() != nil {
			return n, context.Cause(ctx)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, os.ErrClosed) { // closed: the program has ended, and what it started holds the pipe
			return n, nil
		}
		if err != nil {
			return n, err
		}
		one, err := encode(raster)
		if err != nil {
			return n, err
		}
		one.DPI, one.Label = order.DPI, order.Label
		if err := sheet(one); err != nil {
			return n, err
		}
		n++
	}
}

// result is what became of it: a feeder that is empty after some sheets has given all; a side that broke off is the device's fault,
// where it names one.
func result(ctx context.Context, n int, failed, ended error) error {
	var device *present.ScanError
	named := errors.As(ended, &device)
	switch {
	case failed == nil && named && device.Fault == present.ScanEmpty && n > 0:
		return nil
	case failed == nil && ended == nil && n == 0:
		return fault(present.ScanFailed)
	case failed == nil:
		return ended
	case errors.Is(failed, errPicture) && ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(failed, errPicture) && named:
		return ended
	case errors.Is(failed, errPicture):
		return fault(present.ScanFailed)
	}
	return failed
}

// links makes a folder in which each file that scanimage will write is a link to its own output: it opens NAME.part, writes the
// picture and renames it, so that the picture goes through the pipe and no file ever has it.
func links(n int) (string, error) {
	folder, err := os.MkdirTemp("", "chartproof-scan-*")
	if err != nil {
		return "", fmt.Errorf("scan: a folder for the links: %w", plain(err))
	}
	for i := 1; i <= n; i++ {
		if err := os.Symlink("/dev/fd/1", filepath.Join(folder, strconv.Itoa(i)+".part")); err != nil {
			return "", errors.Join(fmt.Errorf("scan: a link: %w", plain(err)), os.RemoveAll(folder))
		}
	}
	return folder, nil
}

// plain takes the path out of an error.
func plain(err error) error {
	var pe *os.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}

// arguments sets the device up: the source first, since it changes what else can be chosen.
func arguments(o present.ScanOrder) []string {
	args := []string{"--device-name=" + o.Device, "--format=pnm"}
	args = append(args, o.Source.Options...)
	if o.Mode != "" {
		args = append(args, "--mode="+o.Mode)
	}
	if o.DPI > 0 {
		args = append(args, "--resolution="+strconv.Itoa(o.DPI))
	}
	if o.Width > 0 && o.Height > 0 {
		w, h := strconv.FormatFloat(o.Width, 'f', 1, 64), strconv.FormatFloat(o.Height, 'f', 1, 64)
		if o.SheetSize {
			args = append(args, "--page-width="+w, "--page-height="+h)
		}
		args = append(args, "-l", "0", "-t", "0", "-x", w, "-y", h)
	}
	return args
}
