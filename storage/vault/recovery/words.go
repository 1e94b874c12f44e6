package recovery

import "strings"

// listed are the words that stand for the 256 bytes, in order: everyday nouns of four to seven letters of which no two share
// their first three letters or differ by one letter only. The list is part of what is printed on paper: no word may change.
const listed = `
able acid actor agent ahead aisle alert almond alone amber anchor answer april arena arrow aspen atlas attic
aunt avenue awake bacon bagel balcony bamboo barn bath beetle bell bike biscuit blend block board bonus book
bottle brick bubble bucket bulb butter cactus cake candle castle cello cement cherry chorus cinema circle coat
coconut comet copper cotton cradle crown cube cycle dance dealer debate deer denim desk dinner dock donkey
door dozen drum dust earth echo edge elbow elder fabric family fast feather fiber field finger flag foam
folder frame fruit funnel gadget garden gate glass gold goose guitar habit harbor hazel herb hinge honey horn
house hunter icon idea image index island item jacket jasmine jewel jockey judge jump kayak kernel kind knee
label ladder lantern laser laundry lava lemon lever lilac linen list lobster lotus lunch maple mask meadow
melon milk mirror mitten model mosaic muffin mural napkin navy needle nest noble north novel number nutmeg
oboe octave offer omega onyx open orchid otter owner oxygen paddle panda parrot patrol pelican pepper piano
picnic pilot plum poem polar poppy prism purple puzzle quartz quick radio raft ranch razor region relay resin
rice ridge river robin rose rudder runner salmon satin sauce school segment shell ship siren skate smile snow
soccer song squash star sugar swan tackle tango teapot tennis thread thumb timber token tomato torch tree
tulip tundra twig unit vanilla vapor vault vendor video villa visit vocal voyage wafer wallet whale willow
window wolf wool wren wrist yard yellow young zebra zero zipper
`

// prefix is how many letters tell two words apart.
const prefix = 3

// book is the list in both directions.
type book struct {
	words []string
	byKey map[string]byte // by the first three letters
}

func newBook() book {
	b := book{words: strings.Fields(listed), byKey: map[string]byte{}}
	for i, w := range b.words {
		b.byKey[w[:prefix]] = byte(i)
	}
	return b
}

// find gives the byte of a word, of which at least the first three letters were typed and nothing wrong after them.
func (b book) find(typed string) (byte, bool) {
	typed = strings.ToLower(typed)
	if len(typed) < prefix {
		return 0, false
	}
	i, ok := b.byKey[typed[:prefix]]
	return i, ok && strings.HasPrefix(b.words[i], typed)
}

// Begin gives the words of the list that begin like this, for whoever types; none for fewer than two letters.
func Begin(typed string) (out []string) {
	if typed = strings.ToLower(typed); len(typed) < 2 {
		return nil
	}
	for _, w := range newBook().words {
		if strings.HasPrefix(w, typed) {
			out = append(out, w)
		}
	}
	return out
}
