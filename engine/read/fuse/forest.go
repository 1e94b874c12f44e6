package fuse

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

// depth is how many questions a tree asks.
const depth = 3

// tree asks one question a level and ends in a leaf. It is complete: node n has the nodes 2n+1 and 2n+2 below it.
type tree struct {
	Ask  [1<<depth - 1]int     `json:"a"` // the feature asked for; the answer is yes where it is at least At
	At   [1<<depth - 1]float64 `json:"t"`
	Leaf [1 << depth]float64   `json:"v"`
}

func (t *tree) of(f *features) float64 {
	n := 0
	for n < len(t.Ask) {
		n = 2*n + 1 + int(flag(f[t.Ask[n]] >= t.At[n]))
	}
	return t.Leaf[n-len(t.Ask)]
}

// forest is a sum of trees: the odds that a reading is right.
type forest struct {
	Base  float64 `json:"base"`
	Words int     `json:"words"` // that it was fitted on
	Trees []tree  `json:"trees"`
}

func (m *forest) of(f *features) float64 {
	z := m.Base
	for i := range m.Trees {
		z += m.Trees[i].of(f)
	}
	return 1 / (1 + math.Exp(-z))
}

// model is all that was learned: a forest for each situation, and how letters follow one another.
type model struct {
	Letters neighbours         `json:"letters"`
	Forests [situations]forest `json:"forests"`
}

// The weights were fitted on FUNSD's training pages and on synthetic charts of the tuning families (seed 41) by
//
//	CHARTPROOF_FUNSD=training_data CHARTPROOF_FAMILIES=a,b,c,d,e,f CHARTPROOF_EVIDENCE=folder OMP_THREAD_LIMIT=1 ORT_DISABLE_TELEMETRY=1 \
//		go test ./engine/read/ocr -run XXX -bench Evidence -benchtime 1x -timeout 2h
//	CHARTPROOF_EVIDENCE=folder CHARTPROOF_WEIGHTS=$PWD/engine/read/fuse/weights.json go test ./engine/read/fuse -run XXX -bench Fit -benchtime 1x
//
// The second command also writes how far they hold on pages that were not fitted on, in weights.json.md.
//
//go:embed weights.json
var shipped []byte

// fitted are the weights that are shipped; a test proves that they decode.
var fitted = sync.OnceValue(func() *model {
	var m model
	if json.Unmarshal(shipped, &m) != nil {
		return &model{}
	}
	return &m
})
