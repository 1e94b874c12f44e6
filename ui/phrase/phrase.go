package phrase

import (
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Text gives the line in the person's language.
func Text(l present.Line) string {
	if l.Empty() {
		return ""
	}
	data := make(uikit.A, len(l.Data))
	for name, v := range l.Data {
		if inner, ok := v.(present.Line); ok {
			v = Text(inner)
		}
		data[name] = v
	}
	if l.Plural {
		return uikit.N(l.Key, l.Number(), data)
	}
	return uikit.T(l.Key, data)
}

// Fault gives the three lines of a trouble; nil gives the zero Fault, which hides a panel.
func Fault(t *present.Trouble) uikit.Fault {
	if t == nil {
		return uikit.Fault{}
	}
	return uikit.Fault{Happened: Text(t.Happened), Safe: Text(t.Safe), Do: Text(t.Do)}
}

// Tone maps a presenter's tone to the kit's.
func Tone(t present.Tone) uikit.Tone {
	switch t {
	case present.Needs:
		return uikit.ToneAccent
	case present.Doubtful:
		return uikit.ToneDoubt
	case present.Wrong:
		return uikit.ToneWrong
	case present.Done:
		return uikit.ToneDone
	}
	return uikit.ToneQuiet
}
