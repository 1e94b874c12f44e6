package shamir

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"testing"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestField checks the arithmetic against the definition in FIPS 197, 4.2, and against itself over the whole field.
func TestField(t *testing.T) {
	for _, c := range []struct{ a, b, want byte }{{0x57, 0x83, 0xc1}, {0x57, 0x13, 0xfe}, {0x57, 0x02, 0xae}, {0x57, 0x04, 0x47},
		{0x57, 0x08, 0x8e}, {0x57, 0x10, 0x07}, {0x53, 0xca, 0x01}, {0, 0xff, 0}, {1, 0xff, 0xff}} {
		if got := Mul(c.a, c.b); got != c.want {
			t.Errorf("%#x times %#x: want %#x, got %#x", c.a, c.b, c.want, got)
		}
	}
	for a := range 256 {
		if got := Mul(byte(a), inverse(byte(a))); a != 0 && got != 1 {
			t.Errorf("%#x times its inverse: want 1, got %#x", a, got)
		}
		for b := range 256 {
			if Mul(byte(a), byte(b)) != slow(a, b) {
				t.Fatalf("%#x times %#x: want %#x, got %#x", a, b, slow(a, b), Mul(byte(a), byte(b)))
			}
		}
	}
}

// slow multiplies as polynomials and divides by that of AES.
func slow(a, b int) byte {
	p := 0
	for i := range 8 {
		if b>>i&1 == 1 {
			p ^= a << i
		}
	}
	for i := 14; i >= 8; i-- {
		if p>>i&1 == 1 {
			p ^= 0x11b << (i - 8)
		}
	}
	return byte(p)
}

// TestVectors holds shares worked out by hand: with coefficients a1, a2 a share is s + a1·x + a2·x².
func TestVectors(t *testing.T) {
	for _, c := range []struct {
		name           string
		secret, random string
		k, n           int
		want           []string
	}{
		{"a line", "00", "01", 2, 3, []string{"01", "02", "03"}},
		{"a line from 42", "42", "57", 2, 4, []string{"15", "ec", "bb", "05"}}, // 57·2=ae, 57·3=f9, 57·4=47
		{"a parabola", "42", "5713", 3, 3, []string{"06", "a0", "e4"}},         // 13·4=4c, 13·5=5f
		{"two bytes", "0042", "0157", 2, 2, []string{"0115", "02ec"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			shares := split(unhex(t, c.secret), c.k, c.n, unhex(t, c.random))
			for i, s := range shares {
				if got := hex.EncodeToString(s.Y); got != c.want[i] {
					t.Errorf("share %d: want %s, got %s", i+1, c.want[i], got)
				}
			}
			back, err := Join(shares[len(shares)-c.k:])
			if err != nil || !bytes.Equal(back, unhex(t, c.secret)) {
				t.Errorf("joined: want %s, got %x (%v)", c.secret, back, err)
			}
		})
	}
}

// TestEverySubset joins every subset of every small split: those of k and more give the secret, smaller ones do not.
func TestEverySubset(t *testing.T) {
	secret := unhex(t, "000102030405060708090a0b0c0d0e0ff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
	enough, few := 0, 0
	for n := 2; n <= 8; n++ {
		for k := 2; k <= n; k++ {
			shares, err := Split(secret, k, n)
			if err != nil {
				t.Fatal(err)
			}
			for set := 1; set < 1<<n; set++ {
				var some []Share
				for i, s := range shares {
					if set>>i&1 == 1 {
						some = append(some, s)
					}
				}
				got, err := Join(some)
				if has := err == nil && bytes.Equal(got, secret); has != (len(some) >= k) {
					t.Fatalf("%d of %d with %d shares: the secret came out: %t (%v)", k, n, len(some), has, err)
				}
				if len(some) >= k {
					enough++
				} else {
					few++
				}
			}
		}
	}
	t.Logf("%d subsets with enough shares gave the secret, %d with too few did not", enough, few)
}

// TestTooFewSayNothing: with k-1 shares every secret is as likely as any other. For each value that one byte may have there is
// exactly one missing share that gives it.
func TestTooFewSayNothing(t *testing.T) {
	shares, err := Split([]byte{0x2a}, 3, 3)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[byte]int{}
	for y := range 256 {
		got, err := Join([]Share{shares[0], shares[1], {X: 3, Y: []byte{byte(y)}}})
		if err != nil {
			t.Fatal(err)
		}
		seen[got[0]]++
	}
	if len(seen) != 256 {
		t.Errorf("256 missing shares: want 256 secrets, got %d", len(seen))
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		secret string
		k, n   int
	}{{"", 2, 3}, {"a", 1, 3}, {"a", 0, 0}, {"a", 4, 3}, {"a", 2, 256}, {"a", -1, 3}} {
		if _, err := Split([]byte(c.secret), c.k, c.n); err == nil {
			t.Errorf("split of %d bytes, %d of %d: want an error", len(c.secret), c.k, c.n)
		}
	}
	one := Share{X: 1, Y: []byte{1}}
	for name, shares := range map[string][]Share{
		"none": nil, "one": {one}, "twice the same": {one, one}, "without number": {one, {X: 0, Y: []byte{1}}},
		"another length": {one, {X: 2, Y: []byte{1, 2}}}, "empty": {{X: 1}, {X: 2}},
	} {
		if _, err := Join(shares); err == nil {
			t.Errorf("join %s: want an error", name)
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add([]byte("secret"), 3, 5, uint16(0b10101))
	f.Fuzz(func(t *testing.T, secret []byte, k, n int, set uint16) {
		if n > 16 {
			n %= 17
		}
		shares, err := Split(secret, k, n)
		if err != nil {
			return
		}
		var some []Share
		for i, s := range shares {
			if set>>i&1 == 1 {
				some = append(some, s)
			}
		}
		got, err := Join(some)
		if len(some) >= k && (err != nil || !bytes.Equal(got, secret)) {
			t.Fatalf("%d of %d with %d shares: want the secret, got %x (%v)", k, n, len(some), got, err)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	secret := make([]byte, 32)
	for b.Loop() {
		if _, err := Split(secret, 3, 5); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	shares, err := Split(make([]byte, 32), 3, 5)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Join(shares[:3]); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleJoin() {
	shares, _ := Split([]byte("oak street"), 2, 3)
	secret, _ := Join(shares[1:])
	fmt.Println(string(secret))
	// Output: oak street
}
