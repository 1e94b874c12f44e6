package synth

import (
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// fNote is a visit note; medicines and problems stand in runs, lists or tables.
func fNote(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Progress Note", "Office Visit", "Clinic Note", "Visit Summary"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.AccountNumber, s.acct()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)),
		s.kv(chart.ProviderName, s.withDegree(s.attending, chart.ProviderName)...), s.kv(chart.Payer, s.payerSeg()))
	s.footF(l)
	complaint := pick(s.rng, complaints...)
	s.textF(l, pick(s.rng, "Reason for visit", "CC"), complaint)
	s.textF(l, pick(s.rng, "History", "HPI", "Subjective"), s.storyF(complaint)...)
	s.textF(l, s.label(chart.Allergy), s.allergyF(pick(s.rng, "NKDA", "No known allergies"))...)
	s.medsF(l, pick(s.rng, "Medications", "Current Medications", "Active Meds"), s.rng.IntN(2))
	if s.coin(.6) {
		s.textF(l, "Review of systems", "Negative except as in the history. "+strings.Join(some(s.rng, 3, []string{"Sleep is fair.", "No chest pain.", "No change in vision.", "Bowel habits unchanged.", "No urinary symptoms."}), " "))
	}
	s.textF(l, pick(s.rng, "Exam", "Objective", "Physical examination"), fmt.Sprintf("BP %d/%d  P %d  T 98.%d  Wt %d. ", 104+s.rng.IntN(60), 58+s.rng.IntN(36), 56+s.rng.IntN(44), s.rng.IntN(9), 110+s.rng.IntN(140))+strings.Join(some(s.rng, 5, exams), " "))
	s.problemsF(l, pick(s.rng, "Assessment", "Impression", "Diagnoses", "Assessment and Plan"))
	s.textF(l, "Plan", strings.Join(some(s.rng, 4, plans), " "))
	s.endF(l, s.attending, s.date(s.dos, chart.SignatureDate), "")
}

// medsF lists medicines: 0 a run, 1 one a line, 2 a table.
func (s *sheet) medsF(l lookF, title string, way int) {
	if way == 2 {
		s.titleF(l, title)
		var rows [][]any
		for _, m := range s.meds {
			rows = append(rows, []any{s.medSegCell(m), cellOf("dose", m.dose), cellOf("frequency", m.freq), cellOf("route", m.route)})
		}
		cols := []col{{pick(s.rng, "Medication", "Name", "Drug"), 150, false}, {pick(s.rng, "Dose", "Strength", "Amount"), 70, false}, {pick(s.rng, "Frequency", "Schedule", "Instructions"), 150, false}, {"Route", 50, false}}
		s.tableF(l, "medications", cols, s.later(rows))
		return
	}
	s.partF(l, title, func(x, w float64) {
		if way == 0 {
			var parts []any
			for i, m := range s.meds {
				parts = append(parts, pick2(i > 0, "; ", ""), s.medSeg(m), " "+m.dose+" "+m.freq)
			}
			s.para(x, w, l.txt, parts...)
			return
		}
		for i, m := range s.meds {
			s.medLine(x, w, l.txt, pick2(l.heading%2 == 0, fmt.Sprintf("%d. ", i+1), "- "), s.medSegCell(m), " ", cellOf("dose", m.dose), ", ", cellOf("route", m.route), ", ", cellOf("frequency", m.freq))
		}
	})
}

func (s *sheet) medSegCell(m medItem) seg { return s.medSeg(m).in("medication") }

