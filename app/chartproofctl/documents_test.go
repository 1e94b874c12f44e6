package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// documents are what promises commands to people: the README and what a compliance officer is given.
func documents(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "packaging", "compliance", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	return append(files, filepath.Join("..", "..", "README.md"))
}

var (
	inCode   = regexp.MustCompile("`([^`\n]+)`")
	ctlWords = regexp.MustCompile(`^(?:build/)?chartproofctl\s+(.+)$`)
	goTest   = regexp.MustCompile(`^go test\s+(.+)$`)
)

// promised gives the commands that a document names: lines of code blocks, and what stands between backticks.
func promised(text []byte) (out []string) {
	fenced := false
	for scan := bufio.NewScanner(bytes.NewReader(text)); scan.Scan(); {
		line := strings.TrimSpace(scan.Text())
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		if fenced {
			out = append(out, line)
			continue
		}
		for _, m := range inCode.FindAllStringSubmatch(line, -1) {
			out = append(out, m[1])
		}
	}
	for i, c := range out {
		c, _, _ = strings.Cut(c, "#")
		out[i] = strings.TrimSpace(c)
	}
	return out
}

// TestDocumentsNameCommandsThatExist holds every command line of the documents to the program: its commands, its flags, and the
// tests that are named as evidence.
func TestDocumentsNameCommandsThatExist(t *testing.T) {
	var cmd commands
	parser, err := newParser(&cmd)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range promised(text) {
			var wrong error
			if m := ctlWords.FindStringSubmatch(c); m != nil {
				wrong = inProgram(parser.Model.Node, strings.Fields(m[1]))
			} else if m := goTest.FindStringSubmatch(c); m != nil {
				wrong = inTests(strings.Fields(m[1]))
			} else {
				continue
			}
			seen++
			if wrong != nil {
				t.Errorf("%s: %q: %v", filepath.Base(file), c, wrong)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d commands were found: are the documents where they were?", seen)
	}
}

// inProgram follows the words of a command line down the program's commands and looks for its flags.
func inProgram(at *kong.Node, words []string) error {
	flags := map[string]bool{"help": true}
	add := func(n *kong.Node) {
		for _, f := range n.Flags {
			flags[f.Name] = true
		}
		if d := n.DefaultCmd; d != nil {
			for _, f := range d.Flags {
				flags[f.Name] = true
			}
		}
	}
	arguments := false
	for _, w := range words {
		if name, ok := strings.CutPrefix(w, "--"); ok {
			name, _, _ = strings.Cut(name, "=")
			if !flags[strings.TrimRight(name, "…,.;")] {
				return fmt.Errorf("there is no flag --%s", name)
			}
			continue
		}
		if arguments || strings.HasPrefix(w, "-") {
			continue
		}
		i := slices.IndexFunc(at.Children, func(n *kong.Node) bool { return n.Name == w && n.Type == kong.CommandNode })
		if i < 0 {
			if at.Type == kong.ApplicationNode || len(at.Children) > 0 && at.DefaultCmd == nil && regexp.MustCompile(`^[a-z-]+$`).MatchString(w) {
				return fmt.Errorf("there is no command %s", w)
			}
			arguments = true
			continue
		}
		at = at.Children[i]
		add(at)
	}
	return nil
}

// inTests looks for the package and for a test or benchmark of it that the pattern means.
func inTests(words []string) error {
	var dirs []string
	var pattern string
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case (w == "-run" || w == "-bench") && i+1 < len(words):
			i++
			pattern = strings.Trim(words[i], `'"`)
		case strings.HasPrefix(w, "./"):
			dirs = append(dirs, filepath.Join("..", "..", strings.TrimSuffix(w, "/...")))
		}
	}
	if len(dirs) == 0 || pattern == "" || pattern == "." {
		return nil
	}
	want, err := regexp.Compile(strings.Split(pattern, "/")[0])
	if err != nil {
		return err
	}
	defines := regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)\w+)\(`)
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("no tests in %s", dir)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			for _, m := range defines.FindAllSubmatch(text, -1) {
				if want.Match(m[1]) {
					return nil
				}
			}
		}
	}
	return fmt.Errorf("no test matches %s", pattern)
}

func TestPromisesThatAreNotKept(t *testing.T) {
	var cmd commands
	parser, err := newParser(&cmd)
	if err != nil {
		t.Fatal(err)
	}
	for line, holds := range map[string]bool{
		"audit verify --workspace DIR":      true,
		"audit verify --no-such-flag":       false,
		"audit polish":                      false,
		"nothing --out DIR":                 false,
		"process --out results scan.pdf":    true,
		"deidentify --attested-by X a.json": true,
		"deidentify check release":          true,
	} {
		if err := inProgram(parser.Model.Node, strings.Fields(line)); (err == nil) != holds {
			t.Errorf("chartproofctl %s: holds should be %v, got %v", line, holds, err)
		}
	}
	for line, holds := range map[string]bool{
		"./engine/chart -run TestNothingOfThatName": false,
		"./engine/no/such/room -run Test":           false,
		"./app/chartproofctl -run PromisesThat":     true,
	} {
		if err := inTests(strings.Fields(line)); (err == nil) != holds {
			t.Errorf("go test %s: holds should be %v, got %v", line, holds, err)
		}
	}
}
