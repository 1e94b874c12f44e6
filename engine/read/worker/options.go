package worker

import (
	"os"
	"path/filepath"
	"runtime"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Limits bound what one file may cost.
type Limits struct {
	Bytes  int64 `json:"bytes"`
	Pages  int   `json:"pages"`
	Pixels int64 `json:"pixels"` // of one page, and of one image on it
}

// DefaultLimits are generous for charts and small for bombs.
func DefaultLimits() Limits { return Limits{Bytes: 512 << 20, Pages: 2000, Pixels: 120_000_000} }

// Options say how children are run. The zero value is a good choice.
type Options struct {
	Jobs             int               // children side by side; 0 is one a core
	Engines          []chart.Engine    // nil is every engine that is installed
	PageTimeout      time.Duration     // processor time for one page, and for opening a file; by the clock six times that; 0 is 20 s
	MaxRSS           int64             // bytes of memory of one child; 0 is 1536 MiB
	Limits           Limits            // zero fields are those of DefaultLimits
	AllowUnsandboxed bool              // an administrator said so; it is noticed on screen
	Recycle          int               // pages after which a child is replaced; 0 is 64
	Tessdata         string            // folder of Tesseract's models; "" looks in the usual places
	Models           string            // folder of the second engine's library and models; "" is the cache that packaging/setup fills
	Sums             map[string]string // SHA-256 of the second engine's files by name; nil are those that packaging/setup pins

	command []string // tests put a hostile child here
}

func (o Options) filled() Options {
	d := DefaultLimits()
	o.Jobs = or(o.Jobs, runtime.NumCPU())
	o.PageTimeout = or(o.PageTimeout, 20*time.Second)
	o.MaxRSS = or(o.MaxRSS, 1536<<20)
	o.Recycle = or(o.Recycle, 64)
	o.Limits = Limits{or(o.Limits.Bytes, d.Bytes), or(o.Limits.Pages, d.Pages), or(o.Limits.Pixels, d.Pixels)}
	if o.Engines == nil {
		o.Engines = []chart.Engine{chart.Tesseract, chart.Paddle}
	}
	if o.Models == "" {
		o.Models = cache()
	}
	return o
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// cache is the folder that packaging/setup fills, "" where the platform names none.
func cache() string {
	if dir := os.Getenv("CHARTPROOF_CACHE"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "chartproof")
}

// tessdata finds the folder that holds the English model.
func tessdata(chosen string) (string, bool) {
	places := []string{chosen}
	if chosen == "" {
		env := os.Getenv("TESSDATA_PREFIX")
		places = []string{env, filepath.Join(env, "tessdata")}
		found, _ := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata") // a fixed pattern cannot be malformed
		places = append(places, found...)
		places = append(places, "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")
	}
	for _, p := range places {
		if p == "" {
			continue
		}
		if st, err := os.Stat(filepath.Join(p, "eng.traineddata")); err == nil && st.Mode().IsRegular() {
			return p, true
		}
	}
	return "", false
}
