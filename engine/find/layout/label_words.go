package layout

// Words that need care where labels are looked for.

// fillers are words that follow a label and belong to it: how to fill it in.
var fillers = map[string]bool{"you": true, "take": true, "now": true, "taking": true, "currently": true, "are": true, "please": true, "print": true, "(please": true,
	"print)": true, "(list": true, "all)": true, "(if": true, "any)": true, "(print)": true, "(mm/dd/yyyy)": true, "mm/dd/yyyy": true, "(mm/dd/yy)": true, "(last,": true,
	"first,": true, "mi)": true, "middle)": true, "(last": true, "first": true, "initial)": true, "(m/f)": true, "(required)": true, "(optional)": true, "(include": true,
	"area": true, "code)": true, "(dob)": true, "(mrn)": true, "mm": true, "dd": true, "yy": true, "yyyy": true, "(s)": true, "reactions)": true, "(and": true, "*": true, "number": true, "no.": true}

// needColon are phrases that are labels only where a colon says so, or where they have a cell to themselves.
var needColon = map[string]bool{"all": true, "company": true, "unit": true, "file": true, "enc": true, "final": true, "arrival": true, "hm": true, "col": true, "coll": true, "agency": true, "resource": true, "claims": true, "single": true,
	"married": true, "sign": true, "form": true, "ref": true, "acc": true, "loc": true, "title": true, "site": true, "director": true, "collector": true, "sponsor": true, "titular": true, "egreso": true, "departed": true, "dismissed": true,
	"interpreted": true, "hospitalized": true, "supervisor": true, "savings": true, "eligible amount": true, "tax": true, "deposit": true, "refund": true, "maximum": true, "finished": true, "prepared": true, "processed": false, "rec'd": false,
	"job": true, "school": true, "grade": true, "duration": true, "panel": true, "screening": true, "suffix": true, "prefix": true, "country": true, "hours": true, "today": true, "the date": true, "this date": true, "vision": true, "dental": true,
	"mental health": true, "verify": true, "eligibility": true, "verification": true, "scheduling": true, "appointments": true, "applicant": true, "consumer": true, "dependent": true, "dependents": true, "trabajo": true, "reacts to": true, "do not give": true,
	"mi": true, "dod": true, "doi": true, "due": true, "run": true, "typed": true, "motivo": true, "la razon": true, "insurance is": true, "dentist": true, "therapist": true, "counselor": true, "ent": true, "sum": true}

// bullets are signs that part what stands on a line.
var bullets = map[string]bool{"*": true, "•": true, "·": true, "|": true}

// predicates are the words that make a sentence of what stands before them.
var predicates = map[string]bool{"was": true, "were": true, "has": true, "have": true, "had": true, "may": true, "must": true, "will": true, "does": true, "did": true}

// whole are folded words that are one letter off a label and mean themselves: "Medicaid" is no "Medical ID".
var whole = map[string]bool{Fold("Medicaid"): true, Fold("Medicare"): true, Fold("providers"): true}
