package scanner

import (
	"bytes"
	"context"
)

// Words of scanimage: the first are its last of a batch, the second stand before what went wrong in a call of SANE.
var (
	lastWords = []byte("Batch terminated")
	callWords = []byte(": sane_")
)

// account is what the program says while it scans. over is called when it says that it gives no more sheets.
type account struct {
	text limited
	over func()
	last bool // it has said so
}

func (a *account) Write(p []byte) (int, error) {
	n, err := a.text.Write(p)
	if !a.last && bytes.Contains(a.text.Bytes(), lastWords) {
		a.last = true
		a.over()
	}
	return n, err
}

// fault says why the program ended as it did. One that gave all its sheets and complained of nothing did its work, however it let
// go of the device.
func (a *account) fault(ctx context.Context, ended error) error {
	if ctx.Err() == nil && a.last && !bytes.Contains(a.text.Bytes(), callWords) {
		return nil
	}
	return faultOf(ctx, a.text.String(), ended)
}
