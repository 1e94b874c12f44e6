package fields

import "chartproof.org/chartproof/engine/find/layout"

// kind is one of the tables of the contract and the phrasings of its columns.
type kind struct {
	name string
	key  string // the cell that every row has
	cols []colWords
}

type colWords struct {
	cell    string
	phrases []string
}

var kinds = []kind{
	{"results", "test", []colWords{
		{"test", []string{"test", "test name", "analyte", "component", "examination", "prueba", "test description", "tests", "observation", "lab test", "assay", "investigation", "determination", "measurement", "parameter", "what was measured", "what we tested", "test performed", "marker", "test/component", "panel", "determinations", "item tested", "measure", "component/test", "test/analyte", "tests ordered", "examen", "análisis"}},
		{"value", []string{"result", "value", "results", "resultado", "your value", "current result", "in range", "result value", "valor", "patient result", "your result", "observed value", "found", "outcome", "finding", "measured", "level", "current", "results value", "your level", "obtained", "current result and flag", "result and flag", "result/flag", "result (flag)", "result & flag", "your number", "value found", "current value", "concentration"}},
		{"unit", []string{"unit", "units", "uom", "unidades", "unit of measure", "measured in", "units of measure", "u/m", "measure unit"}},
		{"reference_range", []string{"reference range", "reference interval", "ref range", "reference", "normal range", "range", "expected range", "ref interval", "rango de referencia", "normal", "ref. range", "normal values", "reference ranges", "reference values", "biological reference interval", "reference limits", "ref", "expected", "expected values", "usual range", "healthy range", "target", "target range", "limits", "desired range", "desirable", "standard range", "normal limits", "reference limit", "should be", "reference interval/units", "ref. interval", "ref interval", "ref. values", "reference range/units", "ref rng", "normals", "typical range", "acceptable range", "goal", "reference value", "in-range values"}},
		{"", []string{"lab", "previous result and date", "previous result", "prior result", "previous", "date", "performing lab", "site", "lab id", "method", "specimen", "collected", "notes", "previous value", "prior", "last result", "comments", "specimen type"}},
		{"flag", []string{"flag", "flags", "abnormal", "abn", "status", "h/l", "out of range", "abnormal flag", "indicator", "a/n", "interp", "note", "mark", "alert", "high/low", "abnl", "flg", "crit", "l/h", "interpretation", "comment", "remark"}},
	}},
	{"service_lines", "procedure_code", []colWords{
		{"date_of_service", []string{"date of service", "dos", "service date", "date", "dates of service", "date(s) of service", "from", "serv date", "45 serv date", "24a. date of service", "24a date(s) of service", "24. a. date(s) of service", "24 a date(s) of service", "a. date(s) of service", "date of svc", "svc date", "date service", "fecha", "served on", "served", "date served", "performed", "performed on", "day", "date performed", "service on", "seen on", "visit date", "date of visit", "from date", "date provided", "done on", "dos from"}},
		{"procedure_code", []string{"procedure code", "cpt", "code", "cpt/hcpcs", "procedure", "cpt code", "hcpcs", "proc code", "service code", "proc", "cpt/hcpcs code", "procedures services or supplies", "d. cpt/hcpcs", "d. procedures", "d. procedures services or supplies", "44 hcpcs", "svc code", "proc. code", "codigo", "billing code", "code billed", "cpt(r)", "cpt or hcpcs", "procedure/service code", "item code", "revenue code", "code no.", "service id", "procedure code/modifier", "hcpcs/cpt", "proc/mod", "cpt-4", "d. procedures services or supplies", "procedures, services or supplies"}},
		{"description", []string{"description", "service", "service description", "description of service", "services", "type of service", "procedure description", "service provided", "descripcion", "services provided", "description of services", "service/procedure", "service rendered", "services rendered", "item", "what was done", "what we did", "procedure/service", "service or supply", "service performed", "services performed", "details", "what you had done", "description of charges", "care provided", "care received", "what it was for", "service name", "work done", "particulars"}},
		{"units", []string{"units", "qty", "unit", "days or units", "quantity", "days/units", "g. days or units", "g. days", "g. units", "unidades", "no. of units", "count", "days", "no.", "number", "times", "how many", "un", "svc units", "service units", "nbr"}},
		{"charge", []string{"charge", "charges", "amount billed", "billed", "billed amount", "fee", "amount", "total charge", "amount charged", "provider charges", "f. charges", "$ charges", "cargo", "submitted", "submitted charges", "total charges", "charged", "provider billed", "charge amount", "billed charges", "price", "amount charged", "line total", "extended", "cost", "provider charged", "charges billed", "total billed charges", "provider billed amount", "submitted amount", "$ charge", "charge(s)", "provider's charge", "your fee", "gross charge", "billed ($)", "they charged", "doctor charged", "your provider charged", "fees", "line charge", "charge ($)", "amount ($)", "total", "billed by provider", "what was billed", "total billed", "asked"}},
		{"allowed", []string{"allowed", "allowed amount", "plan allowed", "amount allowed", "allowable", "negotiated rate", "approved amount", "medicare approved", "plan allowance", "network price", "contract amount", "your plan allowed", "plan rate", "our rate", "agreed price", "covered amount", "eligible amount", "eligible", "allowed charges", "allowed charge", "amount your plan allowed", "negotiated amount", "in-network rate", "covered", "amount covered", "amount covered (allowed)", "covered (allowed)", "allowed by plan", "amount approved", "plan price", "negotiated price", "maximum allowed", "allowance", "contracted rate", "accepted fee", "agreed rate", "allowable amount", "member rate"}},
		{"paid", []string{"paid", "plan paid", "amount paid", "payment", "paid by plan", "insurance paid", "we paid", "benefit paid", "your plan paid", "paid amount", "plan payment", "medicare paid", "paid to provider", "benefits paid", "payer paid", "our payment", "what plan paid", "what your plan paid", "amount paid by plan", "paid by health plan", "total paid", "net paid", "plan paid/benefit", "health plan paid", "amount we paid you", "plan pays", "paid by us", "paid by insurance", "amount we paid", "what we paid", "plan paid amount", "insurance payment", "benefit", "benefit amount", "we pay", "plan share", "paid by your plan", "your insurance paid"}},
		{"patient_owes", []string{"patient owes", "you owe", "patient responsibility", "your responsibility", "amount you owe", "patient resp", "you may owe", "what you owe", "member responsibility", "member owes", "your share", "pt resp", "patient balance", "your cost", "you may be billed", "patient pays", "patient share", "member pays", "you pay", "patient liability", "your part", "left to pay", "total you owe", "your total responsibility", "your total costs", "amount you may owe", "total patient cost", "what you may owe", "maximum you may be billed", "patient resp.", "subscriber responsibility", "your total cost", "patient cost", "you owe provider", "due from you", "your portion", "owed by you", "your balance", "you may owe provider", "member liability", "you still owe", "patient amount", "to pay", "your bill", "member share", "patient due", "due from patient"}},
		{"", []string{"deductible", "copay", "coinsurance", "discount", "not covered", "remark", "remarks", "remark code", "modifier", "mod", "pos", "place of service", "pointer", "diagnosis pointer", "dx ptr", "e. dx ptr", "b. place", "place", "emg", "to", "provider", "e. pointer", "d. procedures", "rev cd", "rev code", "rev. cd.", "flag", "adjustment", "remark codes", "plan discount", "reason code", "reason", "provider discount", "see notes", "notes", "codes", "ptr", "dx pointer", "b", "c", "e", "h", "i", "j", "other amount", "discounts", "plan discounts", "savings", "your discount", "adjustments", "noncovered", "ineligible", "amount not covered", "not covered amount", "non-covered", "non-covered charges", "copay/coinsurance", "copay / coinsurance", "copayment", "co-pay", "claim adjustment", "modifiers", "mods", "dx code(s)", "diag ptr", "diag. pointer", "icd ptr", "revenue code", "see note", "note", "provider npi", "line", "ln", "#", "patient", "your deductible", "tooth", "area", "surface", "revenue"}},
		{"diagnosis_code", []string{"icd-10", "dx", "diagnosis code", "icd-10 code", "dx code", "icd"}},
		{"diagnosis", []string{"diagnosis", "diagnosis description"}},
		{"npi", []string{"npi", "j. rendering npi", "rendering npi", "rendering provider", "j. rendering", "j. rendering provider id #", "provider npi", "rendering provider npi"}},
	}},
	{"medications", "medication", []colWords{
		{"medication", []string{"medication", "drug", "medication name", "drug name", "medicine", "medicamento", "medications", "name of medication", "medication/strength", "drug/strength", "name of medicine", "generic name", "prescription", "medications (name)", "medicine name", "what you take", "rx", "medicine / strength", "drug/dose", "med", "your medicine", "pill", "product", "name of drug", "brand/generic name", "medication (generic)", "what to take"}},
		{"dose", []string{"dose", "strength", "dosage", "dosis", "dose/strength", "strength/dose", "amount", "dose strength", "how much", "quantity per dose", "mg", "dose & form", "strength & form", "how strong", "how much to take"}},
		{"route", []string{"route", "rte", "via", "how taken", "route of administration", "rt", "how", "by", "taken by", "method", "how to take", "how given", "given by"}},
		{"frequency", []string{"frequency", "how often", "directions", "sig", "schedule", "instructions", "frecuencia", "freq", "when taken", "frequency/directions", "times per day", "frequency taken", "directions/frequency", "when", "times", "how to take it", "when to take", "taken", "instructions for use", "use", "dosing", "dosing schedule", "regimen", "when to take it", "how many times", "interval"}},
		{"", []string{"start date", "prescriber", "started", "refills", "indication", "status", "last taken", "qty", "quantity", "end date", "stop date", "reason", "comments", "notes", "prescribed by", "start", "ordered by", "for", "last dose", "continue", "purpose", "form", "last fill", "reason for taking", "ordered", "disp", "dispense", "refill", "start", "end", "stop", "last dose given", "next dose due", "next dose", "morning", "noon", "evening", "bedtime", "am", "pm", "provider", "authorizing provider", "ordering provider", "doctor", "ndc", "pharmacy", "started on", "written date", "class", "action", "what changed", "last filled", "days supply", "last given", "why", "why you take it", "what it is for", "prescribing provider", "taking?", "rx #", "expires", "comment"}},
	}},
	{"immunizations", "vaccine", []colWords{
		{"vaccine", []string{"vaccine", "immunization", "vaccine name", "vacuna", "vaccine type", "vaccination", "immunizations", "vaccine/product", "type of vaccine", "vaccines", "vaccine administered", "name of vaccine", "vaccine [trade name]", "vaccine (trade name)", "trade name", "product", "vaccine product", "immunization name", "against", "shot", "protects against", "disease", "vaccine (brand)", "vaccine given", "shot given", "vaccine (cvx)", "vaccine description", "vaccine/trade name", "vaccine - trade name", "vaccine brand", "immunization/vaccine", "vaccine or biologic", "immunisation", "vaccine/series", "biologic", "what was given"}},
		{"vaccine_group", []string{"vaccine group", "vaccine family", "antigen", "series group", "vaccine category"}},
		{"date", []string{"date", "date given", "date administered", "administered", "fecha", "given", "date of vaccination", "admin date", "dose date", "date of administration", "given on", "mo/day/yr", "date of dose", "dates", "administered on", "administration date", "service date", "vaccination date", "dose 1", "dose 2", "dose 3", "dose 4", "dose 5", "1st dose", "2nd dose", "3rd dose", "4th dose", "5th dose", "1st", "2nd", "3rd", "4th", "5th", "date 1", "date 2", "date 3", "booster", "dose 1 date", "dose 2 date", "first dose", "second dose", "third dose", "fourth dose", "given (date)", "date admin", "date admin.", "admin. date", "vaccine date", "date given (mm/dd/yyyy)", "immunization date", "dose given", "day given", "date received", "received on", "when given", "vaccinated on", "date of shot", "shot date", "mm/dd/yyyy", "dt given"}},
		{"lot", []string{"lot", "lot number", "lot no", "lot #", "lote", "lot no.", "lot num", "lot/mfr", "vaccine lot", "mfr/lot", "batch", "batch no.", "batch number", "lot/batch", "serial", "lot id", "batch/lot", "lot & mfr", "lot no/exp", "lot/exp", "lot num.", "batch id"}},
		{"site", []string{"site", "injection site", "body site", "sitio", "route/site", "site/route", "administration site", "anatomical site", "admin site", "site given", "location", "where", "where given", "body part", "arm", "arm/leg", "limb", "inj site", "inj. site", "site admin", "body site/route", "place", "given in", "area", "body location", "injected in"}},
		{"", []string{"manufacturer", "mfr", "dose", "administered by", "vis date", "route", "expiration", "exp date", "dose #", "exp", "clinic", "given by", "provider", "cvx", "vis", "next due", "series", "mfg", "manuf", "mfr.", "age given", "trade name/mfr", "brand", "brand name", "funding", "vfc", "eligibility", "cvx code", "vaccinator", "admin by", "administering provider", "organization", "vis given", "reaction", "valid", "dose amount", "volume", "status", "type", "rte", "recommended", "signature", "initials", "amount", "due", "dose number", "dose no", "by", "maker", "healthcare professional", "source", "comments", "facility", "age"}},
	}},
	{"problems", "diagnosis", []colWords{
		{"diagnosis", []string{"diagnosis", "problem", "description", "condition", "diagnostico", "diagnosis description", "problems", "diagnoses", "problem name", "problem/diagnosis", "medical condition", "problem description", "health problem", "illness", "issue", "what you have", "disorder", "health condition"}},
		{"diagnosis_code", []string{"icd-10", "icd-10 code", "icd10", "diagnosis code", "code", "icd code", "icd", "icd-10-cm", "dx code", "icd 10", "icd-10-cm code", "codigo", "icd-10 dx", "icd-10 cm", "diagnosis icd-10", "icd-10-cm dx"}},
		{"onset", []string{"onset", "onset date", "date of onset", "diagnosed", "date diagnosed", "since", "start date", "date noted", "noted", "diagnosis date", "onset year", "date", "year", "date of diagnosis", "inicio", "noted date", "noted on", "diagnosed on", "entered", "active since", "start", "dx date", "date entered", "first noted", "onset dt"}},
		{"", []string{"status", "provider", "comments", "notes", "type", "priority", "resolved", "severity", "class", "chronic?", "overview", "last modified", "updated", "recorded", "last assessed", "specialty", "last reviewed", "poa", "no", "rank"}},
	}},
	{"allergies", "allergen", []colWords{
		{"allergen", []string{"allergen", "allergy", "allergies", "substance", "allergic to", "agent", "alergia", "drug/allergen", "drug/substance", "allergen/drug", "allergy/substance", "allergic reaction to", "medicine or food", "trigger", "medication/substance"}},
		{"reaction", []string{"reaction", "reactions", "reaccion", "reaction type", "type of reaction", "manifestation", "what happens", "what happened", "effect", "symptoms", "response", "reaction/symptom"}},
		{"", []string{"severity", "type", "onset", "date", "status", "comments", "noted", "category", "date noted", "severidad"}},
	}},
}

// column is one column of a table that was found.
type column struct {
	cell   string
	rect   layout.Rect
	x0, x1 float64
}

// table is one table found on a page.
type table struct {
	kind         *kind
	cols         []column
	header, last int // lines
	rows         []tableRow
}

// tableRow is the words of each column.
type tableRow [][]layout.Word

// readTables finds the tables of a page by their headers, and writes their rows and the fields that stand in them.
func (r *reader) readTables(l *leaf) {
	s := l.sheet
	for i := 0; i < len(s.Lines); i++ {
		t, ok := headerAt(s, i)
		if !ok {
			continue
		}
		fillTable(s, &t)
		if len(t.rows) == 0 {
			continue
		}
		l.tables = append(l.tables, t)
		r.useTable(l, &t)
		i = max(i, t.last)
	}
}
