// Package retention embeds the table of how long what must be kept, as facts with their sources.
//
// Guaranteed: the bytes of table-1.json, the same in every build; each row names its source, and rows that are uncertain say
// so. Refused: judgement, which is engine/protect/retention's. Everybody may import it.
package retention

import _ "embed"

// Table is the JSON of chartproof.retention/1.
//
//go:embed table-1.json
var Table []byte
