package uikit

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
)

// Keymap is the keys that a person chose, by the command's id; what is not in it has its own.
type Keymap map[string]Key

// keyWords names the modifiers as they are kept.
var keyWords = []struct {
	mod  fyne.KeyModifier
	word string
}{{fyne.KeyModifierControl, "ctrl"}, {fyne.KeyModifierSuper, "super"}, {fyne.KeyModifierAlt, "alt"}, {fyne.KeyModifierShift, "shift"}}

// Code is the key as it is kept: "ctrl+shift+F6".
func (k Key) Code() string {
	var parts []string
	for _, m := range keyWords {
		if k.Mod&m.mod != 0 {
			parts = append(parts, m.word)
		}
	}
	return strings.Join(append(parts, string(k.Name)), "+")
}

// ParseKey reads what Code gave.
func ParseKey(code string) (k Key, ok bool) {
	for {
		found := false
		for _, m := range keyWords {
			if rest, cut := strings.CutPrefix(code, m.word+"+"); cut && k.Mod&m.mod == 0 {
				k.Mod |= m.mod
				code, found = rest, true
			}
		}
		if !found {
			break
		}
	}
	k.Name = fyne.KeyName(code)
	return k, code != "" && len(code) <= 16
}

// ParseKeymap reads a kept keymap; what it does not understand is left out.
func ParseKeymap(kept string) Keymap {
	var codes map[string]string
	out := Keymap{}
	if kept == "" || len(kept) > 1<<16 || json.Unmarshal([]byte(kept), &codes) != nil {
		return out
	}
	for id, code := range codes {
		if k, ok := ParseKey(code); ok {
			out[id] = k
		}
	}
	return out
}

// Kept is the keymap as ParseKeymap reads it.
func (m Keymap) Kept() string {
	codes := make(map[string]string, len(m))
	for id, k := range m {
		codes[id] = k.Code()
	}
	out, err := json.Marshal(codes)
	if err != nil { // a map of strings always has a form
		return ""
	}
	return string(out)
}

// Apply gives the table with the person's keys. Was keeps a command's own.
func (m Keymap) Apply(commands []Command) []Command {
	for i := range commands {
		commands[i].Was = commands[i].Key
		if k, ok := m[commands[i].ID]; ok {
			commands[i].Key, commands[i].More = k, nil
		}
	}
	return commands
}

// Of is the key of a command: the person's, or its own.
func (m Keymap) Of(id string, own Key) Key {
	if k, ok := m[id]; ok {
		return k
	}
	return own
}

// apart are the parts of the table that never work at the same time: each is a state of its own.
var apart = map[string]bool{"box": true, "table": true, "ask": true, "change": true, "field": true, "document": true}

// together reports whether two commands can both run in some state, so that one key must not mean both.
func together(a, b string) bool {
	pa, _, _ := strings.Cut(a, ".")
	pb, _, _ := strings.Cut(b, ".")
	if pa == pb || !apart[pa] || !apart[pb] {
		return true
	}
	work := map[string]bool{"field": true, "document": true, "change": true}
	return work[pa] && work[pb]
}

// Clash gives the command that already has a key which another one is to have, where both work at the same time.
func Clash(commands []Command, id string, k Key) (Command, bool) {
	for _, c := range commands {
		if c.ID != id && c.has(k) && together(c.ID, id) {
			return c, true
		}
	}
	return Command{}, false
}

// Bindable reports whether a key can be given to a command: keys that type, move in a value or go away from a dialog stay what
// they are.
func Bindable(k Key) bool {
	if k.Mod&^fyne.KeyModifierShift != 0 {
		switch k.Name {
		case fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyA:
			return k.Mod != fyne.KeyModifierShortcutDefault
		}
		return k.Name != ""
	}
	switch k.Name {
	case fyne.KeyInsert, fyne.KeyPageUp, fyne.KeyPageDown:
		return true
	}
	return len(k.Name) >= 2 && k.Name[0] == 'F' && k.Name[1] >= '1' && k.Name[1] <= '9'
}
