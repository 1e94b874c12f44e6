package hub

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// FuzzCode: a code is read however it is typed, and what was read is the same code when it is shown again.
func FuzzCode(f *testing.F) {
	seed := Code{secret: []byte("0123456789"), authority: []byte("abcdefghij")}
	f.Add(seed.Text())
	f.Add(strings.ToLower(strings.ReplaceAll(seed.Text(), "0", "O")))
	f.Add(strings.Repeat("\u0131", 32)) // a letter that turns into another one
	if back, err := ParseCode(seed.Text()); err != nil || back.Text() != seed.Text() {
		f.Fatalf("the seed: %v", err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCode(text)
		if err != nil {
			if chart.KindOf(err) != chart.BadInput || len(text) > 8 && strings.Contains(err.Error(), text) {
				t.Errorf("want %s without what was typed, got %v", chart.BadInput, err)
			}
			return
		}
		if back, err := ParseCode(c.Text()); err != nil || back.Text() != c.Text() || back.key() != c.key() {
			t.Errorf("%q is shown as %q and comes back as %q, %v", text, c.Text(), back.Text(), err)
		}
	})
}

// FuzzIdentity: a damaged key file is told as damaged, and one that is taken can sign.
func FuzzIdentity(f *testing.F) {
	h, err := NewIdentity(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	if err != nil {
		f.Fatal(err)
	}
	whole, err := json.Marshal(h)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ParseIdentity(data)
		if err != nil {
			if chart.KindOf(err) != chart.Tampered {
				t.Errorf("want %s, got %v", chart.Tampered, err)
			}
			return
		}
		if _, err := h.Pool(); err != nil {
			t.Errorf("taken, and then: %v", err)
		}
	})
}

// FuzzCheckpoint: of a workstation's checkpoint only one form is taken, so that what is witnessed is what was signed.
func FuzzCheckpoint(f *testing.F) {
	f.Add("dev1\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
	f.Add("dev1\n-3\nAAAA\n")
	f.Fuzz(func(t *testing.T, text string) {
		size, _, err := parseCheckpoint(text, "dev1")
		if err == nil && (size < 1 || !strings.HasPrefix(text, "dev1\n") || strings.Count(text, "\n") != 3) {
			t.Errorf("took %q with size %d", text, size)
		}
	})
}

// FuzzRequest: a body is read within its limit, and a refusal quotes nothing of it.
func FuzzRequest(f *testing.F) {
	f.Add([]byte(`{"code":"a","device":"dev1"}`))
	f.Add([]byte(strings.Repeat("[", 100_000)))
	f.Fuzz(func(t *testing.T, body []byte) {
		var into EnrolRequest
		err := read(httptest.NewRequest("POST", "/", strings.NewReader(string(body))), &into)
		switch {
		case err == nil && len(body) > maxSmall:
			t.Errorf("want a body of %d bytes refused", len(body))
		case err != nil && (chart.KindOf(err) != chart.BadInput || len(body) > 30 && strings.Contains(err.Error(), string(body))):
			t.Errorf("want %s without the body, got %v", chart.BadInput, err)
		}
	})
}
