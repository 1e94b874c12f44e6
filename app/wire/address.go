package wire

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
)

// address says on which computer, and in which of its sessions, this program runs: a hash of the computer's name, the session's
// name, and from where a remote session comes. The name is hashed because people name theirs after themselves; the machine's id is
// not asked for: the device's own id stands in every entry, and nothing here reads what identifies a computer to others.
func address() string {
	host, _ := os.Hostname() // unknown: the entry's device still tells
	words := []string{fmt.Sprintf("host=%.8x", sha256.Sum256(append([]byte("chartproof workstation\n"), host...)))}
	for _, name := range []string{"XDG_SESSION_ID", "SESSIONNAME"} { // logind, Windows
		if s := shortWord(os.Getenv(name)); s != "" {
			words = append(words, "session="+s)
			break
		}
	}
	from, _, _ := strings.Cut(os.Getenv("SSH_CLIENT"), " ")
	if from = shortWord(from); from != "" {
		words = append(words, "from="+from)
	}
	return strings.Join(words, " ")
}

// shortWord keeps what may stand in the trail as one word: 40 letters, digits and signs of an address at most.
func shortWord(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(".:#-_", r) {
			return r
		}
		return -1
	}, s)
	return s[:min(len(s), 40)]
}
