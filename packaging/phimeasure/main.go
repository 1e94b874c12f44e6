package main

import (
	"flag"
	"fmt"
	"os"

	"chartproof.org/chartproof/engine/find/phi"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "phimeasure: notes, sentences, synth, strangers, files or regions?")
		os.Exit(2)
	}
	fs := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	show := fs.Bool("show", false, "print what was missed and what was found too much (synthetic text only)")
	family := fs.String("family", "a", "layout family of the synthetic charts")
	count := fs.Int("count", 40, "how many charts")
	seed := fs.Uint64("seed", 1, "first seed")
	noise := fs.Float64("noise", 0, "per cent of characters misread")
	truth := fs.String("truth", ".", "folder with the truth of the files")
	condition := fs.String("condition", "clean300", "how the charts were scanned, for regions")
	dump := fs.String("dump", "", "folder for pictures of pages with a miss, for regions")
	families := fs.String("families", "a,b,c,d,e,f,g,h", "layout families to fit on")
	aside := fs.String("aside", "fluwx", "batches of strangers that are kept aside, for fit")
	groups := fs.String("groups", "", "batches of strangers to leave out together, for fit: gp,jm,k; each by itself where empty")
	running := fs.String("prose", "", "folder with the files of running text, for fit")
	write := fs.Bool("write", false, "fit on everything and write the tagger's weights")
	mode := fs.String("case", "", "lower or upper: the text in that case throughout")
	if err := fs.Parse(os.Args[2:]); err != nil {
		os.Exit(2)
	}
	if os.Args[1] == "regions" {
		rs := regionScore{show: *show, dump: *dump}
		if err := rs.charts(*family, *condition, *count, *seed); err != nil {
			fmt.Fprintln(os.Stderr, "phimeasure:", err)
			os.Exit(1)
		}
		rs.print(os.Stdout)
		return
	}
	d, err := phi.New()
	if err != nil {
		fmt.Fprintln(os.Stderr, "phimeasure:", err)
		os.Exit(1)
	}
	var s score
	switch os.Args[1] {
	case "fit":
		if err := fit(recipe{*families, *count, *seed, *running, *aside, fs.Args()}, *groups, *write, *show); err != nil {
			fmt.Fprintln(os.Stderr, "phimeasure:", err)
			os.Exit(1)
		}
		return
	case "notes":
		err = notes(d, fs.Args(), *mode, *noise, *show, &s)
	case "sentences":
		err = sentences(d, fs.Args(), *mode, *noise, *show, &s)
	case "synth":
		err = charts(d, *family, *mode, *count, *seed, *noise, *show, &s)
	case "strangers":
		err = ofStrangers(d, fs.Args(), *mode, *noise, *show, &s)
	case "files":
		err = files(d, fs.Args(), *truth, *show, &s)
	default:
		err = fmt.Errorf("unknown measure %q", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "phimeasure:", err)
		os.Exit(1)
	}
	s.print(os.Stdout)
}
