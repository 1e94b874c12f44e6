package shell_test

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/shell"
	"chartproof.org/chartproof/ui/uikit"
)

// paperHouse is a house without disk, keys or network. The right password is "right", the right code "123456".
type paperHouse struct {
	kept          []present.KeptImport // imports of before
	present.House                      // what no test here asks for; asked all the same, it panics

	mu       sync.Mutex
	calls    []string
	setUp    bool
	in       bool
	person   chart.Person
	docs     []chart.Summary
	prefs    map[string]string
	watched  string
	outbox   present.OutboxStatus
	changed  chan struct{}
	problem  error
	slow     time.Duration
	lastSeen time.Duration
	holders  []chart.Person
	broken   chart.DocumentID
	late     int
	held     chan struct{} // a release waits until it is closed
}

func newPaperHouse(setUp bool, docs ...chart.Summary) *paperHouse {
	return &paperHouse{setUp: setUp, docs: docs, prefs: map[string]string{}, changed: make(chan struct{}),
		person: chart.Person{ID: "p1", Login: "ana", DisplayName: "Ana Ruiz", Roles: access.Roles()}}
}

func (h *paperHouse) did(call string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, call)
}

func (h *paperHouse) called(call string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.calls {
		if c == call {
			return true
		}
	}
	return false
}

func (h *paperHouse) change() {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *paperHouse) Gate(context.Context) (present.GateStatus, error) {
	return present.GateStatus{NeedsSetUp: !h.setUp, Practice: "Elm Street Clinic", Problem: h.problem}, nil
}

func (h *paperHouse) SetUp(_ context.Context, s present.SetUp) (present.Enrolment, error) {
	h.person.DisplayName, h.person.Login = s.DisplayName, s.Login
	return present.Enrolment{Secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW",
		URI: "otpauth://totp/Chartproof:" + s.Login + "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW&issuer=Chartproof"}, nil
}

func (h *paperHouse) enter(ok bool) (chart.Person, error) {
	if !ok {
		return chart.Person{}, chart.E(chart.NotAllowed, "sign in", nil)
	}
	h.setUp, h.in = true, true
	return h.person, nil
}

func (h *paperHouse) ConfirmSetUp(_ context.Context, code string) (chart.Person, error) {
	return h.enter(code == "123456")
}

func (h *paperHouse) SignIn(_ context.Context, _, password, code string) (chart.Person, error) {
	return h.enter(password == "right" && code == "123456")
}

func (h *paperHouse) Lock(context.Context) error {
	h.in = false
	h.did("lock")
	return nil
}

func (h *paperHouse) Unlock(_ context.Context, password string) (chart.Person, error) {
	return h.enter(password == "right")
}

func (h *paperHouse) SignOut(context.Context) error {
	h.did("sign out")
	return nil
}

func (h *paperHouse) Import(ctx context.Context, paths []string, urgent bool, progress func(present.ImportProgress)) (present.ImportReport, error) {
	var report present.ImportReport
	for i, path := range paths {
		for page := 1; page <= 5; page++ {
			select {
			case <-ctx.Done():
				return report, context.Cause(ctx)
			case <-time.After(h.slow):
			}
			progress(present.ImportProgress{File: i + 1, Files: len(paths), Page: page, Pages: 5, Left: 100 * time.Second})
		}
		f := present.ImportedFile{Name: path, Pages: 5, Documents: []chart.DocumentID{"new"}}
		if len(path) > 5 && path[len(path)-5:] == ".tiff" {
			f = present.ImportedFile{Name: path, Refusal: &chart.Refusal{Reason: chart.RefusedDamaged}}
		}
		report.Files = append(report.Files, f)
	}
	if urgent {
		h.did("import first")
	}
	h.did("import")
	h.mu.Lock()
	h.docs = append(h.docs, chart.Summary{ID: "new", State: chart.StateReview, Type: chart.ProgressNote, Pages: 5, Fields: 12,
		Open: 3, Imported: time.Now()})
	h.mu.Unlock()
	h.change()
	return report, nil
}

func (h *paperHouse) WatchedFolder(context.Context) (string, error) { return h.watched, nil }

func (h *paperHouse) Watching(context.Context) (present.Watching, error) {
	return present.Watching{}, nil
}

func (h *paperHouse) SetWatchedFolder(_ context.Context, path string) error {
	h.watched = path
	return nil
}

func (h *paperHouse) List(_ context.Context, f present.Filter) ([]chart.Summary, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []chart.Summary
	for _, d := range h.docs {
		if f.Search == "" || string(d.Type) == f.Search {
			out = append(out, d)
		}
	}
	return out, nil
}

