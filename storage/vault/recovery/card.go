package recovery

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault/shamir"
)

// The shape of a card.
const (
	Lines     = 8
	dataWords = 5
	LineWords = dataWords + 1 // the last one checks the others
	KeyBytes  = 32            // of the secret that is shared
	MaxShares = 15

	version    = 1
	markBytes  = 4
	checkBytes = 2
	cardBytes  = 2 + markBytes + KeyBytes + checkBytes // Lines × dataWords
)

// Mark tells sets apart: the beginning of the hash of the set's public key.
type Mark [markBytes]byte

// MarkOf gives the mark of a public key.
func MarkOf(public []byte) (m Mark) {
	sum := sha256.Sum256(append([]byte("chartproof/recovery set/1|"), public...))
	copy(m[:], sum[:])
	return m
}

// String gives the mark as it is printed: 3F2A-91BC.
func (m Mark) String() string {
	s := strings.ToUpper(hex.EncodeToString(m[:]))
	return s[:4] + "-" + s[4:]
}

// Card is one share with what is printed beside it.
type Card struct {
	Set   Mark
	Needs int // so many cards of the set are needed
	Share shamir.Share
}

// Format hides the card from every verb.
func (Card) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(chart.Redacted)) }

// MarshalJSON refuses.
func (Card) MarshalJSON() ([]byte, error) { return nil, errors.New("a recovery card has no JSON") }

// Wipe overwrites the share.
func (c Card) Wipe() { clear(c.Share.Y) }

// Number is the card's number, from 1.
func (c Card) Number() int { return int(c.Share.X) }

func (c Card) bytes() []byte {
	b := append(make([]byte, 0, cardBytes), version, c.Share.X<<4|byte(c.Needs))
	b = append(append(b, c.Set[:]...), c.Share.Y...)
	return append(b, total(b)...)
}

// total checks a whole card.
func total(b []byte) []byte {
	sum := sha256.Sum256(append([]byte("chartproof/recovery card/1|"), b...))
	return sum[:checkBytes]
}

// Digest recognises the card without giving it away: the share is 256 random bits.
func (c Card) Digest() []byte {
	sum := sha256.Sum256(append([]byte("chartproof/recovery digest/1|"), c.bytes()...))
	return sum[:]
}

// Is reports whether the card has the digest.
func (c Card) Is(digest []byte) bool { return subtle.ConstantTimeCompare(c.Digest(), digest) == 1 }

// Words gives the card's lines as they are printed.
func (c Card) Words() [Lines]string {
	var out [Lines]string
	words, b := newBook().words, c.bytes()
	for n := range out {
		data := b[n*dataWords : (n+1)*dataWords]
		line := make([]string, 0, LineWords)
		for _, d := range data {
			line = append(line, words[d])
		}
		out[n] = strings.Join(append(line, words[check(n, data)]), " ")
	}
	return out
}

// check is the byte of a line's last word: a weighted sum in which each word counts with another weight, so that one wrong
// word, and two that changed places, always show. The line's number takes part.
func check(n int, data []byte) byte {
	sum, weight := shamir.Mul(byte(n+1), 0x1d), byte(1)
	for _, d := range data {
		weight = shamir.Mul(weight, 3) // generates the field, so no weight comes twice
		sum ^= shamir.Mul(d, weight)
	}
	return sum
}

// Fault is what is wrong with something typed.
type Fault string

// The faults.
const (
	FewWords     Fault = "few_words"
	ManyWords    Fault = "many_words"
	UnknownWord  Fault = "unknown_word"
	LineCheck    Fault = "line_check"
	CardCheck    Fault = "card_check"
	OtherVersion Fault = "other_version"
	FewLines     Fault = "few_lines"
	TooFew       Fault = "too_few_cards"
	OtherSet     Fault = "other_set"
	Twice        Fault = "same_card_twice"
	NotPrinted   Fault = "not_the_card_that_was_printed"
)

// Mistake names what is wrong and where: card by its number or place, line and word from 1, 0 where it is not about one.
// It never holds what was typed.
type Mistake struct {
	Fault            Fault
	Card, Line, Word int
	Have, Need       int // of cards, lines or words
}

func (m *Mistake) Error() string {
	where := ""
	if m.Card > 0 {
		where = fmt.Sprintf("card %d, ", m.Card)
	}
	if m.Line > 0 {
		where += fmt.Sprintf("line %d, ", m.Line)
	}
	if m.Word > 0 {
		where += fmt.Sprintf("word %d, ", m.Word)
	}
	switch m.Fault {
	case FewWords, ManyWords:
		return where + fmt.Sprintf("%d words; a line has %d", m.Have, m.Need)
	case FewLines:
		return where + fmt.Sprintf("%d lines; a card has %d", m.Have, m.Need)
	case UnknownWord:
		return where + "no word of the list begins like this"
	case LineCheck:
		return where + "one of these words is not what is printed"
	case CardCheck:
		return where + "the lines do not belong to one card"
	case OtherVersion:
		return where + "the card is of another version of Chartproof"
	case TooFew:
		return fmt.Sprintf("%d cards; %d are needed", m.Have, m.Need)
	case OtherSet:
		return where + "of another set than the others, or than the one in force"
	case Twice:
		return where + "is there twice"
	case NotPrinted:
		return where + "reads well and is not the one that was printed"
	}
	return where + string(m.Fault)
}

// Where says which card, line and word, from 1; 0 where it is not about one. With What and Count it lets screens say it in
// their own words without knowing this package.
func (m *Mistake) Where() (card, line, word int) { return m.Card, m.Line, m.Word }

