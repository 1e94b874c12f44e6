package present

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/engine/chart"
)

// Scope is which part of the queue is shown.
type Scope string

// The scopes, in the order of their keys.
const (
	ScopeAll        Scope = "all"
	ScopeMine       Scope = "mine"       // needs a person, and nobody else is at work on it
	ScopeUrgent     Scope = "urgent"     // and not finished
	ScopeSign       Scope = "sign"       // nothing is open any more
	ScopeOld        Scope = "old"        // waits for a person since more than a day
	ScopeColleagues Scope = "colleagues" // others are at work on it
)

// Scopes gives the views that everybody has.
func Scopes() []Scope {
	return []Scope{ScopeAll, ScopeMine, ScopeUrgent, ScopeSign, ScopeOld, ScopeColleagues}
}

// oldAfter is when what needs a person has waited for long.
const oldAfter = 24 * time.Hour

// ScopeWord is the name of a scope.
func ScopeWord(s Scope) Line {
	switch s {
	case ScopeMine:
		return Say("For me")
	case ScopeUrgent:
		return Say("Urgent")
	case ScopeSign:
		return Say("Ready to sign")
	case ScopeOld:
		return Say("Older than a day")
	case ScopeColleagues:
		return Say("With colleagues")
	}
	return Say("Everything")
}

func (s Scope) holds(d chart.Summary, now time.Time) bool {
	switch g := groupOf(d); s {
	case ScopeMine:
		return (g == NeedsYou || g == ToSign) && d.Held == "" || d.Notes > 0
	case ScopeUrgent:
		return d.Urgent && g < OnTheWay
	case ScopeSign:
		return g == ToSign
	case ScopeOld:
		return (g == NeedsYou || g == ToSign) && now.Sub(d.Imported) > oldAfter
	case ScopeColleagues:
		return d.Held != ""
	}
	return true
}

// InboxTab is one view of the queue: a scope of ours, or one that the person keeps.
type InboxTab struct {
	Name  Line
	Own   string // the name that the person gave; then Name is empty
	Count int
}

// KeptView is a view that a person keeps: a scope, and kinds of document. Words that may name a patient are not kept.
type KeptView struct {
	Name  string       `json:"name"`
	Scope Scope        `json:"scope"`
	Types []chart.Type `json:"types,omitempty"`
}

// maxKept is how many views are kept: each has a digit for its key.
const maxKept = 3

// prefViews is where a person's views are kept.
func prefViews(me chart.PersonID) string { return "queue_views_" + string(me) }

// view is what is shown at present.
func (p *InboxPresenter) view() KeptView {
	if at := p.snap.Tab - len(Scopes()); at >= 0 && at < len(p.kept) {
		return p.kept[at]
	}
	return KeptView{Scope: Scopes()[max(0, min(p.snap.Tab, len(Scopes())-1))]}
}

func (v KeptView) holds(d chart.Summary, now time.Time) bool {
	return v.Scope.holds(d, now) && (len(v.Types) == 0 || slices.Contains(v.Types, d.Type))
}

// ShowTab shows a view, by its place from 0.
func (p *InboxPresenter) ShowTab(at int) {
	if at < 0 || at >= len(p.snap.Tabs) || at == p.snap.Tab {
		return
	}
	p.snap.Tab = at
	p.unmark()
	p.Reload()
}

// tabs counts every view over the whole queue.
func (p *InboxPresenter) tabs(all []chart.Summary, now time.Time) []InboxTab {
	count := func(v KeptView) (n int) {
		for _, d := range all {
			if v.holds(d, now) {
				n++
			}
		}
		return n
	}
	out := make([]InboxTab, 0, len(Scopes())+len(p.kept))
	for _, s := range Scopes() {
		out = append(out, InboxTab{Name: ScopeWord(s), Count: count(KeptView{Scope: s})})
	}
	for _, v := range p.kept {
		out = append(out, InboxTab{Own: v.Name, Count: count(v)})
	}
	return out
}

// narrowed keeps what the view shows, and adds to a search for a day what came in on that day.
func (p *InboxPresenter) narrowed(all, found []chart.Summary, search string, now time.Time) []chart.Summary {
	view := p.view()
	if search != "" {
		found = withTypes(all, found, func(t chart.Type) bool { return p.typeNamed(t, search) })
	}
	if from, to, ok := dayTyped(search, now); ok {
		for _, d := range all {
			if !d.Imported.Before(from) && d.Imported.Before(to) && !slices.ContainsFunc(found, func(f chart.Summary) bool { return f.ID == d.ID && f.Import == d.Import }) {
				found = append(found, d)
			}
		}
	}
	var out []chart.Summary
	for _, d := range found {
		if view.holds(d, now) {
			out = append(out, d)
		}
	}
	return out
}

