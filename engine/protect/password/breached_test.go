package password_test

import (
	"bytes"
	"crypto/fips140"
	"crypto/sha1"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/protect/password"
)

func sum(text string) (hex string) {
	fips140.WithoutEnforcement(func() { hex = fmt.Sprintf("%X", sha1.Sum([]byte(text))) })
	return hex
}

// listOf makes a file as the service gives it away, of the passwords named and of filling.
func listOf(filling int, end string, in ...string) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var lines []string
	for _, p := range in {
		lines = append(lines, sum(p)+":"+fmt.Sprint(r.IntN(1e6)+1))
	}
	for i := range filling {
		lines = append(lines, sum(fmt.Sprint("filling ", i))+":"+fmt.Sprint(r.IntN(1e9)+1))
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, end) + end)
}

func TestBreached(t *testing.T) {
	var in []string
	for i := range 200 {
		in = append(in, fmt.Sprint("breached sentence ", i))
	}
	for _, c := range []struct {
		name    string
		filling int
		end     string
	}{{"few", 0, "\n"}, {"many", 20000, "\r\n"}, {"one line", -1, "\n"}} {
		named := in
		if c.filling < 0 {
			named, c.filling = in[:1], 0
		}
		data := listOf(c.filling, c.end, named...)
		for _, cut := range [][]byte{data, bytes.TrimRight(data, "\r\n")} {
			l, err := password.NewList(bytes.NewReader(cut), int64(len(cut)))
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			for _, p := range named {
				if has, err := l.Has(p); !has || err != nil {
					t.Errorf("%s: want %q found, got %v, %v", c.name, p, has, err)
				}
			}
			for i := range 200 {
				if has, err := l.Has(fmt.Sprint("nobody's sentence ", i)); has || err != nil {
					t.Errorf("%s: want %d not found, got %v, %v", c.name, i, has, err)
				}
			}
		}
	}
}

func TestWhatIsNoList(t *testing.T) {
	good := listOf(500, "\n")
	back := bytes.Split(bytes.TrimSpace(good), []byte("\n"))
	slices.Reverse(back)
	for name, data := range map[string][]byte{
		"empty": nil, "blank": bytes.Repeat([]byte("\n"), 100), "text": []byte(strings.Repeat("correct horse battery\n", 50)),
		"backwards": bytes.Join(back, []byte("\n")), "one endless line": bytes.Repeat([]byte("A"), 9000),
		"NTLM": []byte(strings.Repeat("0123456789ABCDEF0123456789ABCDEF:12\n", 50)), "counts missing": []byte(strings.ReplaceAll(string(good), ":", ";")),
	} {
		if _, err := password.NewList(bytes.NewReader(data), int64(len(data))); err == nil {
			t.Errorf("%s: want it refused", name)
		}
	}
}

func FuzzList(f *testing.F) {
	f.Add(listOf(20, "\r\n"), "filling 3")
	f.Add([]byte(strings.Repeat("F", 40)), "x")
	f.Add([]byte("\n\n\n:::\n"+strings.Repeat("0", 40)+":\n"), "")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		l, err := password.NewList(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		has, err := l.Has(text)
		if has && err == nil && !bytes.Contains(bytes.ToUpper(data), []byte(sum(password.Clean(text)))) {
			t.Error("found what does not stand there")
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("correct horse battery", "ada")
	f.Fuzz(func(t *testing.T, text, about string) {
		fault := password.Check(text, about)
		if fault == "" && len([]rune(password.Clean(text))) < password.Min {
			t.Error("short one taken")
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		password.Check("the sea was grey and 17 gulls sat on it", "mreyes", "Maria Reyes", "Oak Street Clinic")
	}
}
