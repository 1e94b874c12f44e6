package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// errOtherFile says that a file of running text is not the one that the recipe names.
var errOtherFile = errors.New("not the file that the model is fitted on")

// visits are the files of wyim/aci-bench, data/challenge_data (CC BY 4.0), and talk that of microsoft/presidio-research,
// data/synth_dataset_v2.json (MIT), with their SHA-256: the recipe of a model names what it is fitted on.
var visits = [...]struct{ name, notes, people string }{
	{"clef_taskC_test3", "d3c18362a42124ea2bd1b2b4b66ba76a11bb123dfdb416471ae3b5924d1428ec", "e1bec9323b2bed8e544ead77fae6251c4709bc9ffe2d0de346d843334760736b"},
	{"clinicalnlp_taskB_test1", "5cc4008e68545f84913744a8e493a58bdf17ba7e1b7a0be46d6943d6bfca9471", "6960581701816c6dbe1aea8a53df6cff2f1ca92b24b036f6303242ca681cbafd"},
	{"clinicalnlp_taskC_test2", "599e3330a14e25a0e056aee1365ffac7ebe50058f15821eae42a5513c2bb5a4f", "60e799ee5033767e9f5c2e9c3d84f64366628e2aae8637cd5d96ca29ba01b83c"},
	{"train", "6c778d4ac5e6cc6f1964786f9286e8d765c210f22ed6b57f83aff8497409cea4", "7da650e223f04ff6bf1666cb62d52ebd83ce71ecfc4b2311cbe64d9f3ab19d83"},
	{"valid", "6629e89e3fb409d2b3eceab60dc7b32fe1d3fb8d4e07795039284965522aa4d0", "ae4c7eef6fc97e22f447c33e4546691715821e2a671ab53d80eb1ee5598e2914"},
}

const talk, talkSum = "synth_dataset_v2.json", "ec08a771ba8135314cafb60752b2295212222ba3a4cd75d73811839c699e0012"

// pinned reads a file that must have this SHA-256.
func pinned(dir, name, sum string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("read running text: %w", err)
	}
	if got := sha256.Sum256(raw); hex.EncodeToString(got[:]) != sum {
		return nil, fmt.Errorf("%s: %w", name, errOtherFile)
	}
	return raw, nil
}

// prose reads the running text of a folder as pages: whole notes, and single sentences, in which there is little to go by.
func prose(dir string, r *rand.Rand, people *namer) ([]stranger, error) {
	var out []stranger
	for _, v := range visits {
		notes, err := ofVisits(dir, v.name, v.notes, v.people, r, people)
		if err != nil {
			return nil, err
		}
		for _, n := range notes {
			out = append(out, n.pages(r, true)...)
			out = append(out, n.sentences(r)...)
		}
	}
	raw, err := pinned(dir, talk, talkSum)
	if err != nil {
		return nil, err
	}
	var all []sentence
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", talk, err)
	}
	for i := range all {
		out = append(out, all[i].note(i, taught).pages(r, false)...)
	}
	return out, nil
}

// ofVisits reads the notes of one file with the names that its list of people gives, others put in their place.
func ofVisits(dir, name, notesSum, peopleSum string, r *rand.Rand, people *namer) ([]note, error) {
	notes, err := table(dir, name+".csv", notesSum)
	if err != nil {
		return nil, err
	}
	list, err := table(dir, name+"_metadata.csv", peopleSum)
	if err != nil {
		return nil, err
	}
	of := map[string]map[string]string{}
	for _, p := range list {
		of[p["encounter_id"]] = p
	}
	var out []note
	for _, n := range notes {
		p := of[n["encounter_id"]]
		in := map[string]string{}
		for _, w := range strings.Fields(p["patient_firstname"]) {
			in[strings.ToLower(w)] = people.given(r)
		}
		for _, w := range strings.Fields(p["patient_familyname"] + " " + strings.TrimPrefix(p["doctor_name"], "Dr.")) {
			in[strings.ToLower(w)] = people.family(r)
		}
		out = append(out, renamed(n["encounter_id"], n["note"], in))
	}
	return out, nil
}

// table reads a list of columns by name.
func table(dir, name, sum string) ([]map[string]string, error) {
	raw, err := pinned(dir, name, sum)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("read %s: %w", name, errors.Join(err, errOtherFile))
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out, nil
}

var word = regexp.MustCompile(`[\pL]+`)

// renamed puts other names in the place of those given, and marks them.
func renamed(name, text string, in map[string]string) note {
	n, last := note{name: name}, 0
	for _, at := range word.FindAllStringIndex(text, -1) {
		other := in[strings.ToLower(text[at[0]:at[1]])]
		if other == "" {
			continue
		}
		n.text = append(n.text, []rune(text[last:at[0]])...)
		start := len(n.text)
		n.text = append(n.text, []rune(other)...)
		n.marks = append(n.marks, mark{chart.Name, start, len(n.text)})
		last = at[1]
	}
	n.text = append(n.text, []rune(text[last:])...)
	return n
}

// alone gives the code points from..to-1 as a note.
func (n note) alone(from, to int) note {
	out := note{name: n.name, text: n.text[from:to]}
	for _, m := range n.marks {
		if m.start >= from && m.end <= to {
			out.marks = append(out.marks, mark{m.kind, m.start - from, m.end - from})
		}
	}
	return out
}

// sentences gives a share of the sentences of a note as pages of their own.
func (n note) sentences(r *rand.Rand) []stranger {
	var out []stranger
	start := 0
	for i, c := range n.text {
		if c != '\n' && (c != '.' || i+1 < len(n.text) && n.text[i+1] != ' ' && n.text[i+1] != '\n') {
			continue
		}
		if i-start > 25 && r.IntN(5) == 0 {
			out = append(out, n.alone(start, i+1).pages(r, true)...)
		}
		start = i + 1
	}
	return out
}

// longest is the most lines that running text has on a page.
const longest = 50

// pages breaks a note into lines and pages. unlisted says that not all that identifies in it is marked.
func (n note) pages(r *rand.Rand, unlisted bool) []stranger {
	width := 60 + r.IntN(60)
	var out []stranger
	for from := 0; from < len(n.text); {
		var lines []string
		s := stranger{name: n.name, unlisted: unlisted}
		for ; from < len(n.text) && len(lines) < longest; from++ {
			to := lineEnd(n.text, from, width)
			s.mark(n, len(lines), from, to)
			lines = append(lines, strings.Map(plainSpace, string(n.text[from:to])))
			from = to
		}
		// typeset trims empty lines at the top, which would move all rows.
		if len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
			lines[0] = "-"
		}
		s.page = typeset.Page(1, strings.Join(lines, "\n"))
		out = append(out, s)
	}
	return out
}

func plainSpace(c rune) rune {
	if c == '\t' || c == '\r' {
		return ' '
	}
	return c
}

// lineEnd gives where the line that begins at from is broken.
func lineEnd(text []rune, from, width int) int {
	space := 0
	for i := from; i < len(text); i++ {
		if text[i] == '\n' {
			return i
		}
		if text[i] == ' ' {
			space = i
		}
		if i-from >= width && space > from {
			return space
		}
	}
	return len(text)
}

// mark notes which identifiers stand in the line of the code points from..to-1.
func (s *stranger) mark(n note, row, from, to int) {
	for _, m := range n.marks {
		if a, b := max(m.start, from), min(m.end, to); a < b {
			s.truth = append(s.truth, synth.Span{Span: chart.Span{Kind: m.kind, Page: 1, Text: chart.Text(n.text[a:b]), Boxes: []box{typeset.Box(row, a-from, b-from)}}})
		}
	}
}
