//go:build !pkcs11

package main

import (
	"strings"
	"testing"
	"time"
)

func TestCardsAndModulesNeedTheirBuild(t *testing.T) {
	p := newPractice(t)
	code, _, errs := p.keys(sentence+"\n"+p.code(0)+"\n1234\n"+p.code(30*time.Second)+"\n", "card", "--login", "ada", "--library", "/usr/lib/softhsm/libsofthsm2.so")
	if code != exitEnvironment || !strings.Contains(errs, "-tags pkcs11") {
		t.Errorf("card: want exit %d and the build that is needed, got %d: %s", exitEnvironment, code, errs)
	}
	code, _, errs = p.keys(sentence+"\n"+p.code(30*time.Second)+"\n1234\n", "module", "--login", "ada", "--library", "x.so", "--recovery")
	if code != exitEnvironment || !strings.Contains(errs, "-tags pkcs11") {
		t.Errorf("module: want exit %d and the build that is needed, got %d: %s", exitEnvironment, code, errs)
	}
	if code, _, _ = p.keys("", "module", "--login", "ada", "--library", "x.so"); code != exitUsage {
		t.Errorf("nothing to do: want wrong usage, got %d", code)
	}
}
