package present

// Line is a sentence for the screen: English source text with fmt verbs, which is also the key that translation looks up,
// and what goes into the verbs. The view translates; a presenter never formats for the screen itself. Args never hold
// text out of a chart.
type Line struct {
	Key  string
	Args []any
}

// Say makes a Line. It is no printf wrapper: the key is looked up before it is filled.
func Say(key string, args ...any) Line { return Line{Key: key, Args: args} }

// Empty reports whether there is nothing to say.
func (l Line) Empty() bool { return l.Key == "" }

// Count picks the singular or the plural by n, which fills the verb of the plural. "1 page", "5 pages".
func Count(n int, one, many string) Line {
	if n == 1 {
		return Say(one)
	}
	return Say(many, n)
}

// Trouble is an error as every screen says it: what happened, what is safe, what to do.
type Trouble struct{ Happened, Safe, Do Line }

// Tone is how loud a word is; the view maps it to a colour and never says anything by the colour alone.
type Tone uint8

// The tones.
const (
	Quiet Tone = iota
	Needs      // the accent: a person must act
	Doubtful
	Wrong
	Done
)
