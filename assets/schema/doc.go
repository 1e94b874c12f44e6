// Package schema holds the JSON schemas of what the product writes for others, as files and embedded.
//
// Guaranteed: Process describes every result of `chartproofctl process`, Template every template of a form that the product
// makes, and the tests hold them to it.
package schema

import _ "embed"

// Process is the JSON schema (draft 2020-12) of chartproof.process/1.
//
//go:embed process-1.json
var Process []byte

// Template is the JSON schema (draft 2020-12) of chartproof.template/1.
//
//go:embed template-1.json
var Template []byte
