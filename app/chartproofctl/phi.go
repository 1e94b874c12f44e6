package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"chartproof.org/chartproof/engine/find/phi"
)

type phiCommand struct {
	JSONLines bool `name:"json-lines" help:"Read {\"id\": …, \"text\": …} a line and answer {\"id\": …, \"spans\": […]} a line."`
}

// Help shows examples.
func (phiCommand) Help() string {
	return `Examples:

  chartproofctl phi < note.txt
  chartproofctl phi --json-lines < notes.jsonl`
}

// spanLine is one identifier in plain text; offsets are Unicode code points.
type spanLine struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
	Tier  string `json:"tier"`
	Layer string `json:"layer"`
}

// maxLine bounds one line of --json-lines, and the whole input without it.
const maxLine = 64 << 20

// Run answers the text on standard input.
func (c *phiCommand) Run(s streams) error {
	detector, err := phi.New()
	if err != nil {
		return fmt.Errorf("load the detectors: %w", err)
	}
	out := bufio.NewWriter(s.out)
	if c.JSONLines {
		err = phiLines(s.in, out, detector)
	} else {
		err = phiText(s.in, out, detector)
	}
	if e := out.Flush(); err == nil {
		err = e
	}
	return err
}

func spansOf(d *phi.Detector, text string) []spanLine {
	spans := []spanLine{}
	for _, sp := range d.Text(text) {
		spans = append(spans, spanLine{sp.Start, sp.End, string(sp.Kind), string(sp.Tier), sp.Layer})
	}
	return spans
}

func phiText(in io.Reader, out io.Writer, d *phi.Detector) error {
	text, err := io.ReadAll(io.LimitReader(in, maxLine+1))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if len(text) > maxLine {
		return &failure{exitSomeFailed, fmt.Errorf("the text is longer than %d MiB", maxLine>>20)}
	}
	enc := json.NewEncoder(out)
	for _, sp := range spansOf(d, string(bytes.ToValidUTF8(text, []byte("\uFFFD")))) {
		if err := enc.Encode(sp); err != nil {
			return err
		}
	}
	return nil
}

func phiLines(in io.Reader, out *bufio.Writer, d *phi.Detector) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), maxLine)
	enc := json.NewEncoder(out)
	n, bad := 0, 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var q struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil || q.Text == nil {
			bad++
			if err := enc.Encode(map[string]any{"id": q.ID, "spans": nil, "error": fmt.Sprintf("line %d is not {\"id\", \"text\"}", n)}); err != nil {
				return err
			}
			continue
		}
		if err := enc.Encode(map[string]any{"id": q.ID, "spans": spansOf(d, *q.Text)}); err != nil {
			return err
		}
		// Somebody who talks to us over a pipe waits for each answer.
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return &failure{exitSomeFailed, fmt.Errorf("line %d is longer than %d MiB", n+1, maxLine>>20)}
	} else if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if bad > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d of %d lines could not be read", bad, n)}
	}
	return nil
}
