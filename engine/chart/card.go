package chart

// CardWhy is the closed set of why a smart card or security module did not open.
type CardWhy string

// The reasons. CardTries says more of a wrong PIN.
const (
	CardNoBuild   CardWhy = "no_build"   // this build speaks to no card
	CardNoLibrary CardWhy = "no_library" // the maker's library is not there or does not answer
	CardNoReader  CardWhy = "no_reader"
	CardAbsent    CardWhy = "absent" // a reader without a card
	CardSeveral   CardWhy = "several"
	CardNoKey     CardWhy = "no_key"
	CardWrongPIN  CardWhy = "wrong_pin"
	CardBlocked   CardWhy = "blocked"   // after too many wrong PINs
	CardUnknown   CardWhy = "unknown"   // nobody has registered it here
	CardRenewed   CardWhy = "renewed"   // the person's keys were renewed since it was registered
	CardAnother   CardWhy = "another"   // not the module that guards a zone
	CardNoModule  CardWhy = "no_module" // the module that guards a zone is not connected
)

// CardTries is what a card tells of the tries that are left: PKCS #11 has no number (2.40, CKF_USER_PIN_COUNT_LOW).
type CardTries uint8

// What a card tells.
const (
	TriesUntold CardTries = iota
	TriesFew
	TriesLast // one more wrong PIN blocks the card
)

// CardFault is the cause of an Error of a card. Says holds no PIN.
type CardFault struct {
	Why  CardWhy
	Left CardTries
	Says string
}

// Error gives the cause in words.
func (f *CardFault) Error() string { return f.Says }
