// Package record makes, signs, seals, opens and verifies records: a FHIR R4 document Bundle inside a DSSE envelope signed
// by the person and by the device, sealed to the hub's HPKE key.
//
// Guaranteed: what Verify accepts was signed, byte for byte, by one person and one device whose public keys are named;
// the payload type is bound into the signature. A sealed record opens only with the hub's private key and only as the
// record, device and sequence number that it was sealed for.
//
// Refused: keys of its own (signers are handed in), values that no person and no rule decided, any text in errors. wire,
// relay, hub and the command line import record; it imports chart only.
package record
