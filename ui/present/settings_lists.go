package present

import (
	"context"
	"path/filepath"
	"strings"
)

// CodeLists is what a practice loaded of the official lists of drugs and diagnoses. The zero value is none.
type CodeLists struct {
	Folder       string
	Drugs, Codes int
}

func listsSay(l CodeLists) Line {
	switch {
	case l.Folder == "":
		return Say("The built-in lists hold the common drugs and diagnoses. A folder with the ICD-10-CM order file, the Orange Book's products.txt or RxNorm's RXNCONSO.RRF adds the rest.")
	case l.Drugs+l.Codes == 0:
		return Say("Nothing could be loaded from this folder; the built-in lists are used.")
	}
	return Say("{{.Drugs}} names of drugs and {{.Codes}} codes of diagnoses are loaded beside the built-in lists.", Data{"Drugs": l.Drugs, "Codes": l.Codes})
}

// SetCodeLists loads the official lists of a folder; empty goes back to the built-in ones.
func (p *SettingsPresenter) SetCodeLists(path string) {
	path = strings.TrimSpace(path)
	if path != "" && !filepath.IsAbs(path) {
		p.refuse(CodeListsField, Say("Type the whole path of a folder"))
		return
	}
	p.work(func(ctx context.Context) error { return p.house.SetCodeLists(ctx, path) },
		func() Line { return Say("The lists are used for what is read from now on.") })
}
