// Package alerts carries the alert rules that come with the release, as data: what of the trail a privacy officer is told of
// (rules.json). A practice keeps a file of its own in its place with: chartproofctl audit rules --set FILE.
//
// A rule strikes on entries whose action is one of actions ("*" stands for any letters), with every machine word of words in
// the detail and the decision, where these are given. Then one of:
//
//	count, of, by, within   so many entries, or different documents, of one person or on the whole computer, in that time
//	outside                 the entry's local time is not within these hours of these days
//	clock_back              the entry's time lies so far before one that was written earlier
//	list                    the chart may be a relative's: "family" (the surname, matched by keyed hash where the chart is opened)
//	none of these           every such entry
//
// quiet is how long the same cause (rule, person, and document where one_a_document is set) raises no second alert.
//
// Guaranteed: bytes only. Refused: behaviour. Imported by engine/protect/trail.
package alerts

import _ "embed"

// Rules is the file.
//
//go:embed rules.json
var Rules []byte
