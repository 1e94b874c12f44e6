package layout

import (
	"slices"
	"sync"
)

// Key says what a label stands for. For the fields of the contract it is the field's name.
type Key string

// Keys of labels that are no field of the contract. Their values must not be taken for one.
const (
	Name        Key = "name"          // a name, of whom the surroundings say
	DateKey     Key = "date"          // a date, of what the surroundings say
	IDKey       Key = "id"            // an identifier, of what the surroundings say
	InsuredName Key = "insured_name"  // the subscriber's, who may be another person
	Relative    Key = "relative_name" // guarantor, emergency contact, employer …
	FirstName   Key = "first_name"
	LastName    Key = "last_name"
	MiddleName  Key = "middle_name"
	OtherDate   Key = "other_date" // printed, ordered, expires, onset …
	Fax         Key = "fax"
	Age         Key = "age"
	City        Key = "city"
	State       Key = "state"
	Zip         Key = "zip"
	OtherID     Key = "other_id" // accession, order, lot, policy form, RxBIN …
	OtherPerson Key = "other_person"
	OtherMoney  Key = "other_money"
	OtherPhone  Key = "other_phone"
	OtherText   Key = "other_text" // ends the value before it; holds nothing of ours
	Signature   Key = "signature"
	Reason      Key = "reason" // of a visit, an examination
	From        Key = "from"
	To          Key = "to"
)

// entry is one group of phrasings for one key.
type entry struct {
	key     Key
	phrases []string
}

