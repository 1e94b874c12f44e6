package pipeline

import (
	"context"
	"errors"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// faulty is a finder that stops with a panic which quotes the chart.
type faulty struct {
	names
	at string
}

func (f faulty) fail(at string) {
	if f.at == at {
		panic(errors.New("Gonzalez"))
	}
}

func (f faulty) Find(ctx context.Context, _ []chart.Page) (Finding, error) {
	f.fail("find")
	return f, ctx.Err()
}

func (f faulty) Split(pages []chart.Page) []chart.Document {
	f.fail("split")
	return f.names.Split(pages)
}

func (f faulty) Extract(doc *chart.Document, _ []chart.Page) {
	doc.TypeConfidence, doc.Fields = 0.9, []chart.Field{{Name: chart.PatientName, Value: "Gonzalez"}}
	f.fail("extract")
}

func (f faulty) Identifiers(pages []chart.Page, docs []chart.Document) []chart.Span {
	f.fail("identifiers")
	return f.names.Identifiers(pages, docs)
}

func TestAFaultOfTheFindingIsNoCrash(t *testing.T) {
	for _, c := range []struct {
		at     string
		fails  bool
		fields int
	}{{"", false, 1}, {"extract", false, 0}, {"find", true, 0}, {"split", true, 0}, {"identifiers", true, 0}} {
		p := pipe(&tape{}, burner{})
		p.Finder = faulty{at: c.at}
		known, err := p.Understand(t.Context(), []chart.Page{{Number: 1}})
		docs := known.Documents
		if c.fails {
			if chart.KindOf(err) != chart.Internal || strings.Contains(err.Error(), "Gonzalez") {
				t.Errorf("%s: want an internal error that quotes nothing, got %v", c.at, err)
			}
			continue
		}
		if err != nil || len(docs) != 1 || len(docs[0].Fields) != c.fields {
			t.Fatalf("%q: want one document with %d fields, got %+v, %v", c.at, c.fields, docs, err)
		}
		if c.at != "" && docs[0].TypeConfidence != 0 {
			t.Errorf("%s: want a type that a person must confirm", c.at)
		}
	}
}
