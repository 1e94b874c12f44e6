//go:build !pkcs11

package token11_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault/token11"
)

func TestWithoutTheTagItSaysWhichBuildIsNeeded(t *testing.T) {
	_, loaded := token11.Load("/usr/lib/softhsm/libsofthsm2.so")
	var m token11.Module
	_, slots := m.Slots()
	_, opened := m.Open("", "")
	sought := m.Find("")
	var k token11.Token
	_, found := k.Key("")
	_, made := k.MakeKey("")
	for _, err := range []error{loaded, slots, opened, sought, found, made} {
		if chart.KindOf(err) != chart.MissingTool || !strings.Contains(err.Error(), "-tags pkcs11") {
			t.Errorf("want missing_tool with the build that is needed, got %v", err)
		}
	}
	if k.Present() {
		t.Error("want no token present")
	}
}
