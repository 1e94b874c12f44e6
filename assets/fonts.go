package assets

import _ "embed"

// The Atkinson Hyperlegible typefaces of the Braille Institute (SIL Open Font License 1.1, fonts/OFL.txt), made so that
// l, 1, I, O and 0 cannot be confused. The mono's zero is slashed.
var (
	//go:embed fonts/AtkinsonHyperlegibleNext-Regular.ttf
	FontRegular []byte
	//go:embed fonts/AtkinsonHyperlegibleNext-SemiBold.ttf
	FontBold []byte
	//go:embed fonts/AtkinsonHyperlegibleMono-Regular.ttf
	FontMono []byte
	//go:embed fonts/AtkinsonHyperlegibleMono-SemiBold.ttf
	FontMonoBold []byte
)
