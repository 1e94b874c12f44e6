package phi

// foldDigit gives the digit that a character is or is often misread for, 0 for none.
func foldDigit(b byte) byte {
	switch b {
	case 'O', 'o', 'Q', 'D':
		return '0'
	case 'l', 'I', '|', 'i', '!':
		return '1'
	case 'Z', 'z':
		return '2'
	case 'S', 's':
		return '5'
	case 'B':
		return '8'
	case 'G', 'b':
		return '6'
	}
	if isDigit(b) {
		return b
	}
	return 0
}

// digitsOf reads a token as digits, its confusions folded; it gives how many of them were digits before. "" where a
// character can be none.
func digitsOf(t *token) (string, int) {
	out := make([]byte, len(t.text))
	real := 0
	for i := range len(t.text) {
		b := t.text[i]
		if isDigit(b) {
			real++
		}
		if out[i] = foldDigit(b); out[i] == 0 {
			return "", 0
		}
	}
	return string(out), real
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) || i > 8 {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

// chunk gives the end of the run of tokens from i on that no space parts: how numbers are printed.
func (s *scan) chunk(i int) int {
	j := i + 1
	for j < len(s.toks) && s.toks[j].gap == gapNone {
		j++
	}
	return j
}

// trimChunk takes marks off both ends of the tokens i..j-1.
func (s *scan) trimChunk(i, j int) (int, int) {
	for i < j && s.toks[i].kind == punctToken {
		i++
	}
	for j > i && s.toks[j-1].kind == punctToken {
		j--
	}
	return i, j
}

// span gives the text of the tokens i..j-1 as printed.
func (s *scan) span(i, j int) string {
	if i >= j || i < 0 || j > len(s.toks) {
		return ""
	}
	return string(s.ascii[s.toks[i].start:s.toks[j-1].end])
}
