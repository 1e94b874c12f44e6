// Package tokens keeps what the codes of de-identified releases stand for: a vault inside the vault, in the zone "tokens",
// which only a privacy officer can open.
//
// A release has a key of its own. Its codes are random (engine/protect/deid/code), drawn anew for every release and so for
// every recipient; the same person has one code within a release and another one in the next. What is kept of a code lies
// sealed under the release's key and is found by a keyed hash of the code, so that the workspace's folder tells neither
// codes nor persons nor that two releases have a person in common.
//
// Guaranteed: Keep writes codes and their trail entry in one transaction, and refuses a release whose codes could be turned
// back without a recorded approval. Reveal gives what one code stands for to a privacy officer who names a purpose, within
// limits an hour and a day; each answer and each refusal is in the trail, and what is unusual (a limit reached, many persons,
// codes that are guessed, an hour at which nobody works) raises an alarm there. A refusal counts like an answer. Forget
// shreds the release's key: its codes are then codes of nobody, for everybody.
//
// Refused: giving out a release's codes in bulk, purposes that the policy does not know, text in errors. Only app/wire
// imports tokens.
package tokens
