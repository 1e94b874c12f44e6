package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
)

type recordCommand struct {
	Verify      recordVerifyCommand      `cmd:"" help:"Prove a record offline: signatures, attachments, redaction, receipt."`
	Certificate recordCertificateCommand `cmd:"" help:"Prove a redacted copy offline against its redaction certificate."`
}

type recordVerifyCommand struct {
	Roster string `help:"The practice's keys, from: chartproofhub roster. Without them the signatures hold but nobody vouches for the keys."`
	File   string `arg:"" help:"A record, from: chartproofhub record."`
}

// Run prints what holds as JSON.
func (c *recordVerifyCommand) Run(_ context.Context, s streams) error {
	data, err := readRecord(c.File)
	if err != nil {
		return err
	}
	roster, err := readRoster(c.Roster)
	if err != nil {
		return err
	}
	verdict, err := record.Verify(data, roster)
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the record does not hold: %w", err)}
	}
	if roster == nil {
		fmt.Fprintln(s.err, "note: the signatures hold; compare the key ids with the practice's, or give --roster")
	}
	redaction, err := redactionOf(verdict)
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the record does not hold: %w", err)}
	}
	return print(s, struct {
		record.Verdict
		Redaction *proven `json:"redaction,omitempty"`
	}{verdict, redaction})
}

func print(s streams, v any) error {
	enc := json.NewEncoder(s.out)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}

func readRoster(name string) (*record.Roster, error) {
	if name == "" {
		return nil, nil
	}
	text, err := readRecord(name)
	if err != nil {
		return nil, err
	}
	var roster record.Roster
	if err := json.Unmarshal(text, &roster); err != nil || len(roster.Keys) == 0 {
		return nil, &failure{exitUsage, errors.New("--roster names a file that holds no keys")}
	}
	return &roster, nil
}

// maxRecordFile bounds what is read of a record.
const maxRecordFile = 2 << 30

func readRecord(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, chart.E(chart.NotFound, "open the file", pathless(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxRecordFile))
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", pathless(err))
	}
	return data, nil
}
