package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// threeG sets blocks of pairs side by side, each under its own heading.
func (s *sheet) threeG(l lookG, heads []string, blocks ...[]pair) {
	w, most := s.wide()/float64(len(blocks)), 0
	lead := l.txt.size * 1.38
	for i, b := range blocks {
		x := s.left + w*float64(i)
		most = max(most, len(b))
		s.text(x+4, s.y+l.txt.size+2, l.bold.inked(l.tone), heads[i])
		for j, p := range b {
			y := s.y + l.txt.size + 4 + lead*float64(j+1)
			end := x + 4
			if p.label != "" {
				end = s.text(x+4, y, l.cap.at(l.txt.size*.88), p.label+":") + s.space(l.txt)*1.2
			}
			s.textIn(end, x+w-5, y, l.txt, p.value...)
		}
	}
	h := lead*float64(most+1) + l.txt.size*.9 + 6
	s.rectIn(s.left, s.y, s.right, s.y+h, .7, l.tone)
	for i := 1; i < len(blocks); i++ {
		s.line(s.left+w*float64(i), s.y, s.left+w*float64(i), s.y+h, .7, l.tone)
	}
	s.y += h + 10
}

// labHeadG is the head of a national laboratory's report.
func (s *sheet) labHeadG(l lookG, title string) {
	s.page()
	s.text(s.left, s.y, l.title.inked(l.tone), s.facility(s.lab))
	s.textRight(s.right, s.y, l.bold, title)
	s.text(s.left, s.y+11, l.tiny, s.roadE(s.lab), ", ", s.cityE(s.lab), "   Client services ", s.phoneE(s.lab.phone), "   CLIA ", seg{text: "33D" + digits(s.rng, 7), kind: chart.LicenseNumber, whose: Facility})
	s.y += 22
	s.threeG(l, []string{"Patient Information", "Specimen Information", "Client Information"},
		[]pair{{"", []any{s.pt()}}, s.kv(chart.DateOfBirth, s.dob(), "   Age: ", s.years()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.Phone, s.phone())},
		[]pair{{"Specimen", []any{s.otherID(pick(s.rng, "TZ", "WX", "") + digits(s.rng, 6) + "K")}}, {"Requisition", []any{s.otherID(digits(s.rng, 7))}}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate), " / 08:14"), {"Received", []any{s.date(s.collected, ""), " / 22:41"}}, s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate), " / 05:20")},
		[]pair{{"Client #", []any{digits(s.rng, 8)}}, {pick(s.rng, "Ordering Physician", "Physician", "Ordered by"), s.mdE(s.pcp, chart.ProviderName)}, {"", []any{s.siteName(s.clinic)}}, {"", []any{s.roadE(s.clinic)}}, {"", []any{s.cityE(s.clinic)}}})
	s.bottom, s.top = s.h-62, 76
	dir := []any{"Laboratory Director: ", s.doc(s.attending, ""), ", " + s.attending.cred}
	s.frame = func(page, pages int) {
		if page > 1 {
			s.text(s.left, 40, l.bold, s.pt(), "   "+s.label(chart.DateOfBirth)+": ", s.dob(), "   Report status: Final")
			s.textRight(s.right, 40, l.tiny, "Collected ", s.date(s.collected, ""))
			s.line(s.left, 46, s.right, 46, .7, l.tone)
		}
		s.line(s.left, s.h-48, s.right, s.h-48, .5, ink{})
		s.text(s.left, s.h-38, l.tiny, dir...)
		s.textRight(s.right, s.h-38, l.tiny, fmt.Sprintf("PAGE %d OF %d", page, pages))
		s.textMid(s.w/2, s.h-28, l.tiny, "The name and logo of the laboratory are its property. H = above, L = below reference range.")
	}
}

