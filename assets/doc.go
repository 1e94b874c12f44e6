// Package assets carries the files that are built into the binaries: fonts and translations (and, in sub-packages,
// lexicons). Where each came from and under which licence stands beside it and in NOTICE.md.
//
// Guaranteed: bytes only, the same in every build. Refused: behaviour, imports. Everybody may import assets.
package assets
