package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"chartproof.org/chartproof/assets/passwords"
)

func made(t *testing.T, list string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := run(strings.NewReader(list), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// numbers reads the file as its reader does: whole numbers of passwords.Width bytes.
func numbers(t *testing.T, file []byte) (out []uint64) {
	t.Helper()
	if len(file)%passwords.Width != 0 {
		t.Fatalf("want a multiple of %d bytes, got %d", passwords.Width, len(file))
	}
	for b := range slices.Chunk(file, passwords.Width) {
		out = append(out, binary.BigEndian.Uint64(append(make([]byte, 8-passwords.Width), b...)))
	}
	return out
}

func TestEveryPasswordOfFourLettersIsInOnceAndInOrder(t *testing.T) {
	got := numbers(t, made(t, "password\nabc\nabcd\r\n\npassword\n\u00e4\u00f6\u00fc\n\u00e4\u00f6\u00fc\u00df\nlast without an end"))
	var want []uint64
	for _, p := range []string{"password", "abcd", "\u00e4\u00f6\u00fc\u00df", "last without an end"} {
		want = append(want, passwords.Hash(p))
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("want %x, got %x", want, got)
	}
}

func TestTheOrderOfTheListMakesNoDifference(t *testing.T) {
	if a, b := made(t, "first one\nsecond one\n"), made(t, "second one\nfirst one\nfirst one\n"); !bytes.Equal(a, b) || len(a) == 0 {
		t.Errorf("want the same file, got %x and %x", a, b)
	}
	if got := made(t, ""); len(got) != 0 {
		t.Errorf("an empty list: want an empty file, got %x", got)
	}
}

func TestWhatCannotBeReadOrWrittenIsAnError(t *testing.T) {
	gone := errors.New("gone")
	if err := run(iotest.ErrReader(gone), new(bytes.Buffer)); !errors.Is(err, gone) {
		t.Errorf("a list that ends with an error: got %v", err)
	}
	if err := run(strings.NewReader(strings.Repeat("a", 1<<20)), new(bytes.Buffer)); err == nil {
		t.Error("a line of a megabyte: want an error, got none")
	}
	if err := run(strings.NewReader("password\n"), full{}); !errors.Is(err, errFull) {
		t.Errorf("a full disk: got %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