// dayForms are how days are typed.
var dayForms = []string{"2006-01-02", "1/2/2006", "1/2/06", "1-2-2006"}

// dayTyped understands a day, "today" and "yesterday", in the desk's own time.
func dayTyped(search string, now time.Time) (from, to time.Time, ok bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch word := strings.ToLower(strings.TrimSpace(search)); word {
	case "today", "hoy":
		return today, today.AddDate(0, 0, 1), true
	case "yesterday", "ayer":
		return today.AddDate(0, 0, -1), today, true
	default:
		for _, form := range dayForms {
			if at, err := time.ParseInLocation(form, word, now.Location()); err == nil {
				return at, at.AddDate(0, 0, 1), true
			}
		}
	}
	return time.Time{}, time.Time{}, false
}

// loadViews reads the views that the person keeps; what cannot be read is no view.
func (p *InboxPresenter) loadViews(me chart.PersonID) {
	p.me, p.kept = me, nil
	p.run.Go(func(ctx context.Context) {
		text, err := p.house.Preference(ctx, prefViews(me))
		var kept []KeptView
		if err != nil || json.Unmarshal([]byte(text), &kept) != nil {
			return
		}
		p.run.Do(func() {
			if p.watch != nil && p.me == me {
				p.kept = kept[:min(len(kept), maxKept)]
				p.Reload()
			}
		})
	})
}

// MayKeep reports whether what is shown can be kept as a view; the search, if any, must name kinds of document only.
func (p *InboxPresenter) MayKeep() (types []chart.Type, why Line) {
	if len(p.kept) >= maxKept {
		return nil, Say("Three views are kept already. Drop one first.")
	}
	if p.snap.Search == "" {
		return p.view().Types, Line{}
	}
	for t := range typeWords {
		if p.typeNamed(t, p.snap.Search) && (len(p.view().Types) == 0 || slices.Contains(p.view().Types, t)) {
			types = append(types, t)
		}
	}
	slices.Sort(types)
	if len(types) == 0 {
		return nil, Say("Words that may name a patient are not kept. Search for a kind of document, or for nothing.")
	}
	return types, Line{}
}

// typeNamed reports whether every word of a search stands in the name of a kind of document: in the one on the screen, or in
// English.
func (p *InboxPresenter) typeNamed(t chart.Type, search string) bool {
	name := TypeWord(t)
	words := name.Key + " " + strings.ReplaceAll(string(t), "_", " ")
	if p.Words != nil {
		words += " " + p.Words(name)
	}
	words = unaccented(words)
	for _, w := range strings.Fields(unaccented(strings.NewReplacer("_", " ", "-", " ").Replace(search))) {
		if !strings.Contains(words, w) {
			return false
		}
	}
	return true
}

// unaccented gives a text in small letters without accents, as many people type.
func unaccented(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// withTypes adds the documents of a kind to those that were found, in the order of the queue.
func withTypes(all, found []chart.Summary, named func(chart.Type) bool) []chart.Summary {
	var out []chart.Summary
	for _, d := range all {
		if d.ID != "" && named(d.Type) || slices.ContainsFunc(found, func(f chart.Summary) bool { return f.ID == d.ID && f.Import == d.Import }) {
			out = append(out, d)
		}
	}
	return out
}

// Keep keeps what is shown under a name.
func (p *InboxPresenter) Keep(name string) {
	types, why := p.MayKeep()
	if name = strings.TrimSpace(name); name == "" || !why.Empty() {
		return
	}
	p.kept = append(p.kept, KeptView{Name: name, Scope: p.view().Scope, Types: types})
	p.snap.Search = ""
	p.snap.Tab = len(Scopes()) + len(p.kept) - 1
	p.keepViews()
}

// Drop drops the view that is shown, if it is one that was kept.
func (p *InboxPresenter) Drop() {
	at := p.snap.Tab - len(Scopes())
	if at < 0 || at >= len(p.kept) {
		return
	}
	p.kept = slices.Delete(p.kept, at, at+1)
	p.snap.Tab = 0
	p.keepViews()
}

func (p *InboxPresenter) keepViews() {
	text, err := json.Marshal(p.kept)
	if err != nil {
		return // names and words of ours only: it cannot fail
	}
	me := p.me
	p.run.Go(func(ctx context.Context) {
		err := p.house.SetPreference(ctx, prefViews(me), string(text))
		p.run.Do(func() {
			if err != nil && p.watch != nil {
				p.snap.Problem = ptr(TroubleOf(err))
				p.render()
			}
		})
	})
	p.Reload()
}
