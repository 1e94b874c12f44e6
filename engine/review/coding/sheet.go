package coding

import (
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Encounter is when and with whom, without saying who.
type Encounter struct {
	Type      chart.Type `json:"type"`
	Patient   string     `json:"patient"`  // token
	Patients  []string   `json:"patients"` // every token that stands for the patient
	Provider  string     `json:"provider"` // token
	Service   string     `json:"service,omitempty"`
	Admitted  string     `json:"admitted,omitempty"`
	Left      string     `json:"left,omitempty"`
	TotalCent int64      `json:"total_cent,omitempty"` // as the document says; 0: it does not
}

// Diagnosis is one coded diagnosis. The first of a sheet is the principal one.
type Diagnosis struct {
	ID   string     `json:"id"`
	Code string     `json:"code"`
	Said chart.Text `json:"said,omitempty"` // the words that led to it
}

// Line is one coded service.
type Line struct {
	ID        string   `json:"id"`
	Code      string   `json:"code"`
	Modifiers []string `json:"modifiers,omitempty"`
	Units     int      `json:"units"`
	Day       string   `json:"day,omitempty"`
	Cent      int64    `json:"cent,omitempty"`     // charge; 0: none known
	Pointers  []string `json:"pointers,omitempty"` // ids of diagnoses, the first is the one that it was done for
}

// Sheet is a document as it is coded.
type Sheet struct {
	Encounter Encounter   `json:"encounter"`
	Diagnoses []Diagnosis `json:"diagnoses"`
	Lines     []Line      `json:"lines"`
	Changes   int         `json:"changes"`          // all that were made
	Open      int         `json:"open"`             // made since the last signature and not taken back
	Signed    []Signed    `json:"signed,omitempty"` // addenda
}

// Signed is an addendum that was signed.
type Signed struct {
	Record string         `json:"record"`
	By     chart.PersonID `json:"by"`
	At     time.Time      `json:"at"`
}

// MostPointers is how many diagnoses a service may point at (CMS-1500, item 24E).
const MostPointers = 4

// Most diagnoses and services of one claim (837P: twelve diagnoses; fifty lines).
const (
	MostDiagnoses = 12
	MostLines     = 50
)

// Diagnosis gives the diagnosis with an id, and its place counting from 0; -1 where there is none.
func (s Sheet) Diagnosis(id string) (Diagnosis, int) {
	for i, d := range s.Diagnoses {
		if d.ID == id {
			return d, i
		}
	}
	return Diagnosis{}, -1
}

// Line gives the service with an id, and its place; -1 where there is none.
func (s Sheet) Line(id string) (Line, int) {
	for i, l := range s.Lines {
		if l.ID == id {
			return l, i
		}
	}
	return Line{}, -1
}

// Has reports whether a code is among the diagnoses or services.
func (s Sheet) Has(code string) bool {
	for _, d := range s.Diagnoses {
		if Plain(d.Code) == Plain(code) {
			return true
		}
	}
	for _, l := range s.Lines {
		if Plain(l.Code) == Plain(code) {
			return true
		}
	}
	return false
}

// Letters gives the letters that name the diagnoses a line points at, as a claim prints them.
func (s Sheet) Letters(l Line) string {
	var b strings.Builder
	for _, id := range l.Pointers {
		if _, at := s.Diagnosis(id); at >= 0 {
			b.WriteByte(byte('A' + at))
		}
	}
	return b.String()
}

// Plain is a code without its dot, in capitals: how codes are compared.
func Plain(code string) string {
	return strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(code), ".", ""))
}
