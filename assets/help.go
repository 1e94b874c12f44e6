package assets

import "embed"

// HelpPages holds the help pages, a folder a language (its tag) and a page a file, in the order of their names. A page is
// Markdown of the plainest kind: one title (#), sections (##), paragraphs, and lists (-), each in one line.
//
//go:embed help/pages
var HelpPages embed.FS
