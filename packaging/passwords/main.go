package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"chartproof.org/chartproof/assets/passwords"
)

// shortest is the least length that says something where it stands inside a longer password.
const shortest = 4

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	var all []uint64
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if utf8.RuneCountInString(lines.Text()) >= shortest {
			all = append(all, passwords.Hash(lines.Text()))
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	slices.Sort(all)
	w := bufio.NewWriter(out)
	for _, n := range slices.Compact(all) {
		for shift := 8 * (passwords.Width - 1); shift >= 0; shift -= 8 {
			_ = w.WriteByte(byte(n >> shift)) // Flush tells
		}
	}
	return w.Flush()
}