// What is the fault's word.
func (m *Mistake) What() string { return string(m.Fault) }

// Count says how many there are and how many there should be.
func (m *Mistake) Count() (have, need int) { return m.Have, m.Need }

func wrong(m Mistake) error { return chart.E(chart.BadInput, "read recovery card", &m) }

// At names the card in an error of this package; other errors stay as they are.
func At(card int, err error) error {
	var m *Mistake
	if !errors.As(err, &m) {
		return err
	}
	named := *m
	named.Card = card
	return wrong(named)
}

// ParseLine checks one typed line, numbered from 1. Three letters of each word are enough; capitals, commas and the line's
// printed number do not matter.
func ParseLine(line int, typed string) error {
	_, err := parseLine(newBook(), line, typed)
	return err
}

const maxTyped = 1 << 10 // of a line, in bytes

func parseLine(b book, line int, typed string) ([]byte, error) {
	if len(typed) > maxTyped {
		return nil, wrong(Mistake{Fault: ManyWords, Line: line, Have: len(typed), Need: LineWords})
	}
	words := strings.FieldsFunc(typed, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80 })
	switch {
	case len(words) < LineWords:
		return nil, wrong(Mistake{Fault: FewWords, Line: line, Have: len(words), Need: LineWords})
	case len(words) > LineWords:
		return nil, wrong(Mistake{Fault: ManyWords, Line: line, Have: len(words), Need: LineWords})
	}
	out := make([]byte, LineWords)
	for i, w := range words {
		v, ok := b.find(w)
		if !ok {
			return nil, wrong(Mistake{Fault: UnknownWord, Line: line, Word: i + 1})
		}
		out[i] = v
	}
	if check(line-1, out[:dataWords]) != out[dataWords] {
		return nil, wrong(Mistake{Fault: LineCheck, Line: line})
	}
	return out[:dataWords], nil
}

// Parse reads a card from its lines.
func Parse(lines []string) (Card, error) {
	if len(lines) != Lines {
		return Card{}, wrong(Mistake{Fault: FewLines, Have: len(lines), Need: Lines})
	}
	book, all := newBook(), make([]byte, 0, cardBytes)
	for i, l := range lines {
		data, err := parseLine(book, i+1, l)
		if err != nil {
			clear(all)
			return Card{}, err
		}
		all = append(all, data...)
	}
	defer clear(all)
	body := all[:cardBytes-checkBytes]
	if subtle.ConstantTimeCompare(total(body), all[cardBytes-checkBytes:]) != 1 {
		return Card{}, wrong(Mistake{Fault: CardCheck})
	}
	c := Card{Needs: int(all[1] & 15), Share: shamir.Share{X: all[1] >> 4, Y: append([]byte(nil), body[2+markBytes:]...)}}
	copy(c.Set[:], all[2:])
	if all[0] != version || c.Needs < 2 || c.Share.X == 0 {
		return Card{}, wrong(Mistake{Fault: OtherVersion})
	}
	return c, nil
}

// ParseText reads a card from text in which its lines stand one below the other; empty lines do not count.
func ParseText(text string) (Card, error) {
	if len(text) > Lines*maxTyped {
		return Card{}, wrong(Mistake{Fault: FewLines, Have: Lines + 1, Need: Lines})
	}
	var lines []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return Parse(lines)
}

// Split makes the cards of a secret of KeyBytes.
func Split(secret []byte, set Mark, needs, n int) ([]Card, error) {
	const op = "split recovery key"
	if len(secret) != KeyBytes || n > MaxShares {
		return nil, chart.E(chart.BadInput, op, fmt.Errorf("%d shares of %d bytes: at most %d, of %d", n, len(secret), MaxShares, KeyBytes))
	}
	shares, err := shamir.Split(secret, needs, n)
	if err != nil {
		return nil, chart.E(chart.BadInput, op, err)
	}
	out := make([]Card, n)
	for i, s := range shares {
		out[i] = Card{Set: set, Needs: needs, Share: s}
	}
	return out, nil
}

// Join gives the secret of the cards. The caller compares it with what the workspace keeps of the set: cards that were
// forged give another one.
func Join(cards []Card) ([]byte, error) {
	if len(cards) == 0 {
		return nil, wrong(Mistake{Fault: TooFew, Need: 2})
	}
	seen := map[byte]bool{}
	var shares []shamir.Share
	for _, c := range cards {
		switch {
		case c.Set != cards[0].Set || c.Needs != cards[0].Needs:
			return nil, wrong(Mistake{Fault: OtherSet, Card: c.Number()})
		case seen[c.Share.X]:
			return nil, wrong(Mistake{Fault: Twice, Card: c.Number()})
		}
		seen[c.Share.X] = true
		shares = append(shares, c.Share)
	}
	if len(cards) < cards[0].Needs {
		return nil, wrong(Mistake{Fault: TooFew, Have: len(cards), Need: cards[0].Needs})
	}
	secret, err := shamir.Join(shares[:cards[0].Needs])
	if err != nil {
		return nil, chart.E(chart.BadInput, "join recovery cards", err)
	}
	return secret, nil
}

// LastLine reports whether the typed line is the card's last one.
func (c Card) LastLine(typed string) bool {
	data, err := parseLine(newBook(), Lines, typed)
	b := c.bytes()
	return err == nil && subtle.ConstantTimeCompare(data, b[(Lines-1)*dataWords:]) == 1
}
