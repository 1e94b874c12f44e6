package main

import (
	"fmt"
	"os"

	"chartproof.org/chartproof/engine/intake/hostile"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: write DIR | -table")
		os.Exit(2)
	}
	if os.Args[1] == "-table" {
		fmt.Print(hostile.Table())
		return
	}
	paths, err := hostile.Write(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d files\n", len(paths))
}
