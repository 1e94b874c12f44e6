package redact_test

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/redact"
)

// TestWhatShinesIsCovered takes the spans of what shows without being words, makes the copy again, and finds nothing any more.
func TestWhatShinesIsCovered(t *testing.T) {
	src := pages{raster(sheet(t, plantedName, "Glucose 104 mg/dL")), raster(shining(sheet(t, "", "", "", "", "Sodium 140"), sheet(t, plantedName))),
		raster(underMarker(sheet(t, "Clinic note", plantedName+" was seen")))}
	pdf, rep := write(t, src, []chart.Span{nameOn(t, 1, 0, plantedName)}, redact.Options{})
	var more []chart.Span
	for i, r := range decoded(t, pdf) {
		more = append(more, rep.Shines(i+1, r)...)
	}
	if len(more) != 2 || more[0].Page != 2 || more[0].Layer != "bleed_through" || more[0].Kind != chart.Name || more[1].Page != 3 || more[1].Layer != "see_through" {
		t.Fatalf("want the name on page 2 and the bar on page 3, got %+v", more)
	}
	var again bytes.Buffer
	next, fresh, err := rep.Again(t.Context(), &again, pdf, src, more)
	must(t, err)
	if len(fresh) != 2 {
		t.Errorf("want pages 2 and 3 made anew, got %v", fresh)
	}
	for i, r := range decoded(t, again.Bytes()) {
		if found := next.Check(i+1, r); len(found) != 0 {
			t.Errorf("page %d: got %v", i+1, found)
		}
	}
}
