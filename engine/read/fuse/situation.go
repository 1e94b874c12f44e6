package fuse

// situation is what kind of evidence there is of a word; each has weights of its own.
type situation int

const (
	agreed  situation = iota // both engines read the same
	differA                  // they differ, and the first is right
	differB                  // they differ, and the second is right
	unasked                  // the first was sure of it, and the second was not asked
	onlyA                    // only the first of two engines read it
	onlyB
	aloneA // there is only one engine
	aloneB
	situations
)
