package worker_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/worker"
)

func honestPage() worker.Paged {
	return worker.Paged{Page: chart.Page{Number: 1, Width: 10, Height: 10, DPI: 300, Regions: []chart.Region{honestRegion()}}}
}

func honestRegion() chart.Region {
	return chart.Region{Kind: chart.RegionBarcode, Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.4, Y1: 0.2}, Confidence: 0.9, Text: "481516", Symbology: "code_128"}
}

func TestRegionsThatCannotBeTrueAreRefused(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(*chart.Region)
		want  bool
	}{
		{"honest", func(*chart.Region) {}, true},
		{"of no known kind", func(r *chart.Region) { r.Kind = "face" }, false},
		{"off the page", func(r *chart.Region) { r.Box.X1 = 1.5 }, false},
		{"without area", func(r *chart.Region) { r.Box.X1 = r.Box.X0 }, false},
		{"surer than sure", func(r *chart.Region) { r.Confidence = 1.1 }, false},
		{"with an endless text", func(r *chart.Region) { r.Text = chart.Text(strings.Repeat("x", 1<<20)) }, false},
		{"with a text that is none", func(r *chart.Region) { r.Text = "\xff" }, false},
	}
	for _, c := range cases {
		r := honestRegion()
		c.spoil(&r)
		if got := worker.PlausibleRegion(r); got != c.want {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

func TestFramesComeBackAsTheyWent(t *testing.T) {
	var b bytes.Buffer
	if err := worker.WriteFrame(&b, worker.KindOpen, worker.Open{MediaType: "image/png"}, bytes.Repeat([]byte{7}, 3<<20)); err != nil {
		t.Fatalf("write: %v", err)
	}
	f, err := worker.DecodeFrame(&b, worker.Caps{Head: 100, Blob: 3 << 20})
	var o worker.Open
	if err != nil || f.Into(&o) != nil || o.MediaType != "image/png" || len(f.Blob) != 3<<20 || f.Blob[3<<20-1] != 7 {
		t.Errorf("decode: %v, %+v with %d bytes; want what was written", err, o, len(f.Blob))
	}
}

func FuzzDecodeFrame(f *testing.F) {
	var honest bytes.Buffer
	if err := worker.WriteFrame(&honest, worker.KindPaged, honestPage(), []byte{1, 2, 3}); err != nil {
		f.Fatal(err)
	}
	f.Add(honest.Bytes())
	f.Add(honest.Bytes()[:20])
	f.Add([]byte("CPW\x01\x06\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Add([]byte("CPW\x02\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("CPW\x01\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00{}"))
	f.Add([]byte("CPW\x01\x07\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00[["))
	f.Fuzz(func(t *testing.T, data []byte) {
		caps := worker.Caps{Head: 1 << 16, Blob: 1 << 16}
		fr, err := worker.DecodeFrame(bytes.NewReader(data), caps)
		if err != nil {
			if !errors.Is(err, worker.ErrFrame) && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("error of no known kind: %v", err)
			}
			return
		}
		if int64(len(fr.Head)) > caps.Head || int64(len(fr.Blob)) > caps.Blob || len(fr.Head)+len(fr.Blob)+16 > len(data) {
			t.Errorf("a frame of %d and %d bytes out of %d", len(fr.Head), len(fr.Blob), len(data))
		}
		var p worker.Paged
		if err := fr.Into(&p); err != nil && strings.Contains(err.Error(), string(fr.Head)) && len(fr.Head) > 3 {
			t.Errorf("the error quotes the frame: %v", err)
		}
	})
}
