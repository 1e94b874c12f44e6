package assets

import "embed"

// Translations holds one JSON catalogue a language, named after its tag. The English text is the key.
//
//go:embed i18n/*.json
var Translations embed.FS
