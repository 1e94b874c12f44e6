// Package token11 speaks to smart cards and hardware security modules by PKCS #11 (OASIS, 2.40): it finds or makes a P-256
// key that cannot leave the token and gives it as a crypto/ecdh.KeyExchanger, with which storage/vault opens what was
// sealed to its public half (HPKE, DHKEM of P-256).
//
// It needs the maker's library and cgo, so it is built only with the tag pkcs11; without it every function says which build
// is needed (chart.MissingTool). It uses github.com/miekg/pkcs11 itself, which crypto11 builds upon: crypto11 v1.5.0 has no
// key agreement.
//
// Guaranteed: keys made here are sensitive and never extractable; the agreed secret, not the key, crosses the library. A
// wrong PIN is chart.NotAllowed and is never tried twice by itself, because cards count. A token that is not there is
// chart.NotFound. Each such error has a
// chart.CardFault as its cause, with what the token tells of the tries that are left. The PIN stands in no error. A process that is signed in to a token already must give the PIN again.
//
// Refused: keys other than P-256, keys that the token would give out. Limits: the agreement runs in the token, outside the
// FIPS 140-3 module of this program; whether it is approved is a matter of the token's own certificate. Keys on tokens are
// not post-quantum. storage/vault's tests and app/wire import it.
package token11
