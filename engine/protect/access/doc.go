// Package access says what a role may see and do: its zones, the fields that it sees in clear, the actions that it may
// take, the purposes for which a chart may be used, and how often what is masked may be revealed.
//
// Guaranteed: pure data and functions of it. Everything is default-deny: a role, field, action or zone that the tables do
// not name is refused, and a person with several roles has the union of them. The keys enforce what stands here: a person
// whose roles may not read a zone holds no key to it.
//
// Which role may what is decided by the rules in assets/policies, which the package rulebook reads; here are the questions
// about them and the tables of fields.
//
// Refused: storage, clocks, sessions. access imports chart and rulebook only; screens, the pipeline and storage's wiring may import it.
package access
