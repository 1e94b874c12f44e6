package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// moreE adds the sections with which systems fill notes: histories, reviews, vital signs, recent results. Some charts have
// all of them and run over pages, some none.
func (s *sheet) moreE(l lookE, kind int) {
	if s.coin(.3) {
		return
	}
	parts := []func(){
		func() {
			s.listE(l, kind, "Past Medical History", 5, "Hypertension", "GERD", "Seasonal allergies", "Vitamin D deficiency", "Osteopenia", "Childhood asthma", "Kidney stone, passed", "Anemia in pregnancy")
		},
		func() { s.surgeryE(l, kind) },
		func() { s.familyE(l, kind) },
		func() { s.socialE(l, kind) },
		func() { s.reviewE(l, kind) },
		func() { s.vitalsE(l, kind) },
		func() { s.recentE(l, kind) },
		func() {
			s.listE(l, kind, "Health Maintenance", 4, "Colon cancer screening: up to date", "Mammogram: due", "Tetanus: due in 2 years", "Lipid panel: done", "Eye exam: overdue", "Bone density: not due")
		},
	}
	for _, p := range some(s.rng, 2+s.rng.IntN(7), parts) {
		p()
	}
}

func (s *sheet) listE(l lookE, kind int, title string, n int, items ...string) {
	s.barE(l, kind, title)
	for _, t := range some(s.rng, n, items) {
		s.para(s.left+8, s.wide()-8, l.txt, "• "+t)
	}
}

func (s *sheet) surgeryE(l lookE, kind int) {
	s.barE(l, kind, pick(s.rng, "Past Surgical History", "Surgeries"))
	for i, t := range some(s.rng, 3, []string{"Appendectomy", "Tonsillectomy", "C-section", "Knee arthroscopy", "Hernia repair", "Cataract extraction, OD", "Cholecystectomy"}) {
		s.para(s.left+8, s.wide()-8, l.txt, t+", ", s.dateAs(s.dos.AddDate(-2-3*i, -i, 0), "01/2006"), ", ", s.siteName(s.hospital))
	}
}

func (s *sheet) familyE(l lookE, kind int) {
	s.barE(l, kind, "Family History")
	s.para(s.left+8, s.wide()-8, l.txt, "Mother: "+pick(s.rng, "diabetes, alive", "breast cancer at 61", "hypertension")+". Father: "+pick(s.rng, "MI at 58", "stroke", "alive and well")+". "+pick2(s.relation == "daughter" || s.relation == "son", "Children", "Siblings")+": ", relAs(s.child.first), ", "+pick(s.rng, "healthy", "asthma")+".")
}

func (s *sheet) socialE(l lookE, kind int) {
	s.barE(l, kind, "Social History")
	s.para(s.left+8, s.wide()-8, l.txt, "Tobacco: "+pick(s.rng, "never", "former, quit 2011", "1/2 ppd")+". Alcohol: "+pick(s.rng, "none", "rare", "2 per week")+". Lives in ", geo(s.patient.city+", "+s.patient.state, Patient), " with "+s.relation+" ", relAs(s.kin.first+" "+s.kin.last), ". Occupation: "+s.occupation+", ", s.employerSeg(), ".")
}

// reviewE is a review of systems, a system a line.
func (s *sheet) reviewE(l lookE, kind int) {
	s.barE(l, kind, "Review of Systems")
	for _, t := range some(s.rng, 5+s.rng.IntN(5), []string{"Constitutional: no fever, no weight change", "Eyes: no blurred vision", "ENT: no sore throat, mild congestion", "Cardiovascular: no chest pain, no palpitations", "Respiratory: no wheeze, no hemoptysis", "GI: no nausea, no melena", "GU: nocturia x 1", "Musculoskeletal: joint stiffness in the morning", "Skin: no rash", "Neuro: no focal weakness", "Psych: sleeping well"}) {
		s.para(s.left+8, s.wide()-8, l.txt, t)
	}
}

// vitalsE is a small table of the last visits.
func (s *sheet) vitalsE(l lookE, kind int) {
	s.barE(l, kind, "Vital Signs")
	s.y -= 8
	w := min(s.wide(), 380.0)
	var rows [][]any
	for i := range 1 + s.rng.IntN(3) {
		rows = append(rows, []any{s.dateAs(s.dos.AddDate(0, -4*i, -i), "1/2/06"), fmt.Sprintf("%d/%d", 104+s.rng.IntN(60), 58+s.rng.IntN(34)), fmt.Sprint(56 + s.rng.IntN(44)), fmt.Sprintf("98.%d", s.rng.IntN(9)), fmt.Sprint(12 + s.rng.IntN(8)), fmt.Sprintf("%d%%", 92+s.rng.IntN(8))})
	}
	s.tableE(tableE{l: l, cell: l.txt, head: l.bold, way: "grid", tint: ink{240, 240, 240}, pad: 1.6, cols: []col{{"Date", w * .2, false}, {"BP", w * .2, false}, {"Pulse", w * .15, false}, {"Temp", w * .15, false}, {"Resp", w * .15, false}, {"O2 Sat", w * .15, false}}}, rows)
}

// recentE quotes results in a run of text, as notes do.
func (s *sheet) recentE(l lookE, kind int) {
	s.barE(l, kind, "Recent Results")
	var said []string
	for _, r := range results(s.rng, 5+s.rng.IntN(6)) {
		said = append(said, r.name+" "+r.value+strings.TrimRight(" "+r.flag, " "))
	}
	s.para(s.left+8, s.wide()-8, l.txt, s.dateAs(s.dos.AddDate(0, 0, -8), "1/2/2006"), ": "+strings.Join(said, ", ")+".")
}

// courseE is a stay in hospital by days.
func (s *sheet) courseE(l lookE) {
	days := int(s.discharge.Sub(s.admit).Hours() / 24)
	for i := range min(days, 1+s.rng.IntN(5)) {
		s.para(s.left, s.wide(), l.txt, "Day ", fmt.Sprint(i+1), " (", s.dateIn(s.admit.AddDate(0, 0, i), ""), "): "+strings.Join(some(s.rng, 2, exams), " ")+" "+pick(s.rng, findings...)+" "+pick(s.rng, "Diet was advanced.", "Physical therapy evaluated the patient.", "IV fluids were stopped.", "Cultures remained negative."), " Discussed with ", s.telOf(s.kin.phone, chart.PhoneNumber, Relative), ".")
	}
}
