package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"chartproof.org/chartproof/engine/read/worker/child"
)

func main() {
	child.RunIfAsked()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "trustfit:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("read, keep, fit or check, of fields or cells?")

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	families := fs.String("families", "a,b,c,d,e,f,g,h", "layout families to read")
	conditions := fs.String("conditions", "clean300,noisy200,fax,phone", "how the charts were scanned")
	count := fs.Int("count", 18, "charts a family and condition")
	seed := fs.Uint64("seed", 4001, "seed of the charts")
	out := fs.String("out", "pages", "folder for what was read")
	target := fs.Float64("target", 0.995, "accuracy of what nobody looks at")
	pages := fs.String("strangers", "", "folder of pages or tables set by hand, to be kept")
	what := fs.String("of", "fields", "what is fitted or kept: fields or cells")
	write := fs.Bool("write", false, "write the weights into engine/find/trust")
	if err := fs.Parse(args[1:]); err != nil {
		return err
	}
	s, ok := subjects()[*what]
	if !ok {
		return errUsage
	}
	if args[0] == "fit" || args[0] == "keep" {
		o, err := gather(strings.Split(*families, ","))
		if err != nil {
			return err
		}
		s.around = o
	}
	switch args[0] {
	case "read":
		return read(ctx, strings.Split(*families, ","), strings.Split(*conditions, ","), *count, *seed, *out)
	case "around":
		return fitAround(strings.Split(*families, ","), fs.Arg(0), *write)
	case "kinds":
		return fitKinds(strings.Split(*families, ","), fs.Arg(0), *write)
	case "keep":
		return s.keep(fs.Arg(0), *pages)
	case "fit":
		return s.fit(fs.Arg(0), *write)
	case "check":
		return check(fs.Arg(0), *target)
	}
	return errUsage
}
