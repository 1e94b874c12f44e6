// Command chartproofhub is the practice's own endpoint: it enrols workstations, keeps their sealed records in JetStream,
// witnesses their audit trails and gives records out for proof.
//
// Guaranteed: no window toolkit and no C code; structured logs on stderr with ids only.
package main
