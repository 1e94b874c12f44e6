package wire

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Holds lists the legal holds. What the person's roles do not open is left out.
func (d *Desk) Holds(ctx context.Context) ([]present.HoldLine, error) {
	ses, err := d.at("list holds", chart.ActKeeping)
	if err != nil {
		return nil, err
	}
	all, err := d.keeps.Holds(ctx, ses)
	if err != nil {
		return nil, err
	}
	name, err := d.names(ctx)
	if err != nil {
		return nil, err
	}
	me := ses.Person().ID
	out := make([]present.HoldLine, len(all))
	for i, h := range all {
		out[i] = present.HoldLine{ID: h.ID, Kind: string(h.Kind), State: h.State, Documents: h.Documents, By: h.By, ByName: name(h.By), AskedBy: h.AskedBy,
			AskedName: name(h.AskedBy), Made: h.Made, Asked: h.Asked, Released: h.Released, Mine: h.AskedBy == me, SecondLook: string(h.Second)}
		if h.Scope != nil {
			out[i].Looks = h.Scope.Searches
		}
		if h.Ground != nil {
			out[i].Matter, out[i].Reason = h.Ground.Matter, h.Ground.Reason
		}
	}
	return out, nil
}

// names gives the names of people by id.
func (d *Desk) names(ctx context.Context) (func(chart.PersonID) string, error) {
	people, err := d.vault.People(ctx)
	return func(id chart.PersonID) string {
		for _, p := range people {
			if p.ID == id {
				return p.DisplayName
			}
		}
		return ""
	}, err
}

// SetHold sets a legal hold and says how many documents it covers now.
func (d *Desk) SetHold(ctx context.Context, h present.NewHold) (id string, documents int, err error) {
	const op = "set hold"
	ses, err := d.at(op, chart.ActHold)
	if err != nil {
		return "", 0, err
	}
	kind, scope, docs, err := d.holdScope(ctx, ses, h)
	if err != nil {
		return "", 0, err
	}
	ground := keeps.Ground{Matter: chart.Text(strings.TrimSpace(h.Matter)), Reason: chart.Text(strings.TrimSpace(h.Reason))}
	id, err = d.keeps.SetHold(ctx, ses, kind, scope, ground, docs, d.cases.Hold)
	if err != nil {
		return "", 0, err
	}
	d.tell()
	return id, len(docs), nil
}

func (d *Desk) holdScope(ctx context.Context, ses *vault.Session, h present.NewHold) (keeps.HoldKind, keeps.Scope, []chart.DocumentID, error) {
	const op = "set hold"
	switch kind := keeps.HoldKind(h.Kind); kind {
	case keeps.HoldEverything:
		return kind, keeps.Scope{}, nil, nil
	case keeps.HoldSearch:
		scope := keeps.Scope{Searches: []chart.Text{chart.Text(strings.TrimSpace(h.Search))}}
		if scope.Searches[0] == "" {
			return "", scope, nil, chart.E(chart.BadInput, op, errors.New("there is nothing to search for"))
		}
		docs, err := d.found(ctx, ses, scope)
		return kind, scope, docs, err
	case keeps.HoldDocument, keeps.HoldPatient:
		who, err := d.patientOf(ctx, ses, h.Document)
		if err != nil {
			return "", keeps.Scope{}, nil, err
		}
		if kind == keeps.HoldDocument {
			return kind, keeps.Scope{}, []chart.DocumentID{h.Document}, nil
		}
		scope := keeps.Scope{Searches: who.searches()}
		if len(scope.Searches) == 0 {
			return "", scope, nil, chart.E(chart.BadInput, op, errors.New("the document names no patient; hold the document itself, or what a search finds"))
		}
		docs, err := d.found(ctx, ses, scope)
		if !slices.Contains(docs, h.Document) {
			docs = append(docs, h.Document)
		}
		return kind, scope, docs, err
	}
	return "", keeps.Scope{}, nil, chart.E(chart.BadInput, op, errors.New("no such kind of hold"))
}

// patientOf says whom a document names.
func (d *Desk) patientOf(ctx context.Context, ses *vault.Session, id chart.DocumentID) (person, error) {
	all, err := d.cases.Keepings(ctx, ses, keepingFields())
	if err != nil {
		return person{}, err
	}
	for _, k := range all {
		for _, doc := range k.Documents {
			if doc.ID == id {
				who, _ := personOf(doc)
				return who, nil
			}
		}
	}
	return person{}, chart.E(chart.NotFound, "set hold", errors.New("there is no such document"))
}

// found gives what any of a scope's searches finds.
func (d *Desk) found(ctx context.Context, ses *vault.Session, s keeps.Scope) (out []chart.DocumentID, err error) {
	for _, search := range s.Searches {
		docs, err := d.cases.Matching(ctx, ses, search.Reveal())
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			if !slices.Contains(out, doc) {
				out = append(out, doc)
			}
		}
	}
	return out, nil
}

// extendHolds puts what came in since under the holds that look for it, and settled documents that are held into the state held.
func (d *Desk) extendHolds(ctx context.Context, ses *vault.Session) error {
	if !ses.Holds(chart.Working) {
		return nil
	}
	all, err := d.keeps.Holds(ctx, ses)
	if err != nil {
		return err
	}
	for _, h := range all {
		if h.State == keeps.HoldReleased || h.Scope == nil || h.Kind == keeps.HoldEverything {
			continue
		}
		docs, err := d.found(ctx, ses, *h.Scope)
		if err != nil {
			return err
		}
		had, err := d.keeps.Covered(ctx, h.ID)
		if err != nil {
			return err
		}
		if err := d.keeps.Extend(ctx, ses, h.ID, append(docs, had...), d.cases.Hold); err != nil {
			return err
		}
	}
	return nil
}

// AskHoldRelease asks for a hold to be released.
func (d *Desk) AskHoldRelease(ctx context.Context, id string) error {
	ses, err := d.at("ask to release hold", chart.ActHoldAsk)
	if err != nil {
		return err
	}
	return d.keeps.AskRelease(ctx, ses, id)
}

// KeepHold refuses to release a hold.
func (d *Desk) KeepHold(ctx context.Context, id string) error {
	ses, err := d.at("keep hold", chart.ActHoldRelease)
	if err != nil {
		return err
	}
	return d.keeps.KeepHold(ctx, ses, id)
}

// ReleaseHold ends a hold that somebody else has asked to release. The password is asked for again. Where nobody else may, the
// same person counts the documents again, a day later.
func (d *Desk) ReleaseHold(ctx context.Context, id string, counted int, password string) error {
	ses, err := d.at("release hold", chart.ActHoldRelease)
	if err != nil {
		return err
	}
	if err := ses.VerifyPassword(ctx, password); err != nil {
		return refusedPassword(err)
	}
	alone, err := d.alone(ctx, chart.ActHoldRelease)
	if err != nil {
		return err
	}
	if err := d.keeps.ReleaseHold(ctx, ses, id, keeps.Look{Alone: alone, Counted: counted}, d.cases.Hold); err != nil {
		return err
	}
	d.tell()
	return nil
}
