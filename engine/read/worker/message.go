package worker

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// ChildArgument is the hidden argument that makes a main a reading child.
const ChildArgument = "--chartproof-reading-worker"

// ChildVariable is set in the environment of a child, so that a main that forgot to call child.RunIfAsked cannot start
// children of its own without end.
const ChildVariable = "CHARTPROOF_READING_WORKER"

// Setup is the first frame to a child: all that it needs before it closes itself in.
type Setup struct {
	Tessdata string            `json:"tessdata"`
	Models   string            `json:"models,omitempty"` // folder with the second engine's library and models
	Sums     map[string]string `json:"sums,omitempty"`   // SHA-256 that its files must have; absent are the pinned ones
	Engines  []chart.Engine    `json:"engines"`
	Memory   int64             `json:"memory"` // bytes of data
	CPU      int64             `json:"cpu"`    // seconds over its whole life
	Limits   Limits            `json:"limits"`
}

// Ready is a child's first answer.
type Ready struct {
	Landlock int            `json:"landlock"` // level reached, 0 is none
	Seccomp  bool           `json:"seccomp"`
	Engines  []chart.Engine `json:"engines"`  // those that really loaded
	Versions []string       `json:"versions"` // what reads and draws, each with its version
	Notices  []string       `json:"notices"`
	Failed   string         `json:"failed,omitempty"` // why it cannot serve
}

// Sandboxed reports whether the child is shut in on every side that the kernel offers.
func (r Ready) Sandboxed() bool { return r.Landlock > 0 && r.Seccomp }

// Open hands over a file.
type Open struct {
	MediaType string `json:"media_type"`
}

// Opened answers Open.
type Opened struct {
	Pages int `json:"pages"`
}

// Ask asks for one page.
type Ask struct {
	Page    int            `json:"page"`
	Words   bool           `json:"words"`
	Pixels  bool           `json:"pixels"`
	Engines []chart.Engine `json:"engines,omitempty"` // those that shall read; absent are all
	Quick   bool           `json:"quick,omitempty"`   // one look for text anywhere
	Upright bool           `json:"upright,omitempty"` // the page stands as a person turned it
	Known   []geom.Box     `json:"known,omitempty"`   // places whose words are known, for a quick look
	Millis  int64          `json:"millis"`            // what the parent will wait
}

// Paged answers Ask. Depth is 0 where no pixels were asked for.
type Paged struct {
	Page   chart.Page     `json:"page"`
	Depth  geom.Depth     `json:"depth"`
	Failed []chart.Engine `json:"failed,omitempty"` // engines that broke on the page and left it to the other one
}
