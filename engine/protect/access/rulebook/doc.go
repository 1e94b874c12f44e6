// Package rulebook answers whether a person may do something, by rules in Cedar: those that come with the release
// (assets/policies) and those that a practice has added.
//
// Guaranteed: what no rule permits is refused; one rule that forbids outweighs all that permit; a rule that cannot be
// evaluated refuses. Every answer names the rules that gave it and the version of the book, which is the hash of all of its
// files. A practice's own rules only forbid: they make the book narrower and never wider, so an administrator who can sign
// rules cannot give anybody a chart. Every rule is held to the schema, has an id and says in a sentence what it is for.
// A Book does not change once it is made and is safe for concurrent use.
//
// Refused: storage, clocks, sessions: what a question is about is handed in, and a fact that is not known has its zero value,
// which is that of a person who has just signed in and a chart without restrictions. Rules are no keys: where a role holds the
// key of a zone and a rule alone closes a chart, whoever runs other code as the signed-in person's account gets past the rule.
//
// Only engine/protect/access and app/wire import rulebook.
package rulebook
