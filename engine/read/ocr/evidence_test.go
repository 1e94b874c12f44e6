package ocr

import (
	"encoding/json"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/funsd"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/preprocess"
	"chartproof.org/chartproof/engine/read/render"
)

// gather reads one page with both engines and writes down what each saw and what stands there.
func gather(t testing.TB, e *Engines, name string, strict bool, raster *geom.Raster, truth []chart.Word) fuse.Evidence {
	t.Helper()
	sheet, specks := preprocess.NewSheet(raster.ToGray(), raster.DPI).Prepare()
	until := time.Now().Add(5 * time.Minute)
	first := *e
	first.second = nil
	x, failed, err := first.read(sheet, specks, until, way{coarse: raster.DPI < coarseDPI})
	if err != nil || len(failed) > 0 {
		t.Fatalf("read: %v %v", err, failed)
	}
	s := second{e.second, until, false}
	p := fuse.Evidence{Name: name, Strict: strict, A: x.read}
	all, err := s.words(x.sheet.Gray)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	some, err := s.doubted(&x, specks)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	p.B, p.Selected = x.cleaned(all), x.cleaned(some)
	b := x.sheet.Gray.Rect
	mid := image.Pt(b.Dx()/2, b.Dy()/2)
	at := func(q image.Point) geom.Box { return x.sheet.Box(image.Rectangle{Min: q, Max: q.Add(image.Pt(1, 1))}) }
	o, px, py := at(mid), at(mid.Add(image.Pt(100, 0))), at(mid.Add(image.Pt(0, 100)))
	p.Map = fuse.Affine{AX: (px.X0 - o.X0) / 100, AY: (px.Y0 - o.Y0) / 100, BX: (py.X0 - o.X0) / 100, BY: (py.Y0 - o.Y0) / 100}
	p.Map.CX, p.Map.CY = o.X0-p.Map.AX*float64(mid.X)-p.Map.BX*float64(mid.Y), o.Y0-p.Map.AY*float64(mid.X)-p.Map.BY*float64(mid.Y)
	for _, w := range truth {
		p.Truth = append(p.Truth, fuse.Truth{Text: w.Text.Reveal(), Box: w.Box, Hand: len(w.Engines) > 0 && w.Engines[0] == synth.Hand})
	}
	return p
}

// BenchmarkEvidence writes what both engines read on tuning pages, for fuse's fit. CHARTPROOF_FUNSD names a folder of
// FUNSD (only its training pages may be used for fitting), CHARTPROOF_EVIDENCE the folder to write to.
func BenchmarkEvidence(b *testing.B) {
	out := os.Getenv("CHARTPROOF_EVIDENCE")
	families := strings.Split(os.Getenv("CHARTPROOF_FAMILIES"), ",")
	types := []chart.Type{chart.IntakeForm, chart.ProgressNote, chart.LabReport, chart.EOB, chart.MedicationList, chart.ReferralLetter, chart.ClaimForm}
	var work []func(*Engines)
	save := func(p fuse.Evidence) {
		js, err := json.Marshal(p)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, strings.ReplaceAll(p.Name, "/", "_")+".json"), js, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	if dir := os.Getenv("CHARTPROOF_FUNSD"); dir != "" {
		pages, err := funsd.Read(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range pages {
			work = append(work, func(e *Engines) {
				d, err := render.Open("image/png", p.Image, render.Limits{Pages: 10, Pixels: 1 << 27})
				if err != nil {
					b.Fatal(err)
				}
				defer d.Close()
				raster, err := d.Page(1)
				if err != nil {
					b.Fatal(err)
				}
				save(gather(b, e, "funsd-"+p.Name, false, raster, p.Truth.Pages[0].Words))
			})
		}
	}
	for _, family := range families {
		for _, condition := range synth.Conditions {
			for i, typ := range types {
				if family == "" {
					continue
				}
				work = append(work, func(e *Engines) {
					c, err := synth.Generate(synth.Config{Seed: 41, Family: family, Type: typ, Index: i})
					if err != nil {
						b.Fatal(err)
					}
					pages, truth, err := c.Scan(condition, 0)
					if err != nil {
						b.Fatal(err)
					}
					save(gather(b, e, fmt.Sprintf("%s-%s-%s", family, condition, typ), true, pages[0], truth.Pages[0].Words))
				})
			}
		}
	}
	part, parts := 0, 1
	if s := os.Getenv("CHARTPROOF_PART"); s != "" {
		if _, err := fmt.Sscanf(s, "%d/%d", &part, &parts); err != nil {
			b.Fatal(err)
		}
	}
	rand.New(rand.NewPCG(41, 0)).Shuffle(len(work), func(i, j int) { work[i], work[j] = work[j], work[i] })
	e := openBoth(b)
	for i, f := range work {
		if i%parts == part {
			f(e)
		}
	}
}

func openBoth(b testing.TB) *Engines {
	b.Helper()
	places, _ := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata")
	dir, _ := os.UserCacheDir()
	e, failed := Load(Choice{Engines: []chart.Engine{chart.Tesseract, chart.Paddle}, Tessdata: places[0], Models: filepath.Join(dir, "chartproof")})
	if len(failed) > 0 {
		b.Fatal(failed)
	}
	return e
}
