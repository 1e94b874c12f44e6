package child

import (
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/ocr"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// words reads a page as it came in and fills what was found into it.
func (s *server) words(raster *geom.Raster, page *chart.Page, limit time.Duration) error {
	sheet := preprocess.NewSheet(raster.ToGray(), raster.DPI)
	if sheet.DPI < 200 {
		sheet = sheet.Scale(270 / sheet.DPI)
	}
	read, err := s.reader.Words(sheet.Gray, sheet.DPI, ocr.Sparse, limit)
	if err != nil {
		return fmt.Errorf("read page %d: %w", page.Number, err)
	}
	for _, w := range read {
		text := strings.TrimSpace(strings.ToValidUTF8(w.Text, ""))
		if text == "" {
			continue
		}
		page.Words = append(page.Words, chart.Word{Text: chart.Text(text), Confidence: chart.Confidence(min(max(w.Confidence, 0), 1)),
			Box: sheet.Box(w.Box), Engines: []chart.Engine{chart.Tesseract}, Line: w.Line})
	}
	return nil
}