func (h *paperHouse) Changed() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.changed
}

func (h *paperHouse) SIEM(context.Context) (present.SIEMStatus, error) {
	return present.SIEMStatus{}, nil
}

func (h *paperHouse) Outbox(context.Context) (present.OutboxStatus, error) {
	o := h.outbox
	if o.Hub != "" {
		o.LastSeen = time.Now().Add(-h.lastSeen)
	}
	return o, nil
}

func (h *paperHouse) StartHub(context.Context) error {
	h.did("start hub")
	h.outbox.Hub = "https://127.0.0.1:8443"
	return nil
}

func (h *paperHouse) Enrol(_ context.Context, url, code string) error {
	h.did("enrol " + url + " " + code)
	h.outbox.Hub = url
	return nil
}

func (h *paperHouse) Preference(_ context.Context, key string) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.prefs[key], nil
}

func (h *paperHouse) Policy(context.Context) (chart.Policy, error) { return chart.DefaultPolicy(), nil }

func (h *paperHouse) CodeLists(context.Context) (present.CodeLists, error) {
	return present.CodeLists{}, nil
}

func (h *paperHouse) SetCodeLists(context.Context, string) error { return nil }

func (h *paperHouse) LookPolicy(context.Context) (chart.LookPolicy, error) {
	return chart.DefaultLookPolicy(), nil
}

func (h *paperHouse) SetLookPolicy(context.Context, chart.LookPolicy) error { return nil }

func (h *paperHouse) Lookers(context.Context) (int, error) { return 1, nil }

func (h *paperHouse) SetPolicy(context.Context, chart.Policy) error { return nil }

func (h *paperHouse) Asked(float64) float64 { return 0.2 }

func (h *paperHouse) Measured(context.Context) (chart.Measured, error) { return chart.Measured{}, nil }

func (h *paperHouse) SetPreference(_ context.Context, key, value string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.prefs[key] = value
	return nil
}

func (h *paperHouse) FieldNames(context.Context, chart.DocumentID) map[chart.FieldID]chart.FieldName {
	return nil
}

func (h *paperHouse) History(context.Context, chart.DocumentID) ([]chart.AuditEntry, error) {
	return []chart.AuditEntry{
		{Index: 3, At: time.Now(), Action: chart.ActImport, Person: "p1"},
		{Index: 4, At: time.Now(), Action: chart.ActRead, Device: "w1", Detail: "from=reading to=review"},
		{Index: 9, At: time.Now(), Action: chart.ActOpen, Person: "p1"},
	}, nil
}

func (h *paperHouse) Colleagues(context.Context) ([]chart.Person, error) {
	return []chart.Person{{ID: "p1", DisplayName: "Ana Reyes"}}, nil
}

func (h *paperHouse) Renew(context.Context, chart.DocumentID) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "renew", nil)
}

func (h *paperHouse) SignSheet(_ context.Context, id chart.DocumentID, password string) error {
	if password != "right" {
		return chart.E(chart.NotAllowed, "sign", nil)
	}
	h.mu.Lock()
	for i := range h.docs {
		if h.docs[i].ID == id {
			h.docs[i].State = chart.StateSigned
		}
	}
	h.mu.Unlock()
	h.did("signed " + string(id))
	return nil
}

func (h *paperHouse) SetUrgent(_ context.Context, id chart.DocumentID, urgent bool) error {
	h.mu.Lock()
	for i := range h.docs {
		if h.docs[i].ID == id {
			h.docs[i].Urgent = urgent
		}
	}
	h.mu.Unlock()
	h.did("urgent")
	h.change()
	return nil
}

func (h *paperHouse) Ahead(context.Context, chart.DocumentID) (int, *geom.Raster, error) {
	return 0, nil, chart.E(chart.NotFound, "ahead", nil)
}

func (h *paperHouse) Open(context.Context, chart.DocumentID) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "open", nil)
}

func (h *paperHouse) Page(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	return nil, chart.E(chart.NotFound, "page", nil)
}

func (h *paperHouse) Decide(context.Context, chart.DocumentID, int64, chart.Decision) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "decide", nil)
}

func (h *paperHouse) Redact(context.Context, chart.DocumentID, int64, chart.Span) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "redact", nil)
}

func (h *paperHouse) Retype(context.Context, chart.DocumentID, int64, chart.Type) (*chart.Dossier, error) {
	return nil, chart.E(chart.NotFound, "retype", nil)
}

func (h *paperHouse) Releasable(context.Context) ([]chart.Summary, error) { return h.docs, nil }