// later gives rows as they are; it stands where a table may be sorted.
func (s *sheet) later(rows [][]any) [][]any {
	if s.coin(.5) {
		s.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return rows
}

// problemsF lists diagnoses with their codes before, behind or in a table.
func (s *sheet) problemsF(l lookF, title string) {
	way := s.rng.IntN(3)
	if way == 2 {
		s.titleF(l, title)
		var rows [][]any
		for _, d := range s.dx {
			rows = append(rows, []any{s.codeSeg(d).in("diagnosis_code"), s.dxSeg(d).in("diagnosis"), s.dateAs(s.dos.AddDate(-1-s.rng.IntN(9), -s.rng.IntN(11), 0), "01/2006").in("onset")})
		}
		s.tableF(l, "problems", []col{{pick(s.rng, "ICD-10", "Code"), 70, false}, {pick(s.rng, "Problem", "Diagnosis", "Description"), 250, false}, {pick(s.rng, "Onset", "Since"), 70, false}}, rows)
		return
	}
	s.partF(l, title, func(x, w float64) {
		for i, d := range s.dx {
			s.problemLine(x, w, l.txt, d, func(name, code seg) []any {
				if way == 0 {
					return []any{fmt.Sprintf("%d. ", i+1), name, " - ", code}
				}
				return []any{code, "  ", name}
			})
		}
	})
}

// fDischarge is the summary of a stay.
func fDischarge(s *sheet) {
	l := s.lookF()
	s.topF(l, s.hospital, pick(s.rng, "Discharge Summary", "Hospital Summary", "Discharge Report"))
	s.idsF(l, s.kv(chart.PatientName, s.pt()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.AdmissionDate, s.date(s.admit, chart.AdmissionDate)), s.kv(chart.DischargeDate, s.date(s.discharge, chart.DischargeDate)),
		pair{pick(s.rng, "Attending", "Attending physician", "Discharging physician"), s.withDegree(s.attending, chart.ProviderName)}, s.kv(chart.AccountNumber, s.acct()), pair{"Primary care", s.withDegree(s.pcp, "")})
	s.footF(l)
	s.problemsF(l, pick(s.rng, "Discharge diagnoses", "Diagnoses", "Final diagnoses"))
	s.textF(l, "Presentation", s.storyF(pick(s.rng, complaints...))...)
	s.textF(l, "Hospital course", "Admitted ", s.dateIn(s.admit, ""), " under Dr. ", s.docAs(s.attending.last), ". "+strings.Join(some(s.rng, 4, findings), " ")+" "+strings.Join(some(s.rng, 4, exams), " ")+" Seen by ", s.docAs("Dr. "+s.referrer.last), " on ", s.dateIn(s.admit.AddDate(0, 0, 1), ""), ".")
	s.textF(l, s.label(chart.Allergy), s.allergyF("None")...)
	s.medsF(l, pick(s.rng, "Discharge medications", "Medications on discharge", "Take these medicines"), 2)
	s.textF(l, "Instructions", strings.Join(some(s.rng, 3, plans), " ")+" Follow up with ", s.docAs("Dr. "+spoken(s.pcp.person, false)), " on ", s.dateIn(s.discharge.AddDate(0, 0, 10), ""), " at ", s.siteName(s.clinic), ", ", s.telOf(s.clinic.phone, chart.PhoneNumber, Facility), ". "+strings.ToUpper(s.relation[:1])+s.relation[1:]+" ", relAs(s.kin.first), " will help at home.")
	s.endF(l, s.attending, s.date(s.discharge, chart.SignatureDate), "")
}

// fReferral is a letter or a form about one patient to a colleague.
func fReferral(s *sheet) {
	l := s.lookF()
	s.topF(l, s.clinic, pick(s.rng, "Referral", "Consultation Request", "Referral for Specialty Care"))
	s.text(s.left, s.y+4, l.txt, s.dateIn(s.dos, ""))
	s.y += 22
	for _, p := range [][]any{s.withDegree(s.referrer, ""), {s.referrer.specialty + ", ", s.siteName(s.hospital)}, {geo(s.hospital.street+", "+s.hospital.cityLine(), Facility)}} {
		s.para(s.left, s.wide(), l.txt, p...)
	}
	s.y += 6
	ps := []pair{s.kv(chart.PatientName, s.pt()), s.kv(chart.DateOfBirth, s.dob()), s.kv(chart.MRN, s.mrnSeg()), s.kv(chart.Phone, s.phone()), s.kv(chart.Payer, s.payerSeg()), s.kv(chart.MemberID, s.memberID())}
	if s.coin(.5) {
		ps = append(ps, s.kv(chart.Sex, s.sex(s.coin(.5))), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)))
	}
	s.idsF(l, ps...)
	s.para(s.left, s.wide(), l.txt, "Dear Dr. ", s.docAs(s.referrer.last), ":")
	s.skip(4)
	s.para(s.left, s.wide(), l.txt, append([]any{"Please see this patient for " + pick(s.rng, "evaluation", "a second opinion", "co-management") + ". "}, s.storyF(pick(s.rng, complaints...))...)...)
	s.problemsF(l, "Problems")
	s.medsF(l, "Medications", s.rng.IntN(2))
	s.textF(l, s.label(chart.Allergy), s.allergyF("No known drug allergies")...)
	s.skip(8)
	s.need(110)
	s.text(s.left, s.y, l.txt, pick(s.rng, "Sincerely,", "Thank you,", "Kind regards,"))
	s.autograph(s.left+4, s.y+30, 150, spoken(s.pcp.person, false), Provider, chart.SignaturePresent)
	s.text(s.left, s.y+52, l.txt, s.withDegree(s.pcp, chart.ReferringProvider)...)
	s.text(s.left, s.y+65, l.txt, "NPI ", s.npi(s.pcp))
}

