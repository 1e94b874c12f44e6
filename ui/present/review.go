package present

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// ReviewPhase is where the review screen stands.
type ReviewPhase uint8

// The phases.
const (
	ReviewEmpty ReviewPhase = iota // no document
	ReviewLoading
	ReviewOpen
	ReviewFailed // Problem says why; nothing of a chart is shown
)

// ReviewMode is what the keys mean; it is one thing at a time.
type ReviewMode uint8

// The modes.
const (
	ModeFields   ReviewMode = iota
	ModeRedact              // a redaction box is edited
	ModeWrong               // F7: what is wrong
	ModeRetype              // F7, then the document's type
	ModeHandOver            // F8: a question to a colleague
	ModeFind                // Ctrl+F
	ModeSign                // Ctrl+S: the password
	ModePurpose             // F4 for the first time: what for
	ModeTable               // a table is edited as a grid
	ModeRelease             // why a redaction comes off
)

// ReviewSnapshot is all that the review screen shows. What the person may not see at this moment is not in it.
type ReviewSnapshot struct {
	Phase    ReviewPhase
	Mode     ReviewMode
	ID       chart.DocumentID
	Title    Line // "Lab report"
	About    []Line
	ReadOnly Line // why nothing can be changed; empty where it can
	Remark   Line // what to know of the document while nothing else is said: it is still being read, ink was not read
	Fault    Line // why the page in the middle should be scanned again; empty where it need not
	Need     int  // fields that need this person
	All      int
	At       int // the field at hand among those that needed a person, from 1; 0 where it is none of them
	Of       int
	Field    ReviewField
	Next     []ReviewRow
	Done     []ReviewRow
	Thumbs   []ReviewThumb
	Page     ReviewPage
	Notice   Line
	Problem  *Trouble
	Saving   int // changes on their way into the workspace
	CanSign  bool
	SignWhy  Line // why it cannot be signed
	Sign     SignSnapshot
	Find     FindSnapshot
	Ask      AskSnapshot
	Notes    []ReviewNote
	Changes  []RedactChange // the difference view
	Exported bool           // the page is shown as it will be exported
	Box      BoxSnapshot    // ModeRedact
	Freeing  int            // ModeRelease: places
	Table    TableSnapshot  // ModeTable
	First    *chart.PageAt  // the scan that a page of it seems to be a second one of
	Held     bool           // a colleague is at work on it; TakeOver goes on
	Types    []chart.Type   // ModeRetype
	CanUndo  bool
	CanRedo  bool
	Reveal   bool             // F4 is held and logged
	Reveals  bool             // F4 would show something
	Purposes []access.Purpose // ModePurpose
	Purpose  access.Purpose   // of what is revealed in this session; empty: not asked yet
}

// BoxSnapshot is the redaction that is edited.
type BoxSnapshot struct {
	Class Class
	Why   int // of Whys, from 1; 0: none given
	Whys  []Line
}

// ReviewField is the field at hand.
type ReviewField struct {
	ID          chart.FieldID // empty: none
	Label       Line
	Value       chart.Text // for the entry; empty where Masked
	Stamp       int        // goes up when the entry must take Value, however alike
	Masked      bool
	Identifies  bool   // it names the patient: never on the clipboard
	Instead     string // a token that stands for the value, where it is masked; may be empty
	Touched     bool   // the person typed
	Doubt       []review.Range
	Page        int
	Place       int // of the page in the document, from 1, as people count
	Box         geom.Box
	Reasons     []Line
	Each        []Line // what each reader read, on request (F5)
	Asked       Line   // what a colleague asks
	Suggestions []chart.Text
	DigitsTake  bool // 1 to 9 take a suggestion; otherwise Alt+1 to 9 do, because digits type here
	Decided     Line // what was decided before
	Warn        Line // the typed value fails its check; Enter again keeps it
	Editable    bool
}

// ReviewRow is one line of the lists beside the page.
type ReviewRow struct {
	ID      chart.FieldID
	Label   Line
	Value   chart.Text // empty where Masked
	Masked  bool
	Instead string // a token that stands for the value, where it is masked; may be empty
	Word    Line
	Tone    Tone
}

// ReviewThumb is one page at the left.
type ReviewThumb struct {
	Page    int
	Place   int // in the document, from 1, as people count
	Open    int // fields on it that need the person
	Current bool
	Turn    int // degrees clockwise by which the page stands upright
	Picture any // what Prepare made of it; nil until it was read
	// Hidden are the largest places that are hidden: no text can be read at this size, but a face is known at any.
	Hidden [4]geom.Box
}

// ReviewPage is the page in the middle.
type ReviewPage struct {
	Number  int
	Sheet   any // what Prepare made of it; nil while it loads
	Turn    int
	Whole   bool // F2
	Marks   []PageMark
	Looking geom.Box // to bring into view; empty: stay
	Glance  int      // goes up when Looking must be brought into view
	Missing bool     // it could not be read
	Resume  geom.Box // the part that was seen when the document was left; empty: as Looking says
}

// PageMark is one thing painted over the page.
type PageMark struct {
	Kind  MarkKind
	Box   geom.Box
	Class Class
}

// MarkKind says what a mark shows.
type MarkKind uint8

// The marks.
const (
	MarkField    MarkKind = iota // the zone of the field at hand
	MarkDoubt                    // a doubtful character, or ink that was not read
	MarkMasked                   // an identifier that is not shown
	MarkShown                    // an identifier that is shown
	MarkEdited                   // the redaction box that is edited
	MarkMatch                    // a find result
	MarkAdded                    // the difference view: a person redacted it
	MarkReleased                 // a person released it
	MarkFound                    // where the machine had put what a person reshaped
)

// SignSnapshot is the dialog that asks for the password again.
type SignSnapshot struct {
	Busy   bool
	Wrong  Line // the password did not match
	Record Line // what is signed: "Lab report, 2 pages, 19 fields"
	Hidden int  // redactions
}

// FindSnapshot is the find bar.
type FindSnapshot struct {
	Query string
	At    int // from 1; 0 where nothing matches
	Of    int
}

// ReviewView draws snapshots, on the UI goroutine.
type ReviewView interface{ Render(ReviewSnapshot) }

// Prepared is what the screen makes of a page's pixels: a sheet that it can show at once and a small picture.
type Prepared struct{ Sheet, Thumb any }
