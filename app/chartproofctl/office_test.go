package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// Without a terminal what would be typed comes line by line, and nothing of it is printed.
func TestWhatIsTypedComesFromStandardInput(t *testing.T) {
	var shown bytes.Buffer
	p := &prompt{streams: streams{in: strings.NewReader("a very long password\n 123456 \n"), err: &shown}}
	password, err := p.secret("Password")
	if err != nil || password != "a very long password" {
		t.Errorf("password: want the first line, got %q, %v", password, err)
	}
	code, err := p.line("Authenticator code")
	if err != nil || strings.TrimSpace(code) != "123456" {
		t.Errorf("code: want 123456, got %q, %v", code, err)
	}
	var f *failure
	if _, err := p.line("Reason"); !errors.As(err, &f) || f.code != exitUsage {
		t.Errorf("nothing left: want wrong usage, got %v", err)
	}
	if strings.Contains(shown.String(), "long password") || strings.Contains(shown.String(), "123456") {
		t.Errorf("what was typed is printed: %q", shown.String())
	}
}