// gLabRanges puts a result in the column of what is in range or of what is out of it.
func gLabRanges(s *sheet) {
	l := s.lookG(8.8)
	s.left, s.right = 34, s.w-34
	s.labHeadG(l, pick(s.rng, "Report Status: Final", "Laboratory Report", "FINAL REPORT"))
	s.text(s.left, s.y+8, l.tiny.at(l.txt.size), "COMMENTS: FASTING: "+pick(s.rng, "YES", "NO", "UNKNOWN"))
	s.y += 16
	w, last := s.wide(), ""
	var rows [][]any
	for _, r := range resultsRenewed(s.rng, pick(s.rng, 6, 12, 18, 26, 36)) {
		if r.panel != last {
			rows, last = append(rows, []any{r.panel}), r.panel
		}
		test, value := cellOf("test", strings.ToUpper(r.name)), cellOf("value", r.value)
		ref := []any{cellOf("reference_range", r.ref)}
		if r.unit != "" {
			ref = append(ref, " ", cellOf("unit", r.unit))
		}
		if r.flag == "" {
			rows = append(rows, []any{test, value, nil, ref, pick(s.rng, "AT", "EN")})
		} else {
			rows = append(rows, []any{test, nil, []any{value, "  ", cellOf("flag", r.flag)}, ref, pick(s.rng, "AT", "EN")})
		}
		if s.coin(.06) {
			rows = append(rows, []any{across{"   Verified by repeat analysis."}})
		}
	}
	s.ledger(ledger{name: "results", x: s.left, head: l.bold, cell: l.txt, pad: pick(s.rng, .9, 1.8), ways: pick(s.rng, "h", "hz", "H"), tint: ink{222, 228, 236}, cols: []col{{"Test Name", w * .35, false}, {"In Range", w * .13, false}, {"Out Of Range", w * .15, false}, {"Reference Range", w * .29, false}, {"Lab", w * .08, false}}}, rows)
	s.y += 4
	s.sayG(l, 0, "Performing site AT: ", s.siteName(s.lab), ", ", s.roadE(s.lab), ", ", s.cityE(s.lab), ".")
}

// gLabPrevious sets the present result beside the one before.
func gLabPrevious(s *sheet) {
	l := s.lookG(8.8)
	s.left, s.right = 36, s.w-36
	s.labHeadG(l, pick(s.rng, "Patient Report", "Final Report", "Cumulative Patient Report"))
	before := s.collected.AddDate(0, -5, -3)
	groups := map[string][][]any{}
	var order []string
	for _, r := range resultsRenewed(s.rng, pick(s.rng, 5, 9, 16, 24, 34)) {
		if _, ok := groups[r.panel]; !ok {
			order = append(order, r.panel)
		}
		old := any(nil)
		if s.coin(.7) {
			old = []any{fmt.Sprintf("%.*f", r.dec, r.low+(r.high-r.low)*s.rng.Float64()), "  ", s.dateAs(before, "01/02/2006")}
		}
		unit := any(cellOf("unit", r.unit))
		if r.unit == "" {
			unit = nil
		}
		value := []any{cellOf("value", r.value)}
		if r.flag != "" {
			value = append(value, "   ", cellOf("flag", pick2(r.flag == "H", "High", "Low")))
		}
		groups[r.panel] = append(groups[r.panel], []any{cellOf("test", r.name), value, old, unit, cellOf("reference_range", r.ref)})
	}
	w := s.wide()
	for _, name := range order {
		s.need(70)
		s.text(s.left, s.y+8, l.bold.at(l.txt.size*1.15), titled(name))
		s.y += 14
		s.ledger(ledger{name: "results", x: s.left, head: l.bold.at(l.txt.size * .92), cell: l.txt, pad: 2, ways: pick(s.rng, "Hr", "H", "Hrz"), tint: ink{214, 224, 234},
			cols: []col{{"Test", w * .31, false}, {"Current Result\nand Flag", w * .17, false}, {"Previous Result\nand Date", w * .2, false}, {"Units", w * .14, false}, {"Reference\nInterval", w * .18, false}}}, groups[name])
	}
	s.sayG(l, 0, "Disclaimer: results should be interpreted together with clinical findings. For inquiries the physician may contact ", s.phoneE(s.lab.phone), ".")
}

// gPath is a surgical case of a large laboratory: parts, synopsis, codes.
func gPath(s *sheet) {
	l := s.lookG(9.4)
	s.left, s.right = 44, s.w-44
	s.page()
	s.textMid(s.w/2, s.y, l.title, s.facility(s.lab))
	s.textMid(s.w/2, s.y+12, l.tiny, s.roadE(s.lab), ", ", s.cityE(s.lab), "   Tel ", s.phoneE(s.lab.phone), "   Fax ", s.faxE(s.lab.fax))
	s.textMid(s.w/2, s.y+32, l.bold.at(l.txt.size*1.25), pick(s.rng, "SURGICAL PATHOLOGY REPORT", "ANATOMIC PATHOLOGY REPORT", "Pathology Consultation Report"))
	s.y += 42
	s.threeG(l, []string{"PATIENT", "CASE"},
		[]pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob(), "   (Age: ", s.years(), ")"), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.AccountNumber, s.acct())},
		[]pair{{pick(s.rng, "Case #", "Accession #", "Path #"), []any{s.otherID(s.accession)}}, s.kv(chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), {"Received", []any{s.date(s.collected, "")}}, s.kv(chart.ReportedDate, s.date(s.reported, chart.ReportedDate)), {pick(s.rng, "Submitting Physician", "Requesting Provider", "Ordering Provider"), s.mdE(s.referrer, chart.ReferringProvider)}})
	s.runG(l, "Pathology")
	s.pathBodyG(l, s.rng.IntN(4))
	s.pathEndG(l)
}

