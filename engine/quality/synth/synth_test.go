package synth

import (
	"image/png"
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("SYNTH_LOOK")
	for _, fam := range []string{os.Getenv("SYNTH_FAM")} {
		for _, typ := range Types {
			c, err := Generate(Config{Seed: 7, Family: fam, Type: typ})
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range c.Pages(70) {
				f, _ := os.Create(dir + "/" + fam + "_" + string(typ) + string(rune('1'+i)) + ".png")
				png.Encode(f, p)
				f.Close()
			}
		}
	}
}
