package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/quality/synth"
)

// files scores the detector on words that were really read: results of chartproofctl process (NAME.ext.json) beside the
// truth of the same charts (NAME.ext.truth.json in truthDir).
func files(d *phi.Detector, results []string, truthDir string, show bool, s *score) error {
	for _, name := range results {
		raw, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read result: %w", err)
		}
		var r chart.Result
		if err := json.Unmarshal(raw, &r); err != nil {
			return fmt.Errorf("read result: %w", err)
		}
		base := name[strings.LastIndexByte(name, '/')+1:]
		truth, err := synth.ReadTruth(truthDir + "/" + strings.TrimSuffix(base, ".json") + ".truth.json")
		if err != nil {
			return fmt.Errorf("read truth: %w", err)
		}
		s.chart(d, truth, r.Pages, show)
	}
	return nil
}