// pathBodyG is the parts of a case.
func (s *sheet) pathBodyG(l lookG, way int) {
	n := 1 + s.rng.IntN(3)
	parts, dx := some(s.rng, n, specimensRenewed), some(s.rng, n, pathRenewed)
	s.bannerG(l, way, pick(s.rng, "Final Diagnosis", "Final Pathologic Diagnosis", "Diagnosis"))
	for i, p := range parts {
		s.sayG(l, 6, string(rune('A'+i))+". "+strings.ToUpper(p)+":")
		s.sayG(l, 24, "- "+dx[i])
	}
	s.bannerG(l, way, "Clinical Information")
	s.sayG(l, 6, his0(pick(s.rng, complaintsRenewed...))+". Previous case ", s.otherID("S25-"+digits(s.rng, 5)), " (", s.dateIn(s.collected.AddDate(-1, -1, 4), ""), ").")
	s.bannerG(l, way, "Gross Description")
	for i, p := range parts {
		s.sayG(l, 6, string(rune('A'+i))+". Received in formalin labeled with the patient's name (", s.ptAs(s.patient.last+", "+s.patient.first), fmt.Sprintf(") and \"%s\": tan tissue, 0.%d x 0.%d cm, entirely submitted in cassette %c1.", strings.ToLower(p), 3+s.rng.IntN(6), 2+s.rng.IntN(5), 'A'+i))
	}
	s.bannerG(l, way, "Microscopic Description")
	s.sayG(l, 6, "Microscopic examination was performed and supports the above diagnosis. Controls stained appropriately.")
	if s.coin(.5) {
		s.bannerG(l, way, "Synoptic Checklist")
		w := s.wide()
		s.ledger(ledger{x: s.left, head: l.bold, cell: l.txt, pad: 1.6, ways: "r", cols: []col{{"Item", w * .4, false}, {"Finding", w * .6, false}}}, [][]any{{"Histologic grade", pick(s.rng, "G1", "G2", "Cannot be assessed")}, {"Margins", "Negative for neoplasm"}, {"Greatest dimension", fmt.Sprintf("%d mm", 3+s.rng.IntN(18))}, {"Pathologic stage (AJCC 8)", "Not applicable"}})
	}
}

func (s *sheet) pathEndG(l lookG) {
	s.y += 6
	s.need(60)
	s.sayG(l, 0, append(append([]any{pick(s.rng, "*** Electronically signed out by ", "Case electronically signed by ", "Pathologist: ")}, s.mdE(s.attending, chart.ProviderName)...), "  ", s.date(s.reported, chart.SignatureDate), " "+s.timeE())...)
	s.sayG(l, 0, "Technical component performed at ", s.siteName(s.lab), ". Professional component performed at ", s.siteName(s.hospital), ". CPT: 88305.")
}

// gPathCase is a case printed from a hospital's record, tags first.
func gPathCase(s *sheet) {
	l := s.lookG(9.2)
	s.left, s.right = 44, s.w-44
	s.page()
	s.text(s.left, s.y, l.title, pick(s.rng, "Surgical Pathology Exam", "Tissue Exam", "Cytology, Non-Gynecologic"))
	s.textRight(s.right, s.y, l.txt, s.facility(s.hospital))
	s.y += 8
	box := pick(s.rng, byte('u'), 'b', '-')
	s.capsG(l, box, s.fcg(2.2, chart.PatientName, s.pt()), s.fcg(1.2, chart.MRN, s.mrnSeg()), s.fcg(1.2, chart.DateOfBirth, s.dob()), s.fcg(.9, chart.Sex, s.sex(s.coin(.5))))
	s.capsG(l, box, cg(2.2, pick(s.rng, "Authorizing Provider", "Ordering Provider", "Requested By"), s.mdE(s.referrer, chart.ReferringProvider)...), cg(1.2, "Order #", s.otherID(digits(s.rng, 9))), s.fcg(1.2, chart.CollectedDate, s.date(s.collected, chart.CollectedDate)), s.fcg(.9, chart.ReportedDate, s.date(s.reported, chart.ReportedDate)))
	s.y += 10
	s.runG(l, "Pathology Result")
	s.sayG(l, 0, "Status: Final result   Visible to patient: "+pick(s.rng, "Yes (seen)", "Yes (not seen)", "No"))
	s.pathBodyG(l, s.rng.IntN(4))
	s.pathEndG(l)
}

