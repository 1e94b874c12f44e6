//go:build e2e

package e2e_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/read/worker/child"
)

// TestMain lets this program be what a desk starts: its own reading worker, and the desk that the kill test kills.
func TestMain(m *testing.M) {
	child.RunIfAsked()
	if os.Getenv(killDir) != "" {
		workUntilKilled()
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// program is a built binary: packaging/build puts it into build/, CHARTPROOF_BUILD names another folder.
func program(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CHARTPROOF_BUILD")
	if dir == "" {
		dir = "../../build"
	}
	path, err := filepath.Abs(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run packaging/build first", err)
	}
	return path
}

// drawn is a page with these lines on it, large enough for any reader.
func drawn(lines []string) (*image.Gray, error) {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 46, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, err
	}
	img := image.NewGray(image.Rect(0, 0, 1200, 80*len(lines)+100))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for i, line := range lines {
		d.Dot = fixed.P(80, 80*i+90)
		d.DrawString(line)
	}
	return img, nil
}

// chartPNG is a drawn page as a scanner would hand it over.
func chartPNG(t *testing.T, lines []string) []byte {
	t.Helper()
	img, err := drawn(lines)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
