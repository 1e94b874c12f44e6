package classify_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestTypesOfStrangers reads pages as clinics, hospitals, payers and states print them, most without a title that names their
// type.
func TestTypesOfStrangers(t *testing.T) {
	cases := []struct {
		want chart.Type
		page string
	}{
		{chart.IntakeForm, `
Welcome to Lakeview Family Medicine!
Please tell us about yourself
Full legal name ________________   Preferred name ____________
Birth date ____________   Home phone ______________   Cell ______________
Street address ______________________ City _________ State ___ Zip ______
Who should we call in an emergency? ______________  Relationship _________
Insurance company ______________  Policy holder _____________ Member ID ________
Allergies ____________________  Medicines you take _____________________
Do you smoke?  [ ] yes [ ] no     How did you hear about us? _____________`},
		{chart.IntakeForm, `
UNIVERSITY HOSPITAL                                     FACE SHEET
PATIENT: GONZALEZ, MARIA L      MRN: 00482913      ACCT: V98765432
ADMIT DATE: 04/10/2026     SEX: F     DOB: 03/04/1970     RELIGION: CATHOLIC
ADDRESS: 123 MAPLE ST, SPRINGFIELD IL 62704     PHONE: 217-555-0143
EMPLOYER: ACME TOOL     OCCUPATION: MACHINIST
NEXT OF KIN: JUAN GONZALEZ   RELATION: SPOUSE   PHONE: 217-555-0144
GUARANTOR: SELF
PRIMARY INS: AETNA PPO   POLICY: W123456789   GROUP: 0012345`},
		{chart.ConsentForm, `
Bayview Surgical Center
I authorize Dr. Chen and assistants to perform the following operation: ______________
The risks, benefits and alternatives have been explained to me. I understand that no guarantee
has been made about the result. I have read this form and my questions have been answered.
Patient or legal representative ___________________ Date ______ Witness ____________`},
		{chart.ConsentForm, `
NOTICE OF PRIVACY PRACTICES - ACKNOWLEDGEMENT
I have received a copy of the Notice of Privacy Practices of this office.
I give permission to leave messages about my care with the persons named below.
Printed name: Maria Gonzalez     Signature: ______________  Date: 04/12/2026`},
		{chart.InsuranceCard, `
BlueShield of the Lakes                    PPO
MARIA L GONZALEZ
ID  XQJ998033214        Grp 0012345
PCP $25   Spec $50   ER $250   UC $75
RxBIN 610014   RxPCN MEDD`},
		{chart.InsuranceCard, `
MEDICARE HEALTH INSURANCE
Name/Nombre
MARIA L GONZALEZ
Medicare Number/Número de Medicare
1EG4-TE5-MK72
Entitled to/Con derecho a         Coverage starts/Cobertura empieza
HOSPITAL (PART A)                 03-01-2016
MEDICAL (PART B)                  03-01-2016`},
		{chart.IDCard, `
ILLINOIS                         USA
4d LIC NO G524-5567-0083
3 DOB 03/04/1970      4b EXP 03/04/2029
1 GONZALEZ
2 MARIA LUCIA
8 123 MAPLE ST SPRINGFIELD IL 62704
15 SEX F  16 HGT 5-04  18 EYES BRO  12 RESTR NONE`},
		{chart.IDCard, `
PASSPORT
UNITED STATES OF AMERICA
Type P   Code USA   Passport No. 123456789
Surname GONZALEZ
Given Names MARIA LUCIA
Nationality UNITED STATES OF AMERICA
Date of birth 04 Mar 1970   Sex F
Date of expiration 02 Mar 2031`},
		{chart.ProgressNote, `
Gonzalez, Maria L   DOB 3/4/1970   MRN 00482913   04/12/2026 9:30 AM
CC: cough x 2 weeks
HPI: 56 y.o. female presents with dry cough at night. Denies fever.
ROS: negative except as above
PE: BP 128/76 HR 72 T 98.4. Lungs clear. Heart regular.
A/P: 1. Acute bronchitis (J20.9) - supportive care. 2. HTN - continue lisinopril.
RTC 2 weeks prn.`},
		{chart.ProgressNote, `
Nursing Shift Documentation
Patient resting comfortably in bed. Vital signs stable. Pain 3/10. IV patent.
Ambulated to bathroom with assistance. Diet tolerated. Call light in reach.
Patient denies nausea. Will continue to monitor.   J. Ito RN`},
		{chart.DischargeSummary, `
Admitted: 04/10/2026    Discharged: 04/14/2026    LOS 4 days
Principal diagnosis: Community acquired pneumonia
Brief hospital course: Treated with ceftriaxone and azithromycin and weaned to room air.
Disposition: home with family
Medications at discharge: amoxicillin 875 mg BID x 5 days
Follow up with PCP in one week. Condition: good`},
		{chart.LabReport, `
Specimen: Blood     Drawn 04/12/2026 08:15     Resulted 04/12/2026 14:20
WBC 12.4 H 4.0-11.0 K/uL
Hgb 11.2 L 12.0-16.0 g/dL
Hct 34.1 L 36.0-46.0 %
Plt 240 140-400 K/uL
Na 131 L 135-145 mmol/L
K 4.4 3.5-5.1 mmol/L`},
		{chart.LabReport, `
MICROBIOLOGY
Source: Urine, clean catch      Collected 04/12/2026
Culture result: >100,000 CFU/mL Escherichia coli
Susceptibility: Ampicillin R   Ceftriaxone S   Nitrofurantoin S
Final report 04/14/2026`},
		{chart.PathologyReport, `
DERMATOPATHOLOGY
Clinical data: r/o BCC left forearm
Gross: received in formalin, one shave of skin 0.6 x 0.4 cm, bisected.
Microscopic: sections show nests of basaloid cells with peripheral palisading.
Diagnosis: Skin, left forearm, shave: basal cell carcinoma, margins free.`},
		{chart.RadiologyReport, `
MRI LUMBAR SPINE WITHOUT CONTRAST
History: low back pain
Technique: sagittal T1, T2 and STIR; axial T2.
Comparison: none
Findings: mild disc bulge at L4-L5 without stenosis.
Impression: mild degenerative change.`},
		{chart.ReferralLetter, `
April 12, 2026
RE: Maria Gonzalez, DOB 3/4/1970
Dear Dr. Ito,
Thank you for agreeing to see this pleasant 56-year-old woman with palpitations for your evaluation.
Her EKG shows atrial fibrillation. I would appreciate your opinion about ablation.
With kind regards,
Robert Chen, MD`},
		{chart.ReferralLetter, `
REFERRAL ORDER
Refer to: Cardiology     Urgency: routine
Referred by: Robert Chen, MD    NPI 1234567893
Reason for referral: palpitations     Diagnosis: I48.91
Number of visits: evaluate and treat`},
		{chart.MedicationList, `
What I take every day - Maria Gonzalez, born 3/4/1970
Metformin 500 mg twice daily with meals
Lisinopril 10 mg every morning
Atorvastatin 40 mg at bedtime
Aspirin 81 mg daily
Levothyroxine 75 mcg every morning`},
		{chart.Prescription, `
Robert T. Chen, MD   DEA BC1234563   NPI 1234567893
Maria Gonzalez     DOB 03/04/1970     04/12/2026
Amoxicillin 500 mg cap
Sig: 1 cap po tid x 10d
Disp #30    Refills 0
DAW [ ]`},
		{chart.ImmunizationRecord, `
State Immunization Information System      Sofia Gonzalez  06/01/2020
DTaP      08/01/2020   10/02/2020   12/05/2020
IPV       08/01/2020   10/02/2020
MMR       06/15/2021
Varicella 06/15/2021
Hep B     06/02/2020   08/01/2020`},
		{chart.Superbill, `
Lakeview Family Medicine - walk-out receipt
Patient: Maria Gonzalez   Date: 04/12/2026   Provider: R. Chen MD
99213  Office visit, est, level 3      142.00
36415  Venipuncture                     15.00
Dx: I10, E11.9
Total charges 157.00    Paid today (copay) 25.00    Balance due 132.00`},
		{chart.ClaimForm, `
1a. INSURED'S I.D. NUMBER  XQJ998033214
2. PATIENT'S NAME  GONZALEZ, MARIA     3. PATIENT'S BIRTH DATE 03 04 1970
4. INSURED'S NAME  GONZALEZ, JUAN      11. INSURED'S POLICY GROUP OR FECA NUMBER
21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   A. I10
24. A. DATE(S) OF SERVICE   B. PLACE   D. PROCEDURES   F. $ CHARGES   G. UNITS
04 12 26   11   99213   142 00   1
25. FEDERAL TAX I.D. NUMBER   28. TOTAL CHARGE $ 142 00   33. BILLING PROVIDER INFO`},
		{chart.ClaimForm, `
3a PAT CNTL # 20410968     4 TYPE OF BILL 0131
8 PATIENT NAME GONZALEZ MARIA      10 BIRTHDATE 03041970   11 SEX F
42 REV CD   43 DESCRIPTION   44 HCPCS / RATE   45 SERV DATE   46 SERV UNITS   47 TOTAL CHARGES
0300  LABORATORY   80053   041226   1   48.00
0450  EMERGENCY ROOM   99284   041226   1   520.00
50 PAYER NAME AETNA   56 NPI 1234567893   58 INSURED'S NAME GONZALEZ MARIA`},
		{chart.EOB, `
Aetna                                           Claim details - this is not a bill
Member: Maria Gonzalez    ID W123456789    Claim 2026-0412-8837
Service            Amount billed   Plan discount   Plan paid   You may owe
Office visit       $142.00         $45.90          $76.10      $20.00
Blood test         $15.00          $7.00           $8.00       $0.00`},
		{chart.DenialLetter, `
Dear Maria Gonzalez:
We reviewed the request for MRI of the lumbar spine. We cannot approve it because it is not medically
necessary under your plan. You have the right to appeal this decision within 180 days.
Member ID W123456789    Reference number 4455667788`},
		{chart.FaxCover, `
TO: Medical Records       FAX: 217-555-0199
FROM: Dr. Chen's office   PHONE: 217-555-0100
PAGES: 4 (including cover)    DATE: 04/12/2026
RE: records request
This fax is confidential and intended only for the recipient named above.`},
		{chart.EOB, `
REMITTANCE ADVICE                         Check/EFT 00998877
Payer: Northstar Mutual                   Provider: Lakeview Family Medicine  NPI 1234567893
Patient: GONZALEZ, MARIA   HIC W123456789   ICN 2026041288370   ACNT 20410968
SERV DATE   PROC    BILLED    ALLOWED   DEDUCT   COINS   GRP/RC-AMT      PROV PD
0412        99213   142.00    96.10     0.00     20.00   CO-45 45.90     76.10
PT RESP 20.00    CLAIM TOTALS 142.00 96.10 0.00 20.00 45.90 76.10`},
		{chart.Superbill, `
Patient Account Statement                Statement date 04/30/2026    Account 20410968
Date         Description                    Charges      Payments     Balance
04/12/2026   99213 Office visit             142.00                    142.00
04/12/2026   36415 Venipuncture              15.00                    157.00
04/20/2026   Insurance payment                           84.10         72.90
Amount due 72.90     Please pay by 05/20/2026     Make checks payable to Lakeview Family Medicine`},
		{chart.Prescription, `
CVS Pharmacy #4411   400 Oak Street   217-555-0188
Rx 7788123      Maria Gonzalez
METFORMIN HCL 500 MG TABLET
TAKE ONE TABLET BY MOUTH TWICE DAILY
QTY 60     REFILLS 3     Prescriber: R. CHEN
Discard after 04/12/2027`},
		{chart.ProgressNote, `
Physical Therapy Daily Note
Pt reports pain 4/10 today, improved since last visit.
Treatment: therapeutic exercise 30 min, manual therapy 15 min. Tolerated well.
Assessment: progressing toward goals. Plan: continue 2x/week.`},
		{chart.ProgressNote, `
EMERGENCY DEPARTMENT PROVIDER NOTE
Arrival: ambulance   Triage level 3   Chief complaint: chest pain
HPI: 56 year old woman with two hours of pressure. ECG without ischemia. Troponin negative x2.
MDM: low risk. ED course: aspirin given. Discharged home in good condition.`},
		{chart.DenialLetter, `
Notice of Action - Claim 4455667788
Your claim for services on 04/12/2026 was denied.
Reason: prior authorization was not obtained before the service.
If you disagree you may file a grievance or request reconsideration within 60 days.`},
		{chart.RadiologyReport, `
SCREENING MAMMOGRAM, BILATERAL, WITH TOMOSYNTHESIS
Clinical indication: screening
The breasts are heterogeneously dense. No suspicious mass, calcification or distortion.
BI-RADS 1: negative. Routine screening in one year is recommended.`},
		{chart.RadiologyReport, `
Echocardiogram report
Indication: murmur     Technically adequate study
Left ventricular ejection fraction 55-60%. No regional wall motion abnormality.
Mild mitral regurgitation. No pericardial effusion.
Impression: normal LV function. Read by: A. Stone MD`},
		{chart.PathologyReport, `
GYNECOLOGIC CYTOLOGY
Specimen: ThinPrep Pap, cervical/endocervical
Adequacy: satisfactory for evaluation; endocervical component present
Interpretation: negative for intraepithelial lesion or malignancy
Screened by: J. Ito CT(ASCP)`},
		{chart.ImmunizationRecord, `
COVID-19 Vaccination Record Card
Please keep this record card, which includes medical information about the vaccines you have received.
Gonzalez  Maria  L     DOB 3/4/1970
1st Dose  Pfizer  EW0150   01/15/2021  County HD
2nd Dose  Pfizer  ER8732   02/05/2021  County HD`},
		{chart.LabReport, `
Hemoglobin A1c        7.4 %       High      Standard range 4.0 - 5.6 %
eAG                   166 mg/dL
Collected on Apr 12, 2026     Ordered by Robert Chen, MD      Authorizing lab: Quality Labs`},
		{chart.MedicationList, `
PATIENT: GONZALEZ, MARIA                        ALLERGIES: PENICILLIN
MEDICATION ADMINISTRATION RECORD
Metformin 500 mg PO BID          0800 JI    1700 KL
Lisinopril 10 mg PO daily        0800 JI
Enoxaparin 40 mg SC daily        2100 KL`},
		{chart.Other, "WORK STATUS\nTo whom it may concern: Maria Gonzalez was under my care and may return to work on April 20, 2026 without restrictions."},
		{chart.Separator, "               *** PATCH CODE T ***\n               Do not remove this sheet"},
		{chart.Blank, "        This page intentionally left blank"},
		{chart.Other, `
Lakeview Garden Club
Our summer meeting is on the lawn behind the library. Bring a chair and a plant to swap.
Tea and cake will be served by the committee from three o'clock.`},
	}
	wrong := 0
	for _, c := range cases {
		docs := classify.Split([]chart.Page{typeset.Page(1, strings.TrimPrefix(c.page, "\n"))})
		if docs[0].Type != c.want {
			wrong++
			t.Errorf("want %s, got %s (%.2f):%s", c.want, docs[0].Type, float64(docs[0].TypeConfidence), c.page[:min(len(c.page), 120)])
		}
	}
	t.Logf("%d of %d types right", len(cases)-wrong, len(cases))
}
