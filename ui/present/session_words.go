package present

// Data fills the {{.Names}} of a Line. It never holds text out of a chart.
type Data map[string]any

// Line is a sentence for the screen: the English text, which is also the key that translation looks up, and what goes
// into it. The view translates it (uikit.T, uikit.N); a presenter never makes a sentence by itself.
type Line struct {
	Key    string // "{{.Open}} of {{.All}} fields need you"
	Data   Data
	Plural bool // the text depends on the number Data["N"]
}

// Say makes a Line.
func Say(key string, data ...Data) Line {
	l := Line{Key: key}
	if len(data) > 0 {
		l.Data = data[0]
	}
	return l
}

// Count makes a Line that depends on a number; the key is the plural: Count("{{.N}} pages", 5).
func Count(key string, n int, data ...Data) Line {
	l := Line{Key: key, Data: Data{"N": n}, Plural: true}
	for _, d := range data {
		for k, v := range d {
			l.Data[k] = v
		}
	}
	return l
}

// Number gives the number of a plural Line.
func (l Line) Number() int {
	n, _ := l.Data["N"].(int)
	return n
}

// Empty reports whether there is nothing to say.
func (l Line) Empty() bool { return l.Key == "" }

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
