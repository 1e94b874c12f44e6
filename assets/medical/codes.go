package medical

import (
	_ "embed"
	"strings"
)

//go:embed data/icd10cm_common.txt
var commonDiagnoses string

//go:embed data/hcpcs_common.txt
var commonServices string

// Code is a code of a public list with its title and other words for what it means.
type Code struct {
	Code, Title string
	Other       []string
	Header      bool // a category: a claim may not bear it
}

// CommonDiagnoses gives the codes of ICD-10-CM that come with the program.
func CommonDiagnoses() []Code { return codesOf(commonDiagnoses) }

// CommonServices gives the codes of HCPCS Level II that come with the program.
func CommonServices() []Code { return codesOf(commonServices) }

func codesOf(list string) []Code {
	var out []Code
	for line := range strings.Lines(list) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		if len(parts) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		c := Code{Code: strings.TrimSuffix(parts[0], "*"), Title: parts[1], Header: strings.HasSuffix(parts[0], "*")}
		if len(parts) > 2 && parts[2] != "" {
			c.Other = strings.Split(parts[2], ";")
		}
		out = append(out, c)
	}
	return out
}
