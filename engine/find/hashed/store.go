package hashed

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// grain is the unit in which weights are kept: a sixteenth of a bit of log-odds or so.
const grain = 1.0 / 24

// most is the number of features that a model read from a file may have.
const most = 4 << 20

// ErrModel says that a file is no model.
var ErrModel = errors.New("hashed: not a model")

// Read reads a model of the given width written by Write.
func Read(from io.Reader, width int) (*Model, error) {
	z, err := gzip.NewReader(from)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	r := bufio.NewReader(z)
	n, err := binary.ReadUvarint(r)
	if err != nil || n > most {
		return nil, ErrModel
	}
	m := &Model{width: width, row: make(map[uint32]int32, n), w: make([]float32, int(n)*width)}
	at := uint64(0)
	line := make([]byte, width)
	for i := range int(n) {
		step, err := binary.ReadUvarint(r)
		if err != nil {
			return nil, ErrModel
		}
		if _, err := io.ReadFull(r, line); err != nil {
			return nil, ErrModel
		}
		at += step
		m.row[uint32(at)] = int32(i)
		for c, b := range line {
			m.w[i*width+c] = float32(int8(b)) * grain
		}
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, ErrModel
	}
	return m, nil
}

// Write writes a model; features whose every weight is under the threshold are left out, at 0 those that weigh nothing.
func (m *Model) Write(to io.Writer, threshold float64) error {
	type feature struct{ hash, row uint32 }
	var kept []feature
	for f, r := range m.row {
		for _, w := range m.weights(r) {
			if coarse(w) != 0 && math.Abs(float64(w)) >= threshold {
				kept = append(kept, feature{f, uint32(r)})
				break
			}
		}
	}
	slices.SortFunc(kept, func(a, b feature) int { return cmp.Compare(a.hash, b.hash) })
	z, err := gzip.NewWriterLevel(to, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := binary.AppendUvarint(nil, uint64(len(kept)))
	last := uint32(0)
	for _, f := range kept {
		out = binary.AppendUvarint(out, uint64(f.hash-last))
		last = f.hash
		for _, w := range m.weights(int32(f.row)) {
			out = append(out, byte(coarse(w)))
		}
	}
	if _, err := z.Write(out); err != nil {
		return err
	}
	return z.Close()
}

func coarse(w float32) int8 { return int8(math.Round(min(127, max(-127, float64(w)/grain)))) }
