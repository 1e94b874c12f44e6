package around

import (
	"bytes"
	_ "embed" // the model's weights
	"errors"
	"fmt"
	"io"
	"sync"

	"chartproof.org/chartproof/engine/find/hashed"
)

// stored is the product's model, written by packaging/trustfit.
//
//go:embed model.gz
var stored []byte

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
	m, err := hashed.Read(from, width)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return &Model{m}, nil
}

// Write writes a model; features that weigh nothing are left out.
func (m *Model) Write(to io.Writer) error { return m.rows.Write(to, 0) }
