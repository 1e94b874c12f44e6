package worker

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Kind says what a frame is.
type Kind byte

// The frames of the protocol, in the order of a conversation.
const (
	KindSetup   Kind = 1 // parent: Setup, once
	KindReady   Kind = 2 // child: Ready, once
	KindOpen    Kind = 3 // parent: Open, the file as blob
	KindOpened  Kind = 4 // child: Opened
	KindPage    Kind = 5 // parent: Ask
	KindPaged   Kind = 6 // child: Paged, the pixels as blob
	KindRefused Kind = 7 // child: chart.Refusal instead of KindOpened or KindPaged
	KindClose   Kind = 8 // parent: forget the file; no answer
)

// Frame is one message: a JSON head and raw bytes.
type Frame struct {
	Kind Kind
	Head []byte
	Blob []byte
}

// Caps bound the two parts of a frame that a reader is willing to take.
type Caps struct{ Head, Blob int64 }

// magic opens every frame; its last byte is the version of the protocol.
const magic = "CPW\x01"

const headerBytes = 16

// ErrFrame is the cause of every refusal of a frame.
var ErrFrame = errors.New("not a frame of this protocol")

// DecodeFrame reads one frame. It allocates no more than what has really arrived, rounded up, whatever the lengths claim.
func DecodeFrame(r io.Reader, caps Caps) (Frame, error) {
	var h [headerBytes]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		return Frame{}, fmt.Errorf("read frame header: %w", err)
	}
	if string(h[:4]) != magic || h[5] != 0 || h[6] != 0 || h[7] != 0 {
		return Frame{}, fmt.Errorf("frame header: %w", ErrFrame)
	}
	kind := Kind(h[4])
	if kind < KindSetup || kind > KindClose {
		return Frame{}, fmt.Errorf("frame kind %d: %w", kind, ErrFrame)
	}
	head, blob := int64(binary.LittleEndian.Uint32(h[8:])), int64(binary.LittleEndian.Uint32(h[12:]))
	if head > caps.Head || blob > caps.Blob {
		return Frame{}, fmt.Errorf("frame of %d and %d bytes: %w", head, blob, ErrFrame)
	}
	f := Frame{Kind: kind}
	var err error
	if f.Head, err = readN(r, head); err != nil {
		return Frame{}, err
	}
	f.Blob, err = readN(r, blob)
	return f, err
}

// readN reads n bytes in steps that double, so that a claimed length costs nothing until its bytes arrive.
func readN(r io.Reader, n int64) ([]byte, error) {
	const first = 1 << 20
	buf := make([]byte, 0, min(n, first))
	for int64(len(buf)) < n {
		if len(buf) == cap(buf) {
			grown := make([]byte, len(buf), min(n, 4*int64(cap(buf))))
			copy(grown, buf)
			buf = grown
		}
		k, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+k]
		if err != nil {
			return nil, fmt.Errorf("read frame body: %w", io.ErrUnexpectedEOF)
		}
	}
	return buf, nil
}

// WriteFrame writes one frame whose head is v as JSON.
func WriteFrame(w io.Writer, kind Kind, v any, blob []byte) error {
	head, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	if int64(len(head)) > 1<<32-1 || int64(len(blob)) > 1<<32-1 {
		return fmt.Errorf("frame of %d and %d bytes: %w", len(head), len(blob), ErrFrame)
	}
	h := append(make([]byte, 0, headerBytes+len(head)), magic...)
	h = append(h, byte(kind), 0, 0, 0)
	h = binary.LittleEndian.AppendUint32(h, uint32(len(head)))
	h = binary.LittleEndian.AppendUint32(h, uint32(len(blob)))
	if _, err := w.Write(append(h, head...)); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	if len(blob) > 0 {
		if _, err := w.Write(blob); err != nil {
			return fmt.Errorf("write frame: %w", err)
		}
	}
	return nil
}

// Into decodes the frame's head.
func (f Frame) Into(v any) error {
	if err := json.Unmarshal(f.Head, v); err != nil {
		// The JSON error may quote text out of the chart.
		return fmt.Errorf("frame head of kind %d: %w", f.Kind, ErrFrame)
	}
	return nil
}
