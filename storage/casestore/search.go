package casestore

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"

	"golang.org/x/text/unicode/norm"
)

const (
	tokenBytes  = 8  // false hits: one in 2^64 a term and document
	tokenPad    = 64 // tokens a document are padded to a multiple of it, so that their number tells little
	prefixFrom  = 3  // names are found by their first three letters and up
	maxTerm     = 40
	indexSecret = "search"
)

// searchable are the fields by which a document is found, and whether their beginnings count too.
var searchable = map[chart.FieldName]bool{
	chart.PatientName: true, chart.DateOfBirth: false, chart.MRN: false, chart.AccountNumber: false, chart.SSN: false,
	chart.MemberID: false, chart.ClaimNumber: false, chart.Phone: false,
}

// fold gives the one form of a word: letters and digits, no accents, no case.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// terms gives every term under which a value is found.
func terms(value string, prefixes bool) []string {
	var out []string
	add := func(w string) {
		if w = fold(w); w == "" {
			return
		}
		out = append(out, cut(w))
		if prefixes {
			for i, n := 0, 0; i < len(w) && n <= maxTerm; n++ {
				if n >= prefixFrom {
					out = append(out, w[:i])
				}
				_, size := utf8.DecodeRuneInString(w[i:])
				i += size
			}
		}
	}
	add(value)
	for _, w := range strings.Fields(value) {
		add(w)
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			add(part)
		}
	}
	return out
}

func cut(w string) string {
	if r := []rune(w); len(r) > maxTerm {
		return string(r[:maxTerm])
	}
	return w
}

// hasher gives the keyed hash of a term in a document. The key lies in zone working.
func hasher(tx *sqlitedb.Tx, ses *vault.Session) (func(id chart.DocumentID, term string) []byte, error) {
	k, err := ses.OpenOrNewKey(tx, indexSecret, chart.Working)
	if err != nil {
		return nil, err
	}
	sum, err := k.MAC(indexSecret)
	if err != nil {
		return nil, err
	}
	return func(id chart.DocumentID, term string) []byte { return sum(string(id), term)[:tokenBytes] }, nil
}

// index writes the document's line of the search index anew: what was read and what a person made of it.
func index(tx *sqlitedb.Tx, ses *vault.Session, d *chart.Dossier) error {
	hash, err := hasher(tx, ses)
	if err != nil {
		return err
	}
	var tokens [][]byte
	for _, f := range d.Document.Fields {
		prefixes, ok := searchable[f.Name]
		if !ok {
			continue
		}
		for _, v := range []chart.Text{f.Value, f.Normalized, d.Final(f.ID).Value} {
			for _, t := range terms(v.Reveal(), prefixes) {
				tokens = append(tokens, hash(d.ID, t))
			}
		}
	}
	slices.SortFunc(tokens, bytes.Compare)
	tokens = slices.CompactFunc(tokens, bytes.Equal)
	for len(tokens) == 0 || len(tokens)%tokenPad != 0 {
		tokens = append(tokens, hash(d.ID, "\x00pad"+strconv.Itoa(len(tokens))))
	}
	slices.SortFunc(tokens, bytes.Compare)
	if err := tx.Exec(`INSERT INTO search_index (document, tokens) VALUES (?, ?)
		ON CONFLICT (document) DO UPDATE SET tokens = excluded.tokens`, string(d.ID), bytes.Join(tokens, nil)); err != nil {
		return err
	}
	return tx.Exec(`UPDATE document SET indexed = 1 WHERE id = ?`, string(d.ID))
}

// indexRest indexes what somebody without the key imported.
func (s *Store) indexRest(tx *sqlitedb.Tx, ses *vault.Session) error {
	var ids []chart.DocumentID
	err := tx.Each(`SELECT id FROM document WHERE indexed = 0`, nil, func(r *sqlitedb.Rows) error {
		var id chart.DocumentID
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	for _, id := range ids {
		if err != nil {
			return err
		}
		var d *chart.Dossier
		if d, _, err = light(tx, ses, id); err == nil {
			err = index(tx, ses, d)
		}
	}
	return err
}

// matcher gives whether a document's index line fits the search. Every word must.
func matcher(tx *sqlitedb.Tx, ses *vault.Session, search string) (func(id chart.DocumentID, line []byte) bool, error) {
	hash, err := hasher(tx, ses)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(search)
	return func(id chart.DocumentID, line []byte) bool {
		has := func(term string) bool {
			if term = cut(fold(term)); term == "" {
				return true
			}
			_, found := slices.BinarySearchFunc(rows(line), hash(id, term), bytes.Compare)
			return found
		}
		return has(search) || !slices.ContainsFunc(words, func(w string) bool { return !has(w) })
	}, nil
}

// rows cuts an index line into its tokens.
func rows(line []byte) [][]byte { return slices.Collect(slices.Chunk(line, tokenBytes)) }
