package chart

// SchemaProcess names the JSON of Result.
const SchemaProcess = "chartproof.process/1"

// Source says what came in, without its name.
type Source struct {
	SHA256    string `json:"sha256"`
	MediaType string `json:"media_type"`
	Bytes     int64  `json:"bytes"`
	Pages     int    `json:"pages"`
}

// RefusalReason is a closed set of reasons why a file is not taken.
type RefusalReason string

// The reasons for refusal.
const (
	RefusedEmpty         RefusalReason = "empty"
	RefusedNotSupported  RefusalReason = "not_a_supported_type"
	RefusedTypeMismatch  RefusalReason = "type_mismatch"
	RefusedEncrypted     RefusalReason = "encrypted"
	RefusedTooLarge      RefusalReason = "too_large"
	RefusedTooManyPages  RefusalReason = "too_many_pages"
	RefusedTooManyPixels RefusalReason = "too_many_pixels"
	RefusedDamaged       RefusalReason = "damaged"
	RefusedTimedOut      RefusalReason = "timed_out"
	RefusedOutOfMemory   RefusalReason = "out_of_memory"
	RefusedActiveContent RefusalReason = "active_content"
)

// Refusal is the error of a file that is not taken. Detail never holds text out of the document.
type Refusal struct {
	Reason RefusalReason `json:"reason"`
	Detail string        `json:"detail"`
}

// Error gives the reason and the detail.
func (r *Refusal) Error() string { return string(r.Reason) + ": " + r.Detail }

// Redaction is the proof of one redacted file. The hashes are of the file's pages before and after. PageSalt, in hexadecimal, is
// what went into those before, where they are salted: it belongs beside the original and the words, never beside the copy.
type Redaction struct {
	File         string     `json:"file"`
	BeforeSHA256 string     `json:"before_sha256"`
	AfterSHA256  string     `json:"after_sha256"`
	Verified     bool       `json:"verified"`
	Residual     []Residual `json:"residual"`
	PageSalt     string     `json:"page_salt,omitempty"`
}

// Residual is something that should have been redacted and was found again in the result. It names no text.
type Residual struct {
	Page int    `json:"page"` // 0 where the leak is not on a page
	Kind Kind   `json:"kind"`
	How  string `json:"how"` // the check that found it: text, reread, metadata, attachment …
}

// Timings are milliseconds of wall time. Where they went (reading the pages, finding what stands on them, making the copy with
// all that was made again, proving it) is for measuring and not part of the result.
type Timings struct {
	Total  int64 `json:"total"`
	Read   int64 `json:"-"`
	Find   int64 `json:"-"`
	Redact int64 `json:"-"`
	Verify int64 `json:"-"`
}

// Result is all that is known of one file after processing.
type Result struct {
	Schema    string     `json:"schema"`
	Source    Source     `json:"source"`
	Refused   *Refusal   `json:"refused"`
	Documents []Document `json:"documents"`
	Pages     []Page     `json:"pages"`
	PHI       []Span     `json:"phi"`
	Redaction *Redaction `json:"redaction"`
	Timings   Timings    `json:"timings_ms"`
	Engines   []string   `json:"engines,omitempty"` // what read the pages and drew them, and this program, each with its version
	Policy    *Policy    `json:"policy,omitempty"`  // what was asked of the reading
	Notices   []string   `json:"notices,omitempty"` // what the person should know: no sandbox, an engine is missing
}
