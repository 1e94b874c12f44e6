package ocr

/*
#include "bridge.h"
*/
import "C"

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/engine/read/ocr/paddle"
)

// Versions names the engines that were loaded, each with its version and the SHA-256 of every model that it reads with.
func (e *Engines) Versions() []string { return slices.Clone(e.versions) }

// tesseractVersion names Tesseract and its English model.
func tesseractVersion(tessdata string) string {
	model := "unknown"
	if data, err := os.ReadFile(filepath.Join(tessdata, "eng.traineddata")); err == nil {
		sum := sha256.Sum256(data)
		model = hex.EncodeToString(sum[:])
	}
	return fmt.Sprintf("tesseract %s, eng.traineddata sha256:%s", C.GoString(C.cp_tesseract_version()), model)
}

// paddleVersion names the second engine by the sums that its files were checked by.
func paddleVersion(sums paddle.Sums) string {
	out := "paddle PP-OCRv4"
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		out += fmt.Sprintf(", %s sha256:%s", filepath.Base(name), sums[name])
	}
	return out
}