func (h *paperHouse) Rehearse(ctx context.Context, o present.ReleaseOrder, _ func(int, int)) (present.ReleaseReport, error) {
	h.did("rehearse")
	if h.held != nil {
		select {
		case <-h.held:
		case <-ctx.Done():
			return present.ReleaseReport{}, ctx.Err()
		}
	}
	return present.ReleaseReport{Documents: len(o.Documents), Label: "De-identified"}, nil
}

func (h *paperHouse) Release(_ context.Context, o present.ReleaseOrder, _ string, _ func(int, int)) (present.ReleaseReport, error) {
	h.did("release")
	return present.ReleaseReport{Documents: len(o.Documents), Folder: o.Folder}, nil
}

func (h *paperHouse) NewHolders(context.Context) ([]chart.Person, error) { return h.holders, nil }

func (h *paperHouse) Keys(context.Context) (present.KeyState, error) { return present.KeyState{}, nil }

func (h *paperHouse) RotateZone(context.Context, chart.Zone, string, string) (present.KeyRotation, error) {
	return present.KeyRotation{}, nil
}

func (h *paperHouse) RotateMachine(context.Context, string, string) error { return nil }

func (h *paperHouse) RotateDevice(context.Context, string, string) (present.DeviceRotation, error) {
	return present.DeviceRotation{}, nil
}

func (h *paperHouse) RecoverySet(context.Context) (present.RecoverySet, error) {
	return present.RecoverySet{}, nil
}

func (h *paperHouse) RotateMine(context.Context, string, string) error { return nil }

func (h *paperHouse) People(context.Context) ([]chart.Person, error) { return nil, nil }

func (h *paperHouse) AddPerson(context.Context, present.NewColleague) (present.Enrolment, error) {
	return present.Enrolment{Secret: "ABCD", URI: "otpauth://totp/x"}, nil
}

func (h *paperHouse) DropPerson() {}

func (h *paperHouse) ConfirmPerson(context.Context, string) (chart.Person, error) {
	return chart.Person{}, nil
}

func (h *paperHouse) Reveal(context.Context, chart.DocumentID, present.Reveal) error { return nil }

func (h *paperHouse) Sign(context.Context, chart.DocumentID, int64, string) error { return nil }

func (h *paperHouse) SaveDraft(context.Context, chart.DocumentID, chart.FieldID, chart.Text) error {
	h.did("draft")
	return nil
}

func (h *paperHouse) Draft(context.Context, chart.DocumentID) (chart.FieldID, chart.Text, error) {
	return "", "", nil
}

// paperReview stands in for the review screen.
type paperReview struct {
	house *paperHouse
	obj   fyne.CanvasObject
	open  chart.DocumentID
	typed string
	hooks shell.ReviewHooks
}

func newPaperReview(house *paperHouse, kit *uikit.Kit, hooks shell.ReviewHooks) *paperReview {
	return &paperReview{house: house, hooks: hooks, obj: container.NewCenter(kit.NewButton("Maria Gonzalez", uikit.Key{}, nil))}
}

func (r *paperReview) Object() fyne.CanvasObject { return r.obj }

func (r *paperReview) Pages() fyne.CanvasObject { return container.NewStack() }

func (r *paperReview) Commands() []uikit.Command {
	return []uikit.Command{
		{ID: "review.confirm", Title: "Confirm", Menu: "Review", Key: uikit.K(fyne.KeyReturn), Do: func() { r.house.did("confirm") }},
		{ID: "review.page", Title: "whole page", Menu: "Review", Key: uikit.K(fyne.KeyF2), Do: func() {}},
		{ID: "review.sign", Title: "Sign and send", Menu: "Review", Key: uikit.Ctrl(fyne.KeyS), Do: func() { r.house.did("sign") }},
	}
}

// QueueChanged is of no interest to a review on paper.
func (r *paperReview) QueueChanged() {}
func (r *paperReview) Focus()        { r.house.did("focus review") }

func (r *paperReview) Open(id chart.DocumentID) {
	r.open = id
	r.house.did("open " + string(id))
	r.hooks.Line("Outside records · Lab report · 2 pages")
}

func (r *paperReview) Seal() present.Sealer {
	if r.typed == "" {
		return nil
	}
	return func(ctx context.Context) error { return r.house.SaveDraft(ctx, r.open, "f1", chart.Text(r.typed)) }
}

func (r *paperReview) Close() { r.house.did("close review") }

func (h *paperHouse) LastImports(_ context.Context, most int) ([]present.KeptImport, error) {
	return h.kept[:min(most, len(h.kept))], nil
}
