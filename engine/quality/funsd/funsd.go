package funsd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/png" // the set's images are PNG
	"os"
	"path/filepath"
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

const (
	maxFile  = 32 << 20
	maxWords = 20000
)

// Page is one form: its image as it lies in the set, and its truth with words only.
type Page struct {
	Name  string
	Image []byte // PNG
	Truth synth.Truth
}

// Read gives the forms of a folder that holds annotations/*.json and images/*.png, in the order of their names.
func Read(dir string) ([]Page, error) {
	files, err := filepath.Glob(filepath.Join(dir, "annotations", "*.json"))
	if err != nil || len(files) == 0 {
		return nil, chart.E(chart.BadInput, "read funsd", fmt.Errorf("the folder holds no annotations/*.json"))
	}
	sort.Strings(files)
	var out []Page
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		p, err := read(f, filepath.Join(dir, "images", name+".png"))
		if err != nil {
			return nil, fmt.Errorf("read funsd: %s: %w", name, err)
		}
		p.Name = name
		out = append(out, p)
	}
	return out, nil
}

func read(annotation, picture string) (Page, error) {
	js, err := limited(annotation)
	if err != nil {
		return Page{}, err
	}
	img, err := limited(picture)
	if err != nil {
		return Page{}, err
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(img))
	if err != nil {
		return Page{}, fmt.Errorf("image: %w", err)
	}
	words, err := Words(js, conf.Width, conf.Height)
	if err != nil {
		return Page{}, err
	}
	t := synth.Truth{Schema: synth.SchemaTruth, Family: "funsd", Condition: "funsd", Format: synth.PNG,
		Pages: []chart.Page{{Number: 1, Width: geom.Px(conf.Width), Height: geom.Px(conf.Height), Words: words}}}
	return Page{Image: img, Truth: t}, nil
}

func limited(path string) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if st.Size() > maxFile {
		return nil, fmt.Errorf("%d bytes are more than %d", st.Size(), maxFile)
	}
	return os.ReadFile(path)
}

// Words reads the words of one annotation for an image of the given size; words without letters stay out.
func Words(js []byte, width, height int) ([]chart.Word, error) {
	var form struct {
		Form []struct {
			Words []struct {
				Box  [4]int `json:"box"`
				Text string `json:"text"`
			} `json:"words"`
		} `json:"form"`
	}
	if err := json.Unmarshal(js, &form); err != nil {
		return nil, fmt.Errorf("annotation: %w", err)
	}
	var out []chart.Word
	for _, f := range form.Form {
		for _, w := range f.Words {
			if strings.TrimSpace(w.Text) == "" {
				continue
			}
			if len(out) == maxWords {
				return nil, fmt.Errorf("annotation: more than %d words", maxWords)
			}
			b := geom.FromRect(image.Rect(w.Box[0], w.Box[1], w.Box[2], w.Box[3]), geom.Px(width), geom.Px(height)).Clamp()
			out = append(out, chart.Word{Text: chart.Text(w.Text), Confidence: 1, Box: b, Engines: []chart.Engine{synth.Printed}})
		}
	}
	return out, nil
}