// fDenial is a plan's letter.
func fDenial(s *sheet) {
	l := s.lookF()
	s.page()
	s.text(s.left, s.y, l.head().at(15), s.payerSeg())
	s.textRight(s.right, s.y, l.tiny, "Member Appeals, ", geo("PO Box "+digits(s.rng, 5)+", "+s.lab.cityLine(), Facility))
	s.y += 34
	where := s.patient
	for _, p := range [][]any{{s.ptAs(spoken(where, false))}, {geo(where.street, Patient)}, {geo(where.cityLine(), Patient)}} {
		s.text(s.left, s.y, l.txt, p...)
		s.y += l.txt.size * 1.3
	}
	s.y += 16
	s.textMid(s.w/2, s.y, l.bold.at(12), pick(s.rng, "Claim Decision: Denied", "NOTICE OF DENIAL", "Denial of Benefits"))
	s.y += 16
	s.idsF(l, pair{pick(s.rng, "Letter date", "Date of notice", "Notice date"), []any{s.date(s.notice(), chart.ReportedDate)}}, pair{pick(s.rng, "Member", "Patient", "Member name"), []any{s.pt()}}, s.kv(chart.MemberID, s.memberID()), s.kv(chart.ClaimNumber, s.claimNo()), s.kv(chart.DateOfService, s.date(s.dos, chart.DateOfService)), pair{pick(s.rng, "Provider", "Servicing provider", "Provider of care"), s.withDegree(s.attending, chart.ProviderName)})
	s.y += 6
	s.para(s.left, s.wide(), l.txt, "Dear ", s.ptAs(s.title(where)+" "+where.last), ",")
	s.skip(4)
	s.para(s.left, s.wide(), l.txt, "This letter explains why your claim for "+strings.ToLower(pick(s.rng, services...).desc)+" was denied.")
	s.textF(l, pick(s.rng, "Reason", "Denial reason", "Why it was denied", "Rationale"), seg{text: pick(s.rng, denials...), field: chart.DenialReason})
	s.textF(l, pick(s.rng, "How to appeal", "Appeal rights", "What you can do"), "Send a written appeal within 180 days by mail, or by fax to ", s.telOf(s.lab.fax, chart.Fax, Facility), ". Someone you choose, for example ", s.rel(s.kin), ", may act for you. Questions: ", s.telOf(s.lab.phone, chart.PhoneNumber, Facility), ".")
	s.textF(l, "Other help", "You may file a complaint with the state insurance department. Language services are free.")
	s.skip(24)
	s.text(s.left, s.y, l.txt, append(s.withDegree(s.referrer, ""), ", Medical Reviewer")...)
}
