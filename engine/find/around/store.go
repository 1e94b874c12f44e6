package around

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed" // the model's weights
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

// stored is the product's model, written by packaging/trustfit.
//
//go:embed model.gz
var stored []byte

// grain is the unit in which weights are kept: an eighth of a bit of log-odds or so.
const grain = 1.0 / 24

// most is the number of features that a model read from a file may have.
const most = 4 << 20

// Builtin gives the product's model, read once.
var Builtin = sync.OnceValue(func() *Model {
	m, err := Read(bytes.NewReader(stored))
	if err != nil { // it is a part of the program: a build whose model cannot be read must not go out
		panic("around: the model that is built in: " + err.Error())
	}
	return m
})

// ErrModel says that a file is no model.
var ErrModel = errors.New("around: not a model")

// Read reads a model written by Write.
func Read(from io.Reader) (*Model, error) {
	z, err := gzip.NewReader(from)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	r := bufio.NewReader(z)
	n, err := binary.ReadUvarint(r)
	if err != nil || n > most {
		return nil, ErrModel
	}
	m := &Model{row: make(map[uint32]int32, n), w: make([][width]float32, n)}
	at := uint64(0)
	for i := range m.w {
		step, err := binary.ReadUvarint(r)
		if err != nil {
			return nil, ErrModel
		}
		at += step
		m.row[uint32(at)] = int32(i)
		for c := range m.w[i] {
			b, err := r.ReadByte()
			if err != nil {
				return nil, ErrModel
			}
			m.w[i][c] = float32(int8(b)) * grain
		}
	}
	return m, nil
}

// Write writes a model; features that weigh nothing are left out.
func (m *Model) Write(to io.Writer) error {
	type feature struct{ hash, row uint32 }
	var kept []feature
	for f, r := range m.row {
		for _, w := range m.w[r] {
			if coarse(w) != 0 {
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
		for _, w := range m.w[f.row] {
			out = append(out, byte(coarse(w)))
		}
	}
	if _, err := z.Write(out); err != nil {
		return err
	}
	return z.Close()
}

func coarse(w float32) int8 { return int8(math.Round(min(127, max(-127, float64(w)/grain)))) }
