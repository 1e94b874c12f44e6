package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Matches holds a copy that was made without a salt to the hash of its result: the file's form, and its pages together. A copy
// that does not hold is chart.Tampered.
func Matches(pdf []byte, afterSHA256 string) error {
	const op = "match the copy"
	s := strict{rest: pdf, total: len(pdf)}
	if page, err := s.file(); err != nil {
		return chart.E(chart.Tampered, op, fmt.Errorf("page %d: %w", page, err))
	}
	all := sha256.New()
	for _, pic := range s.pictures {
		all.Write(digest(nil, pic.depth, geom.Px(pic.width), geom.Px(pic.height), pic.data))
	}
	if hex.EncodeToString(all.Sum(nil)) != afterSHA256 {
		return chart.E(chart.Tampered, op, errors.New("the pages are not those of the result"))
	}
	return nil
}