// lexicon lists the phrasings as clinics, laboratories and payers in the United States print them, English and Spanish.
// Number signs, "No.", "Number" and the like are one word (see canon), so "#" here stands for them all.
var lexicon = []entry{
	{"patient_name", []string{"patient name", "name of patient", "patient", "patient full name", "full name", "legal name", "full legal name",
		"patient name (last, first, middle)", "patient name (last name, first name, middle initial)", "name (last, first, middle)",
		"name (last, first)", "last name, first name", "last, first, middle", "last name first name middle initial", "patient legal name",
		"member name", "enrollee name", "claimant name", "claimant", "client name", "resident name", "donor name", "beneficiary name",
		"name of insured or patient", "re patient", "nombre del paciente", "nombre completo", "nombre", "paciente", "nombre y apellidos",
		"patient information name", "child name", "student name", "name of child", "recipient name", "vaccine recipient", "card holder",
		"patient printed name", "print patient name", "printed name of patient", "patient name (print)",
		"patient name (please print)", "apellidos y nombre", "member", "patient ln fn mi"}},
	{Name, []string{"name", "name (print)", "name (please print)", "printed name", "print name", "for"}},
	{LastName, []string{"last name", "surname", "family name", "apellido", "apellidos", "patient last name", "legal last name", "last"}},
	{FirstName, []string{"first name", "given name", "given names", "first", "patient first name", "legal first name", "primer nombre", "nombres"}},
	{MiddleName, []string{"middle name", "middle initial", "middle", "m.i.", "patient middle name"}},
	{InsuredName, []string{"insured name", "subscriber name", "subscriber", "policy holder name", "policyholder name", "policyholder",
		"policy holder", "insured", "name of insured", "name of subscriber", "cardholder name", "cardholder", "primary insured", "other insured name",
		"insured name (last name, first name, middle initial)", "nombre del asegurado", "subscriber/member name", "primary subscriber",
		"insured party"}},
	{"date_of_birth", []string{"date of birth", "birth date", "dob", "d.o.b.", "patient date of birth", "patient dob", "birthdate", "birthday", "born",
		"patient birth date", "patient birthdate", "dob (mm/dd/yyyy)", "date of birth (mm/dd/yyyy)", "birth date (mm/dd/yyyy)", "fecha de nacimiento",
		"fecha de nac.", "f. nacimiento", "nacimiento", "dob/age", "dob/sex", "birth dt", "member dob", "date of birth/sex", "date of birth (dob)",
		"dob (age)", "age/dob"}},
	{OtherDate, []string{"print date", "printed", "printed on", "date printed", "run date", "order date", "ordered", "date ordered", "expiration date",
		"expires", "exp date", "exp", "onset", "onset date", "date of onset", "effective date", "effective", "coverage effective date", "eff date",
		"received", "received date", "date received", "date of notice", "notice date", "letter date", "date of letter", "process date",
		"processed date", "date processed", "check date", "payment date", "paid date", "issue date", "issued", "date issued", "insured date of birth", "filled",
		"date filled", "fill date", "last updated", "updated", "revised", "rev", "next appointment", "follow-up date", "vis date", "date of injury",
		"date of accident", "date of current illness", "date of last visit", "next due", "due date", "statement date", "dictated", "transcribed",
		"date of death", "appeal deadline", "appeal by", "faxed", "time", "hora", "date of referral", "referral date", "valid until", "iss",
		"date last given", "last filled", "insured dob", "subscriber dob", "subscriber date of birth", "policy holder dob", "policyholder date of birth", "spouse dob", "guarantor dob", "date of statement", "date of request"}},
	{DateKey, []string{"date", "fecha", "today date", "date/time", "date (mm/dd/yyyy)"}},
	{"sex", []string{"sex", "gender", "patient sex", "sexo", "sex at birth", "birth sex", "legal sex", "administrative sex", "género", "assigned sex at birth",
		"gender identity", "sex (m/f)", "patient gender", "m/f", "f/m"}},
	{Age, []string{"age", "edad", "patient age", "age at visit"}},
	{"mrn", []string{"mrn", "m.r.n.", "medical record #", "medical record", "med rec #", "medical rec #", "mr #", "mr#", "chart #", "chart", "record #", "patient id", "patient id #", "patient #",
		"patient mrn", "hospital #", "unit #", "med record #", "chart id", "expediente", "# de expediente", "historia clinica #", "medical record # (mrn)",
		"mrn #", "mrn/id", "pid", "hospital id", "emr #", "ehr id", "emr id", "patient identifier", "patient mrn #", "patient chart #", "medical record id", "hrn"}},
	{"account_number", []string{"account #", "patient account #", "account", "patient account", "hospital account #", "har", "har #", "visit #", "encounter #", "csn", "encounter id",
		"billing account #", "guarantor account #", "fin", "fin #", "visit id", "account id", "cuenta", "# de cuenta", "provider account #",
		"patient control #", "control #", "patient acct", "financial #", "statement account #"}},
	{"ssn", []string{"ssn", "social security #", "social security", "soc sec #", "ss #", "ss", "s.s.n.", "soc. sec.", "seguro social", "# de seguro social", "patient ssn", "social",
		"social security # (ssn)", "ssn (last 4)", "last 4 ssn"}},
	{"phone", []string{"phone", "phone #", "patient phone", "home phone", "cell phone", "mobile phone", "cell", "mobile", "telephone (include area code)",
		"daytime phone", "primary phone", "contact phone", "contact #", "phone (home)", "phone (cell)", "home", "evening phone", "patient phone #", "home phone #",
		"best phone #", "preferred phone", "teléfono", "telefono", "telefono de casa", "celular", "phone/cell", "home telephone", "cell #", "mobile #", "daytime phone #"}},
	{OtherPhone, []string{"work phone", "office phone", "emergency phone", "emergency contact phone", "customer service", "member service", "member services",
		"clinic phone", "pharmacy phone", "for questions call", "call", "pager", "provider phone", "nurse line", "employer phone", "work", "provider service",
		"contact person phone", "pharmacy help desk", "questions", "prior authorization", "precertification", "office", "claims phone", "guarantor phone",
		"provider services", "customer care", "physician phone", "facility phone"}},
	{Fax, []string{"fax", "fx", "facsimile", "fax #", "fax number", "clinic fax", "office fax", "to fax", "from fax"}},
	{"email", []string{"email", "e-mail", "email address", "e-mail address", "patient email", "correo electronico", "correo"}},
	{"address", []string{"address", "patient address", "home address", "street address", "mailing address", "street", "direccion", "dirección", "domicilio",
		"residence", "patient address (no., street)", "address line 1", "address 1", "current address", "address (#, street)", "patient address (#, street)",
		"member address", "residential address"}},
	{OtherText, []string{"insured address", "provider address", "employer address", "pharmacy address", "facility address", "pharmacy", "pharmacy name",
		"employer", "employer name", "occupation", "marital status", "race", "ethnicity", "language", "preferred language", "relationship",
		"relationship to patient", "relationship to insured", "patient relationship to insured", "relationship to subscriber", "race/ethnicity",
		"religion", "specimen", "specimen type", "status", "room", "bed", "unit", "ward", "page", "re", "subject", "to", "plan type",
		"plan", "copay", "height", "weight", "bp", "pulse", "temp", "bmi", "comments", "comment", "notes", "remarks", "priority", "urgency", "quantity",
		"refills", "refill", "disp", "dispense", "directions", "instructions", "report status", "fasting", "volume", "source",
		"class", "eyes", "eye color", "hair", "hgt", "wgt", "ht", "wt", "restrictions", "end", "donor", "pages", "# of pages", "total pages", "including cover",
		"number of pages", "exam", "examination", "study", "procedure", "technique", "comparison", "contrast", "modality", "visit type",
		"location", "department", "dept", "clinic location", "organization", "attn", "attention", "cc", "urgent", "for review",
		"please reply", "insurance type", "coverage", "coverage type", "network", "deductible", "office visit", "specialist", "emergency room",
		"respiration", "respirations", "resp", "o2 sat", "spo2", "temperature", "heart rate", "blood pressure", "pain", "disposition", "condition at discharge",
		"length of stay", "los", "admit source", "attending service", "service", "specialty", "phone type", "contact", "witness", "interpreter",
		"place of service", "pos", "units", "method", "analyst", "relation", "daw", "substitution", "sig", "strength", "remark code", "message", "documents", "documents attached", "condition", "telephone encounter"}},
	{City, []string{"city", "ciudad", "town", "city/town"}},
	{State, []string{"state", "estado"}},
	{Zip, []string{"zip", "zip code", "zipcode", "codigo postal", "postal code"}},
	{"member_id", []string{"member id", "member id #", "member #", "subscriber id", "subscriber id #", "subscriber #", "policy #", "policy id", "insured i.d. #",
		"insured id", "insured id #", "insured unique id", "insured unique id #", "id #", "identification #", "insurance id", "insurance id #", "enrollee id", "enrollee #", "certificate #", "medicare #",
		"medicaid #", "medicaid id", "medicare id", "medicare claim #", "mbi", "hicn", "health plan id", "plan id #", "recipient id", "beneficiary id",
		"cardholder id", "card #", "policy/id #", "id de miembro", "# de poliza", "poliza", "numero de miembro", "policy", "insurance policy #", "member id/policy #",
		"insurance #", "contract #", "cert #", "subscriber/member id", "policy/member id", "alternate id", "rx id", "rxid", "id del miembro", "primary id #",
		"member/subscriber id", "policy or id #", "id/policy #", "insured id # (for program in item 1)", "member identification #", "umi", "policy id #"}},
	{"group_number", []string{"group #", "group", "group id", "grp #", "grp", "policy group #", "plan group #", "employer group #", "insured policy group or feca #",
		"group/policy #", "group policy #", "group name/#", "# de grupo", "grupo", "policy group or feca #", "group code", "insured group #", "rxgrp #", "account/group #",
		"insurance group #", "insured policy group #"}},
	{"payer", []string{"payer", "payer name", "payor", "insurance", "insurance company", "insurance carrier", "carrier", "carrier name", "primary insurance",
		"insurance plan name", "insurance plan", "health plan", "plan name", "insurance name", "insurer", "insurance plan name or program name", "aseguradora",
		"compañia de seguro", "seguro medico", "primary payer", "primary insurance company", "insurance company name", "payor name", "primary carrier", "health insurance",
		"primary insurance plan", "primary plan", "insurance provider", "seguro", "primary ins", "primary payor", "third party payer", "ins plan", "insurance payer"}},
	{OtherText, []string{"secondary insurance", "secondary insurance plan", "secondary payer", "other insurance", "secondary carrier", "secondary"}},
	{OtherID, []string{"accession #", "accession", "specimen #", "specimen id", "order #", "order id", "lab id", "requisition #", "lot #", "lot", "rxbin", "rx bin", "bin", "pcn", "rx pcn", "rxpcn",
		"rxgrp", "rx grp", "rxgroup", "rx group", "clia #", "clia", "dea #", "dea", "license #", "lic #", "state license #", "tax id", "tax id #", "federal tax id", "federal tax i.d. #", "tin", "ein", "dl",
		"dl #", "driver license #", "license", "check #", "eft #", "trace #", "ndc", "rx #", "prescription #", "authorization #", "prior authorization #", "referral #",
		"reference #", "ref #", "case #", "payer id", "electronic payer id", "plan #", "upin", "taxonomy", "batch #", "batch", "box", "dd", "document #", "report #",
		"form #", "job #", "id card #", "passport #", "case id", "requisition", "study id", "provider id", "npi/tax id", "invoice #", "isbn", "medicare provider #", "lab #", "state id #",
		"serial #", "sequence #", "employee id", "exam #", "phone extension", "confirmation #", "check/eft #", "pathology #", "surgical #", "slide #"}},
	{"facility", []string{"facility", "facility name", "clinic", "clinic name", "hospital", "hospital name", "practice", "practice name", "performing laboratory", "performing lab",
		"laboratory", "service facility", "service facility location", "service facility location information", "location name", "treating facility", "clinica",
		"servicing facility", "admitting facility", "performing facility", "performing site", "lab name", "site", "place of treatment", "facilidad", "centro medico",
		"facility where service rendered", "rendering facility", "instalacion"}},
	{"provider_name", []string{"provider", "provider name", "attending", "attending physician", "attending provider", "physician", "physician name", "doctor", "dr", "pcp",
		"primary care physician", "primary care provider", "rendering provider", "treating physician", "treating provider", "prescriber", "prescribed by", "prescriber name", "author",
		"clinician", "seen by", "pathologist", "radiologist", "surgeon", "electronically signed by", "signed by", "dictated by", "interpreted by", "read by", "interpreting physician",
		"reporting physician", "proveedor", "medico", "médico", "performed by", "attending md", "rendering physician", "billing provider name", "signing provider", "billing provider", "billing provider info", "operating physician", "electronically signed", "e-signed by", "digitally signed by", "proveedor medico",
		"authenticated by", "discharge physician", "discharging physician", "reporting radiologist", "interpreting radiologist", "signing pathologist", "consultant", "dictating physician",
		"provider of service", "practitioner", "treating clinician", "visit provider", "encounter provider", "author name", "name of physician", "attending name", "rendering provider name",
		"reported by", "service provider", "medico tratante", "prescribing physician", "prescribing provider", "dispensing physician", "examined by", "physician of record"}},
	{OtherPerson, []string{"emergency contact", "emergency contact name", "name of next of kin", "next of kin name", "notify in emergency", "in case of emergency", "emergency notify", "caregiver", "guarantor", "guarantor name", "responsible party", "spouse", "spouse name", "mother name", "father name", "mother maiden name",
		"parent/guardian", "parent or guardian", "parent name", "guardian", "next of kin", "contacto de emergencia", "contact name", "contact person", "nurse",
		"technologist", "transcriptionist", "medical director", "laboratory director", "lab director", "director", "from", "de", "para", "collected by", "administered by", "given by",
		"witness name", "signature of witness", "interpreter name", "case manager", "transcribed by", "verified by", "received by", "pharmacist", "sent by", "sender", "recipient", "printed by",
		"referred to", "refer to", "referring to", "consulting physician", "consulting provider", "copies to", "copy to", "technician", "surrogate", "legal representative",
		"name of person signing", "billing contact", "entered by", "prepared by", "reviewed by", "supervising physician", "medical assistant", "emergency contact/relationship"}},
	{"provider_npi", []string{"npi", "npi #", "provider npi", "rendering provider npi", "npi number", "physician npi", "rendering npi", "national provider id", "national provider identifier", "provider npi #",
		"prescriber npi", "attending npi", "individual npi", "rendering provider id #", "pcp npi", "attending provider npi", "provider id (npi)", "npi id"}},
	{OtherID, []string{"billing npi", "billing provider npi", "facility npi", "referring npi", "referring provider npi", "group npi", "service facility npi", "organization npi", "pharmacy npi"}},
	{"referring_provider", []string{"referring provider", "referring physician", "referred by", "referring", "ordering", "ordering dr", "ref phys", "ref physician", "ref provider", "ref dr", "ref md", "ref by", "ordering provider", "ordering physician", "ordered by", "referring doctor", "requesting physician",
		"requesting provider", "name of referring provider", "name of referring provider or other source", "ordering md", "refering physician", "medico referente", "referido por", "referring dr",
		"requested by", "referring clinician", "submitting physician", "submitted by", "ordering clinician", "referring provider name", "referring md", "ordering provider name",
		"referral source", "referral from", "client physician", "submitting provider"}},
	{"date_of_service", []string{"date of service", "dos", "d.o.s.", "service date", "date of visit", "visit date", "encounter date", "date of encounter", "exam date", "date of exam",
		"date of examination", "examination date", "study date", "date(s) of service", "dates of service", "appointment date", "fecha de servicio", "fecha de visita", "date seen", "procedure date",
		"date of procedure", "date written", "rx date", "written", "date prescribed", "written date", "date of study", "statement from", "date service", "prescription date", "fecha de la visita",
		"service dates", "visit date/time", "as of", "list date", "date of list", "current as of", "as of date", "encounter date/time", "date/time of service", "date of evaluation", "note date", "written on", "date of treatment", "seen on", "exam date/time", "surgery date", "date of surgery",
		"date of imaging", "imaging date", "study date/time", "dos from", "fecha del servicio", "fecha de consulta", "date of consultation", "date service provided"}},
	{"admission_date", []string{"admission date", "date of admission", "admit date", "admitted", "admission", "admitted on", "fecha de ingreso", "fecha de admision", "date admitted", "adm date", "admit", "admit dt", "admission date/time", "adm", "hospitalization from", "ingreso", "admit date/time"}},
	{"discharge_date", []string{"discharge date", "date of discharge", "discharged", "discharged on", "fecha de alta", "date discharged", "disch date", "discharge dt", "discharge date/time", "d/c date", "hospitalization to", "alta"}},
	{"collected_date", []string{"collected", "collection date", "date collected", "collected date", "date of collection", "specimen collected", "collected on", "drawn", "date drawn", "draw date", "collection date/time",
		"collection", "date/time collected", "collection dt", "specimen collection date", "fecha de recoleccion", "fecha de toma", "fecha de muestra", "specimen date", "collected date/time",
		"collected at", "date of specimen", "sample date", "sample collected", "specimen collected on", "specimen drawn", "procedure/collection date", "date taken", "date obtained", "obtained"}},
	{"reported_date", []string{"reported", "report date", "date reported", "reported date", "date of report", "reported on", "result date", "resulted", "date resulted", "final report date", "signed out", "date signed out", "sign out date",
		"finalized", "fecha de reporte", "fecha de informe", "report date/time", "reported date/time", "results reported", "fecha de resultado", "fecha del informe", "final report", "date finalized",
		"date/time reported", "released", "date released", "rpt dt", "report dt", "read on", "date read", "interpreted on", "verified on", "final date", "date of final report", "completed", "date completed", "result date/time"}},
	{"total_charge", []string{"total charge", "total charges", "total", "total amount", "total billed", "amount billed", "billed amount", "total due", "total fees", "total fee", "total amount billed", "charges total",
		"claim total", "grand total", "28. total charge", "total claim charge", "total de cargos", "cargo total", "total charges billed", "total amount charged", "total submitted charges", "total billed amount", "billed charges", "submitted charges",
		"amount charged", "total charged", "total billed charges", "total for this claim", "visit total", "total charges for today", "total today", "today charges", "total todays charges", "sum of charges", "claim totals", "totals", "total claim amount", "claim amount",
		"charge amount", "charges", "amount of claim"}},
	{OtherMoney, []string{"amount paid", "paid", "payment", "balance", "balance due", "amount due", "patient responsibility", "you owe", "patient owes", "amount you owe", "allowed", "allowed amount", "plan paid", "total paid", "total allowed",
		"previous balance", "coinsurance", "co-insurance", "not covered", "discount", "adjustment", "payment today", "your responsibility", "your total cost", "plan discount", "what you owe", "insurance paid", "copayment", "total patient responsibility",
		"total you owe", "total plan paid", "paid today", "payments", "payment received", "amount allowed", "what your plan paid", "total patient owes", "deducible", "saldo"}},
	{"claim_number", []string{"claim #", "claim id", "claim", "claim control #", "payer claim #", "icn", "dcn", "claim reference #", "internal control #", "# de reclamo", "# de reclamacion", "reclamo", "claim reference", "payer claim control #", "document control #", "claim no(s)",
		"claim id #", "tcn", "claim ref #", "claim file #", "original reference #", "claim identifier", "re claim #", "claim icn", "adjudication claim #"}},
	{"denial_reason", []string{"denial reason", "reason for denial", "reason for the denial", "reason for decision", "denied because", "reason", "determination reason", "basis for denial", "why was it denied", "why we denied", "motivo de denegacion", "razon de la denegacion", "motivo del rechazo",
		"reason for our decision", "reason for determination", "reason for this decision", "reason for non-coverage", "decision rationale", "explanation of denial", "rationale", "reason for adverse determination", "denial rationale", "denial explanation", "reason denied", "basis for decision",
		"reason for adverse benefit determination", "why we made this decision", "why your claim was denied", "reason for non-payment", "our reason", "why this claim was denied", "reason given"}},
	{Signature, []string{"signature", "patient signature", "signature of patient", "patient or guardian signature", "signature of patient or representative", "provider signature", "physician signature", "signed", "firma", "firma del paciente", "x signature", "signature of patient or legal representative",
		"signature of patient/guardian", "authorized signature", "signature on file", "prescriber signature", "insured or authorized person signature", "patient or authorized person signature", "signature of physician or supplier", "responsible party signature", "signature of responsible party", "parent/guardian signature",
		"signature of patient or guardian", "patient/guardian signature", "signature of prescriber", "signature of provider", "signature of parent or guardian", "signature of parent/guardian", "signature of patient or authorized representative", "patient/representative signature", "signature of physician"}},
	{"signature_date", []string{"date signed", "signature date", "signed on", "date of signature", "signed date", "fecha de firma", "electronically signed on", "date/time signed", "date & time signed", "signed (date)", "signed date/time", "date electronically signed", "e-signed on"}},
	{"allergy", []string{"allergies", "allergy", "drug allergies", "known allergies", "medication allergies", "allergies/reactions", "allergies and reactions", "allergies & reactions", "allergies and adverse reactions", "alergias", "allergic to", "adverse reactions", "allergen",
		"allergies/intolerances", "drug allergies/reactions", "allergies to medications", "allergy list", "alergias a medicamentos", "list all allergies", "allergies (drug/food/other)", "allergies to medication", "list any allergies", "allergies / reactions", "allergies (list)", "allergies/adverse reactions",
		"allergies and intolerances", "medication allergies / reactions", "alergias conocidas", "allergies (medication and reaction)", "allergies and sensitivities", "any known allergies", "active allergies", "current allergies"}},
	{"medication", []string{"medications", "medication", "current medications", "medication list", "home medications", "discharge medications", "medicines", "active medications", "medication name", "drug", "drug name", "medicamentos", "current medication list", "medicamentos actuales",
		"outpatient medications", "present medications", "medications at discharge", "list current medications", "medicines you take", "current medicines", "drug prescribed", "medication prescribed", "current prescriptions", "active medication list", "medications on admission", "admission medications",
		"current outpatient medications", "medication/dose", "prescribed medications", "current meds", "rx", "medications you take", "medications you take now", "medications you are taking", "list all medications", "list medications", "medications (name, dose, frequency)", "medications currently taking", "continue medications", "discharge meds", "medications prescribed", "medicamento"}},
	{"diagnosis", []string{"diagnosis", "diagnoses", "primary diagnosis", "admitting diagnosis", "discharge diagnosis", "discharge diagnoses", "principal diagnosis", "final diagnosis", "assessment", "impression", "problem list", "active problems", "problems", "diagnostico", "diagnósticos",
		"assessment and plan", "assessment/plan", "assessment & plan", "a/p", "clinical impression", "clinical diagnosis", "pathologic diagnosis", "pathological diagnosis", "secondary diagnosis", "secondary diagnoses", "preoperative diagnosis", "postoperative diagnosis", "reason for referral", "visit diagnosis",
		"visit diagnoses", "encounter diagnosis", "encounter diagnoses", "diagnosis description", "referral diagnosis", "working diagnosis", "active diagnoses", "medical conditions", "current problems", "problem", "diagnosis/problem", "principal diagnoses", "indication", "indications",
		"clinical indication", "clinical history", "past medical history", "medical history", "diagnostico principal", "active problem list", "diagnosis (icd-10)", "admission diagnosis", "conditions", "final diagnoses", "other diagnoses", "pre-op diagnosis", "post-op diagnosis", "primary dx", "chief diagnosis"}},
	{"diagnosis_code", []string{"diagnosis code", "diagnosis codes", "icd-10", "icd-10 code", "icd10", "icd code", "icd-10-cm", "icd", "icd-10 codes", "diagnosis code(s)", "icd-10-cm code", "diagnosis pointer", "diagnosis or nature of illness or injury", "icd 10", "icd codes", "codigo de diagnostico", "diagnosis (icd-10) code", "icd-10-cm codes",
		"diagnosis icd-10", "principal diagnosis codes", "principal diagnosis code", "diagnoses codes", "dx codes", "dx code"}},
	{"procedure_code", []string{"procedure code", "procedure codes", "cpt", "cpt code", "cpt/hcpcs", "hcpcs", "cpt code(s)", "cpt codes", "procedure code(s)", "cpt/hcpcs code", "service code", "procedures, services, or supplies", "codigo de procedimiento", "cpt #", "hcpcs code", "cpt-4", "billing code", "cpt/hcpcs codes", "proc. code", "cpt/proc"}},
	{"vaccine", []string{"vaccine", "vaccines", "immunization", "immunizations", "vaccine name", "vaccine administered", "vaccine given", "immunization record", "vacuna", "vacunas", "vaccination", "immunizations given", "vaccine type", "vaccine/dose", "immunization history", "vaccination history", "vaccine product",
		"vaccine (type)", "vaccine administered today", "vaccines administered"}},
	{Reason, []string{"reason for visit", "chief complaint", "reason for exam", "reason for examination", "reason for study", "reason for consultation", "history", "hpi", "subjective", "objective", "plan", "findings", "hospital course", "history of present illness", "review of systems", "physical exam", "physical examination",
		"social history", "family history", "surgical history", "past surgical history", "treatment plan", "recommendations", "recommendation", "follow up", "follow-up", "gross description", "microscopic description", "discharge instructions", "immunization status", "procedures", "procedures performed",
		"labs", "laboratory data", "results", "vital signs", "interval history", "patient instructions", "orders", "services", "your appeal rights", "appeal rights", "how to appeal", "to whom it may concern", "billing", "insurance information", "patient information", "emergency information",
		"provider information", "medical information", "demographics", "clinical information", "clinical summary", "vitals", "diagnostic studies", "reason for admission", "reason for call", "exam", "ros", "pe", "cc", "health maintenance", "consent", "acknowledgment", "plan of care", "activity", "diet", "health history", "test results", "service details", "claim details", "motivo de consulta",
		"motivo de la visita", "specimen(s) submitted", "specimens", "immunohistochemistry", "addendum", "disposition", "brief hospital course", "follow up instructions", "narrative", "summary", "claim summary", "patient demographics", "payment summary", "background", "historia", "consultations", "education"}},
	{From, []string{"from (date)", "from date", "service from", "desde"}},
	{To, []string{"to date", "through", "service to", "hasta"}},
}

