// Package policies carries the rules that come with the release: who may do what, in Cedar, with the schema that they are
// held to, the cases that they are tested by, and the signed manifest that names them and their hashes.
//
// The files are read by engine/protect/access/rulebook, and may be read by a privacy officer without a computer: each rule
// has an id, which the trail names, and says in a sentence what it is for.
//
// After a change: go test ./engine/protect/access/rulebook -run Manifest -update, which signs the manifest anew. A release
// is signed with the release's key (chartproofctl policy seal --key FILE); what stands in the sources is signed with a key
// that was forgotten as it was used, so that it proves that the files belong together and not who wrote them.
//
// Guaranteed: bytes only. Refused: behaviour. Imported by engine/protect/access/rulebook.
package policies

import "embed"

// Files are the rules, the schema, the cases and the manifest.
//
//go:embed *.cedar *.cedarschema cases.json manifest release.key
var Files embed.FS