// gRadOrder is an imaging result as an order's print.
func gRadOrder(s *sheet) {
	l := s.lookG(9.6)
	s.page()
	study := pick(s.rng, studiesRenewed...)
	s.textIn(s.left, s.right-s.width(l.bold, s.hospital.name)-14, s.y, l.title.at(l.txt.size*1.3), study)
	s.text(s.left, s.y+13, l.txt, "Imaging Result  -  Status: Final result")
	s.textRight(s.right, s.y, l.bold, s.facility(s.hospital))
	s.textRight(s.right, s.y+13, l.tiny, s.cityE(s.hospital), "  ", s.phoneE(s.hospital.phone))
	s.y += 22
	s.inlineG(l, 20, s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.AccountNumber, s.acct()), pair{pick(s.rng, "Exam Date", "Performed", "Date of Exam"), []any{s.date(s.dos, chart.DateOfService)}},
		s.kv(chart.ReportedDate, s.date(s.dos, chart.ReportedDate)), s.kv(chart.ReferringProvider, s.mdE(s.referrer, chart.ReferringProvider)...), pair{pick(s.rng, "Accession #", "Order #"), []any{s.otherID(digits(s.rng, 8))}})
	s.y += 8
	s.runG(l, study)
	s.radBodyG(l, s.rng.IntN(4), study)
	s.y += 6
	s.need(50)
	s.sayG(l, 0, append(append([]any{pick(s.rng, "Signed by: ", "Final report electronically signed by ", "Interpreting Radiologist: ")}, s.mdE(s.attending, chart.ProviderName)...), pick(s.rng, " on ", " "), s.date(s.dos, chart.SignatureDate), " "+s.timeE())...)
	s.sayG(l, 0, "Result routing history: ", s.docAs(spoken(s.referrer.person, false)), " via In Basket.")
}

// radBodyG is a reading in sections.
func (s *sheet) radBodyG(l lookG, way int, study string) {
	part := func(h string, v ...any) { s.bannerG(l, way, h); s.sayG(l, 0, v...) }
	part(pick(s.rng, "Reason for Exam", "Clinical Indication", "Signs/Symptoms"), his0(pick(s.rng, complaintsRenewed...))+". ", s.years(), "-year-old "+pick2(s.patient.female, "woman", "man")+".")
	part("Comparison", pick(s.rng, "None available.", "None."))
	part(pick(s.rng, "Technique", "Procedure"), titled(study)+" was performed per department protocol. Dose reduction was used where applicable.")
	part("Findings", strings.Join(some(s.rng, 5, findingsRenewed), " "))
	part("Impression", "1. "+pick(s.rng, findingsRenewed...)+" 2. "+pick(s.rng, "No acute abnormality.", "Recommend follow-up imaging in 12 months.", "Findings were called to the office."))
}

// gRadReading is the radiology system's own report, boxes over prose.
func gRadReading(s *sheet) {
	l := s.lettersG(paper, paperBold, 10)
	study := pick(s.rng, studiesRenewed...)
	s.left, s.right = 56, s.w-56
	s.page()
	s.textMid(s.w/2, s.y, l.title, s.facility(s.hospital))
	s.textMid(s.w/2, s.y+12, l.tiny, "Department of Radiology   ", s.roadE(s.hospital), "   ", s.cityE(s.hospital), "   ", s.phoneE(s.hospital.phone))
	s.y += 24
	s.threeG(l, []string{"Patient", "Examination"}, []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(true)), s.kv(chart.MRN, s.mrnSeg())},
		[]pair{{"Exam", []any{study}}, {pick(s.rng, "Exam date", "Date of service", "Study date"), []any{s.date(s.dos, chart.DateOfService)}}, {pick(s.rng, "Referring physician", "Ordering physician"), s.mdE(s.referrer, chart.ReferringProvider)}, {"Accession", []any{s.otherID(s.accession)}}})
	s.runG(l, "Radiology")
	s.radBodyG(l, s.rng.IntN(4), study)
	s.y += 8
	rows := []pair{{pick(s.rng, "Dictated by", "Read by"), s.mdE(s.attending, chart.ProviderName)}, s.kv(chart.ReportedDate, s.date(s.dos, chart.ReportedDate)), {"Transcribed", []any{strings.ToLower(s.pcp.last[:2]), " ", s.date(s.dos, "")}}, {"Electronically signed", []any{s.date(s.dos, chart.SignatureDate)}}}
	s.need(70)
	for _, p := range rows {
		s.y += 13
		end := s.text(s.left, s.y, l.bold, p.label+": ")
		s.textIn(max(end, s.left+130), s.right, s.y, l.txt, p.value...)
	}
}
