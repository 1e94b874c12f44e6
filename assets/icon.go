package assets

import _ "embed"

// Icon is the program's: a page with a proof mark, 512 pixels, drawn for Chartproof.
//
//go:embed icon.png
var Icon []byte