// lex is the lexicon as it is searched.
type lex struct {
	exact  map[string][]int // folded phrase → positions in phrases
	phrase []phrase
	begins map[end][]int // by length and first letters
	ends   map[end][]int // by length and last letters
}

// end is the length of a folded phrase and two letters at one of its ends.
type end struct {
	length int
	a, b   byte
}

type phrase struct {
	key    Key
	text   string
	folded string
	bag    uint64
}

const maxFolded = 48

// compiled is the lexicon, folded once. It is never written after.
var compiled = sync.OnceValue(compile)

func compile() *lex {
	x := &lex{exact: map[string][]int{}, begins: map[end][]int{}, ends: map[end][]int{}}
	for _, e := range slices.Concat(lexicon, lexiconMore, lexiconWide, lexiconOthers) {
		for _, p := range e.phrases {
			f := foldPhrase(p)
			if len(f) > maxFolded || f == "" {
				continue
			}
			if _, ok := x.exact[f]; ok { // the first key that claims a phrase keeps it
				continue
			}
			i := len(x.phrase)
			x.phrase = append(x.phrase, phrase{key: e.key, text: p, folded: f, bag: bag(f)})
			x.exact[f] = append(x.exact[f], i)
			if n := len(f); n >= 5 {
				first, last := end{n, f[0], f[1]}, end{n, f[n-2], f[n-1]}
				x.begins[first], x.ends[last] = append(x.begins[first], i), append(x.ends[last], i)
			}
		}
	}
	return x
}

// bag is a set of the characters of a folded text.
func bag(s string) uint64 {
	var b uint64
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			b |= 1 << (c - 'a')
		case c >= '0' && c <= '9':
			b |= 1 << (26 + c - '0')
		default:
			b |= 1 << 40
		}
	}
	return b
}
