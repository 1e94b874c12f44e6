package classify

import (
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Signs are stems rather than titles: strangers name a type in a hundred wordings that share a few words, in English and in
// Spanish, and where nothing names it the columns and the turns of phrase do.

// signs are what speaks for one type.
type signs struct {
	kind  chart.Type
	names vocab // in the short lines at the head of the page
	holds vocab // anywhere
	never vocab // what pages of the type do not hold
}

var allSigns = []signs{
	{chart.IntakeForm,
		phrases("registration|reg date|regist*|intake|questionnaire|questionaire|questionnair*|cuestionario|demographic*|face sheet|facesheet|family sheet|snapshot|about you|about your|tell us|getting to know|welcome|history update|health history|medical history|dental history|historial|ficha|datos del paciente|hoja de informacion|check-in|checkin|new patient|new client|paciente nuevo|information sheet|information form|patient profile|please fill|entry form|enrollment form|admission record|pre-reg*|prereg*|admission sheet|admit sheet|client information|personal information"),
		phrases("marital|ms|next of kin|nok|nearest relative|relationship|relation|rel|guarantor|guar|responsible party|employer|emplr|occupation|job|spouse|religion|race|ethnicity|language|pronouns|emergency contact|in case of emergency|who should we call|contacto de emergencia|estado civil|ocupacion|seguro medico|patrono|lives with|mother|father|have you ever|have you had|have you|do you have|do you|fuma|padece|are you|how long|worse with|rate your|where does it|who sent you|how did you hear|please print|please fill|please answer|circle|check all|last visit|past illnesses|preferred|soc sec|social sec*|social security|attorney|date of accident|your insurance|ins co|insurance co|subscriber|maiden|nickname|goes by|email|e-mail|cell|home phone|work phone|reg clerk|patient type|fc|adm dr|primary ins|ins1|ins 1|secondary ins|surgeries|family history|smoke|tobacco|alcohol|children|household"),
		phrases("amount billed|refills|impression|findings|specimen|hospital course|member services|pcn")},
	{chart.ConsentForm,
		phrases("consent*|consentimiento|authorization for release|authorization to|authorization for use|authorization for disclosure|authorization for treatment|autoriz*|permiso|permission|permit for|and permit|request and permit|release of|release form|disclosure|disclose|acknowledg*|acuse de recibo|financial responsibility|financial policy|agreement|acuerdo|privacy practices|waiver|relevo|refusal|against medical advice|advance directive|living will|health care proxy|power of attorney|assignment of benefits|and agree|screening and consent|contract|opt-in|opt in|terms|directive|who may we talk to|authorisation to|authorization to use|may be used|privacy|hipaa|media release|photo release|no show policy|cancellation policy|office policy|office policies|patient rights"),
		phrases("no promise|no guarantee*|guarantee*|risk|risks|riesgos|can go wrong|side effects|complications|alternatives|alternativas|revoke|revocar|cancelled in writing|in writing|por escrito|expires|vence|this authorization|this consent|this permission|esta autorizacion|este permiso|witness|testigo|patient s signature|client signature|client s signature|firma del paciente|signature of patient|legal representative|legal guardian|representante|purpose|proposito|may be disclosed|be disclosed|be released|redisclos*|re-disclos*|read this form|questions|chance to ask|blood products|transfusion|anesthesia|disposal of|whoever|missed appointment*|collections|payment is due|told me|explained to me|to me|me han|mi expediente|yo|entiendo|autorizo|certifico|acepto|reconozco|he leido|voluntar*|i|my|agree|agree to|may be used|take this back|agent|witnesses|voicemail|privacy notice|responsibility|i agree|life prolonged|have decided not|recommended|recording|by letter|by checking|at any time|let"),
		phrases("refills|impression|reference range|specimen|plan paid|hospital course|amount billed|total charge|chief complaint|physical exam")},
	{chart.InsuranceCard,
		phrases("health plan|plan de salud|tarjeta del plan|tarjeta|medicaid|medicare|tricare|member card|id card|health card|welfare fund|benefit fund|trust fund|health fund|dental plan|health insurance|seguro de salud|marketplace|ministries|union|member since|sharing|state care|ppo|hmo|epo|benefit identification card|benefits identification|medical assistance|benefit card"),
		phrases("member|member id|participant|enrollee|enrollee id|asegurado|afiliado|beneficiary|subscriber|client id|recipient id|contrato|grupo|group|grp|rx bin|bin|rxbin|pcn|pcm|pcp|precert*|mail claims|send claims|claims to|submit claims|payer id|edi payer|cubierta|deducibles|generalista|especialista|sala de emergencia|show this|present this|network|benefits no|copay|copays|eff|customer service|member services|sponsor|farmacia|dental|vision|24 7|nurse line|member no|sharing|issuer|help desk|pharmacist|providers|card holder|cardholder|cert|cert no|plan code|hospital admissions|after ded|medicaid id|nurse|employee family|family|office"),
		phrases("employer|emplr|occupation|mother|father|marital|marital status|next of kin|nok|pharmacy|allergies|diagnosis|dx|icd|charge|charges|npi|referred to|referring|signature|signed|appointment|visits|services|dear|doctor name|race|reg clerk|lives with|pages|guar|reason")},
	{chart.IDCard,
		phrases("identification card|id card|driver s license|drivers license|student|staff|licence|passport|student id|employee id|inmate id|inmate|matricula consular|consulado|identity|idnyc|city id|residente|permanent resident|department of motor vehicles|dmv|identificacion|licencia|driver license|dependent|documento unico|identidad|member of staff|tribal|tribe|consular"),
		phrases("issued|iss|expires|exp|eye color|eye|eyes|hair|height|ht|wt|hgt|wgt|vence|expedida|expedido|valid through|valid thru|valid until|donor|class|endorse*|nationality|nacionalidad|bearer|lugar|lugar de nacimiento|place of birth|photo|if found|sponsor|dod id|geneva|apellidos|nombres|nacida|nacido|vencimiento|expedicion|dl no|badge|id no|blood type"),
		phrases("group|diagnosis|dx|refills|scan|score|t-score|site|exam|patient|paciente|npi|medications|visit|doctor|dr|allergies|insurance|pain|result|results|medical assistance|benefit|eligibility|coverage|plan")},
	{chart.ProgressNote,
		phrases("notes|nota|clinic visit|office visit|rn visit|nurse visit|home visit|visita|visita de seguimiento|encounter|contact record|contact note|progress|evolucion|follow up|follow-up|follow-up visit|seguimiento|operation record|operative|procedure record|triage|physician chart|consultation|evaluation|evaluacion|recall|session|soap|h p|examination record|treatment record|eye exam|annual exam|well child|well-child|checkup|wound check|recheck|sick call|call log|phone call|treatment sheet|flow sheet|flowsheet|well baby|well woman|historia y examen|examen fisico|chief complaint|care coordination|case management|date of consult|note|clinical|nursing"),
		phrases("pt seen|seen in|seen for|returns for|returns|presents|presented|complains|c o|denies|refiere|niega|motivo de consulta|on exam|exam|examination|vs|vital*|bp|pa|pulse|affect|mood|oriented|si hi|next visit|next session|return in|return to|rtc|ret|see back|recall|worked on|tolerated|impression|imp|assessment|pre-op*|preop*|post-op*|postop*|anesthesia|ebl|surgeon|counts were correct|was brought to|prepped|draped|probing|scaled|caries|lungs|edema|debrided|regresar|cc|chief complaint|mdm|ambulatory|client arrived|engaged|subjective|objective|plan|hpi|ros|f u|heent|reviewed|dressing changed|coping|follow|cont|continue|increase|inc|wt|ra|afebrile|no distress|nad|tender|he has had|she has had|s o|a p|counseled|discussed|queja principal|enfermedad presente|examen|she says|he says|mom|goal|goals|homework|next call|pe|sits|sleeps|recommendations|recomendaciones|spoke with|will mail|cued|cue|with cue|cooperative|phq-9|gad-7|pre wt|post wt|uf|cannulated|no problem|given|eating|babbles|past history|hygiene|continued|wk|mo|year-old|yo|y o"),
		phrases("reference range|amount billed|refills|group number|specimen|total charges|hospital course")},
	{chart.DischargeSummary,
		phrases("discharge|egreso|resumen de alta|alta medica|physician abstract|hospital abstract|summary of treatment|treatment stay|treatment summary|hospital stay|hospital summary|hospital course|going home|goes home|summary of stay|transfer summary|inpatient summary|stay|departure|after hospital|expiration summary|death summary|end of stay|transfer|observation unit|hospital care plan"),
		phrases("discharged|admitted|admission|admitted on|dispo|disposition|final dx|final diagnosis|discharge dx|admit dx|admitting|curso hospitalario|fecha de alta|fecha de admision|fecha de ingreso|medicamentos al alta|diagnostico de alta|condicion|was in our care|in our care|came in with|went home|left the hospital|leaving|meds on leaving|during the stay|during her stay|during his stay|hospital medicine|hospitalist|svc|los|length of stay|home with|sent home|snf|home health|was transferred|weight at birth|birth weight|bilirubin|continuing care|completed program|entered|left|stay|peaked|weaned|improved|hospital day|iv antibiotics|condition|stable|follow up|seguimiento|fu|hospital days|obs start|obs end|died|pronounced|cause of death|course|accepting|adm|adm here|stop|new medicine|who to see next|tests done|main problem|pmd|autopsy|comfort care|nursing home|drips"),
		phrases("amount billed|refills|reference range|group number|copay|total charges|appeal")},
	{chart.LabReport,
		phrases("laborator*|labs|lab|diagnostics|test result*|result|results|resultado*|drug screen|panel|analisis|inr|screening result|cbc|cmp|bmp|monthly labs|microbiolog*|culture|cultivo|toxicology|genomic|genetic*|serology|hematolog*|chemistry|urinalysis|urine|newborn screen*|molecular|immunoassay|clia|blood test|pcr|antibody|bacteriolog*|analysis|allergen|ige|glucose tolerance|tolerance|blood bank|type and screen|public health laboratory|mycobacteria|semen|analisis clinico|hemograma|biometria|quimica|perfil|inr log|coumadin|warfarin log"),
		phrases("nonreactive|non-reactive|reactive|not detected|detected|negative|positive|neg|pos|antibody|rna|iu ml|specimen|muestra|sample|drawn|draw|collected|coll|rcvd|rptd|reported|received|clia|accession|acc|prueba|valores de referencia|resultado|unidades|reference|ref|goal|range|flag|variant|genes|pathogenic|heterozygous|sequencing|ferritin|iron|hgb|hct|wbc|plt|glucose|glucosa|colesterol|trigliceridos|cholesterol|triglycerides|creatinin*|sodium|potassium|phos|alb|albumin|pth|tsh|a1c|bun|alt|ast|hdl|ldl|collector|donor|confirmation|temp|serum|plasma|saliva|culture|susceptib*|fasting|inr|lab|ordering|units|class|interpretation|sperm|volume|ml|abo rh|crossmatch|afb|pcr|smear|sputum|hr|comment|pending|submitter|hemoglobina|hematocrito|plaquetas|leucocitos|valores|hour"),
		phrases("amount billed|refills|plan paid|group number|copay|gross|impression|t-score|fetus|i understand|total charges|hospital course|vaccine|cpt")},
	{chart.PathologyReport,
		phrases("patholog*|biops*|cytolog*|pap|pap test|thinprep|tissue|bone marrow|histo*|patologia|biopsia|citologia|dermatopath*|microscopic|autopsy|necropsy|hematopath*|fine needle|fna"),
		phrases("shave|punch|excision|block|blocks|cassette|inked|bisected|edges clear|edges|margin*|margenes|keratosis|nevus|atypia|aspirate|core|megakaryocytes|blasts|flow|cytogenetics|immunostain*|immunohisto*|asc-us|lsil|hsil|nilm|transformation zone|cytotech*|dermatopathologist|pathologist|patologo|satisfactory|formalin*|infiltra*|carcinoma|adenocarcinoma|dysplasia|metaplasia|gross|macroscopic*|macroscopica|microscopica|especimen|espcimen|specimen|biopsia|biopsy|grade|grado|er positive|her2|taken|case|labeled|container|sections|fragments|hpv"),
		phrases("amount billed|refills|copay|i understand|total charges|impression|group number|mg dl")},
	{chart.RadiologyReport,
		phrases("imaging|radiolog*|x-ray|x-rays|xray|ultrasound|sono*|ecografia|duplex|doppler|ct|mri|mra|scan|mammo*|mamografia|dexa|dxa|bone density|densitometr*|echo*|ecocardiograma|radiografia|tomografia|resonancia|nuclear|pet|fluoro*|portable exam|venous|arterial|chest|v chest|views|obstetric*|anatomy|portable|estudio|angiogra*|stress test|barium"),
		phrases("impression|imp|impresion|hallazgos|findings|finding|conclusion|indication|indicacion|t-score|z-score|bmd|frax|osteopenia|osteoporosis|compressible|thrombus|sonographer|placenta|fetus|fhr|afi|bpd|efw|infiltrad*|derrame|read by|radiologo|radiologist|radiology|tele-radiology|views|vistas|technique|tecnica|contrast|contraste|comparison|comparacion|heart is|silueta|no fluid|opacity|effusion|fracture|fractura|bones|base|patch|lobe|ejection fraction|birads|bi-rads|density|exam|unremarkable|no acute|stenosis|mass|axial|isotope|tracer|transducer|tech|technologist"),
		phrases("amount billed|refills|copay|i understand|total charges|group number|mg dl|subjective")},
	{chart.ReferralLetter,
		phrases("referral*|refer|referido|referencia|interconsulta|consult request|request for consult*|authorization for specialty|specialty services|prior auth*|face to face|request for authorization|referral authorization|consultation request|order for|therapy order|outpatient order|order|orders|community care|care authorization|consult|e-consult|estimada|estimado"),
		phrases("dear dr|dear doctor|dear colleague|estimado doctor|estimado colega|please see|please evaluate|favor de evaluar|evaluar y tratar|evaluate and treat|eval and treat|referred to|referred by|referring|referido a|referido por|refer to|refer from|visits approved|visits requested|no of visits|number of visits|consult only|take over care|for seeing|your opinion|opinion|i wonder|grateful|i am asking for|i would appreciate|services requested|requested services|motivo|routine|urgent|records attached|yours sincerely|sincerely|kind regards|regards|many thanks|thank you for|ins|auth|specialist|specialty|especialista|reason for referral|reason for consult*|pcp|medico primario|requesting|homebound|refiero|le refiero|agradecere|su evaluacion|recomendaciones|atentamente|eval treat|pt eval|pt eval treat|x wk|3x wk|2x wk|please advise|question|provisional dx|provisional diagnosis|category of care|to service|urgency|community provider|i would like to know|thanks|services asked|wbat|referral number"),
		phrases("amount billed|refills|reference range|copay|total charges|impression|rx bin|denied")},
	{chart.MedicationList,
		phrases("medication*|meds|medicine*|medicinas|medicamentos|pills|pastillas|rx history|rx profile|order sheet|physician orders|mar|drug list|drug history|drug profile|fill history|dispensing|pill box|pillbox|action plan|medication|tabla de medicinas|at camp|medicines you take|medicine you take|what i take|meds at"),
		phrases("tablet|tab|tabs|capsule|cap|po|bid|tid|qhs|qam|qd|nightly|tableta|capsula|veces al dia|en la manana|morning|noon|supper|bedtime|fill date|fill|last filled|prn|as needed|by mouth|how to take|how often|what for|why|para que|taken for|inhale|puffs|frequency|prescriber|allergic to|medications"),
		phrases("amount billed|reference range|impression|hospital course|total charges|group number|i understand|chief complaint|subjective|exam|hpi|lungs|denies|admitted")},
	{chart.Prescription,
		phrases("prescription|prescriptions|rx|receta|recetario|refill|newrx|new rx|eyeglass|spectacle|optical|contact lens|e-prescri*|erx|escript|equipment order|verbal order|pharmacy|medical equipment"),
		phrases("sig|disp|dispense|refill|refills|repetir|repeticiones|rep|label|daw|substitut*|dea|lic|by mouth|take 1|take one|tome|tomar|cada|quantity|qty|days supply|sphere|cyl|axis|prescriber|pharmacy|farmacia|directions|approve|last filled|void|generic|brand|drug|pd|capsula|tableta|rf|nr|cream|ointment|tube|thin layer|tabs|tab|cap|caps|qhs|bid|tid|po|prn|apply|gtt|drops|each|length of need|filled|rph|for|refill s|until|daily|ndc"),
		phrases("fill date|copay|total|balance|fee|charges|tooth|surf|cpt|amount|assessment|subjective|hospital course|morning|noon|lista|list|admission|history|historial|claim")},
	{chart.ImmunizationRecord,
		phrases("immuniz*|immunis*|vaccin*|vacun*|shot|shots|inmuniz*|immunity|carnet|cartilla"),
		phrases("vaccine|vacuna|lot|dose|dosis|titer|immune|booster|refuerzo|bcg|pentavalente|triple viral|pediarix|pentacel|prevnar|rota|dtap|dtp|dpt|tdap|mmr|polio|ipv|opv|hib|hep b|hep a|hepatitis b|varicella|varicela|influenza|hpv|menactra|pfizer|moderna|deltoid|site|given by|school|child care|months|due|exempt*|certified by|series|vis"),
		phrases("amount billed|refills|i understand|consent*|i ask|impression|hospital course|chief complaint|total charges|subjective|balance")},
	{chart.Superbill,
		phrases("superbill|super bill|fee|fee ticket|visit ticket|ticket|statement|estado de cuenta|invoice|factura|recibo|charge*|receipt|bill|encounter form|treatment today|today s treatment|checkout|check-out|routing slip|walkout|amount you owe today|good faith estimate|estimate|walk-out|out of network"),
		phrases("balance|bal|copay|cash|check|visa|mc|total|paid|rcvd|amount due|due|please pay|pay this amount|est ins|patient paid|pagado|insurance payment|adjustment|previous balance|detach|self pay|charges|charge|fee|fees|today s charges|est pt|new pt|new|est|office|procedures|dx|cpt|ada|code|payment|credit|units|next appt|return|owe|today|insurance will be billed|estimated|service code|copay today|qty|chg|chk|client|license|ein|walk-out|seen"),
		phrases("allowed|plan paid|claimant|insured|insured s|employer|policyholder|subscriber|carrier|not a bill|no es una factura|refills|date of injury|bill to|assignment|wcb|supplier|hospital course|impression")},
	{chart.ClaimForm,
		phrases("claim*|reclamacion|cms|cms-1500|hcfa|ub-04|ub04|837|837p|837i|medical bill|reimbursement|attending dentist*|to carrier|form 1500|workers compensation|no-fault|no fault|nf-3|verification of treatment|attending physician|request for medical payment|cms-1490s|bill for|accident report|to insurer"),
		phrases("insured*|policyholder|policy holder|relationship|assignment|employee|employer|accident|date of injury|wcb|carrier|claimant|supplier|billed to|bill to|other coverage|other insurance|authori?e payment|i certify|tax id|ein|itemized|clm|lx|hc|pos|rendering|billing|subscriber|suscriptor|taxonomy|beneficiary|group|ordered by|pickup|signature|from|thru|hcpcs|cpt|mod|units|charge|charges|npi|hicn|mbi|assignment accepted|accept assignment|lic|type of bill|fee|total|dx|icd|patient|submitted|insurer|accident date|fee code|related to employment|describe|name of beneficiary|claim number|room board|rev|form locator|page 1 of 1"),
		phrases("allowed|plan paid|you owe|copay collected|amount due|balance|please pay|not a bill|appeal|denied|not paid|refills|impression|hospital course|next appt|detach|cash|dear|you|voucher|payable|check no|paid today|pagado")},
	{chart.EOB,
		phrases("explanation of benefit*|explanation of review|explanation of payment|explanation of|remit*|voucher|benefit*|beneficios|resumen de medicare|summary notice|at a glance|worksheet of payment|claims summary|claim summary|not a bill|no es una factura|payment summary|processed"),
		phrases("not a bill|no es una factura|do not pay|allowed|alw|aprobo|pago|cobro|deber|plan paid|we paid|plan pays|negotiated|you pay|your part|you owe|may owe|coins|coinsurance|ded|deductible|retail|reduced|payable|rmk|remark|charged|discount|member rate|allowance|patient resp*|your share|processed|not covered|adjustment|submitted|maximum used|fee schedule|tpl|icn|recip|warrant|payee|not be collected|dental benefits|worker"),
		phrases("detach|please pay|cash|i certify|refills|impression|hospital course|i understand|bill to|previous balance")},
	{chart.DenialLetter,
		phrases("denial|denegacion|denied|adverse|disapprov*|non-coverage|noncoverage|not approved|no approved|decision|determination|determinacion|returned claim|reject*|appeal|apelacion|not paid|notice of action|unfavorable|not covered|ineligib*|termination of|non-payment|nonpayment|utilization review|eligibility notice|termination|notice of|disenroll*|coverage will end"),
		phrases("answer is no|not qualify|not meet|does not meet|did not meet|do not meet|criteria|upheld|uphold|not paid|not eligible|not severe|no podemos|no podemos aprobar|no cubre|apelar|apelacion|derecho a|within 60 days|within 180 days|within 90 days|within 30 days|hearing|another look|disagree|second level|peer to peer|resubmit|request a review|reconsider*|appeal*|grievance|dentro de|cannot|can not|unable|denied|deny|denial|not approve|not medically necessary|medically necessary|not covered|excluded|exclusion|not a covered|ineligible|lack of|no authorization|you asked us|you asked|we reviewed|hemos revisado|what you can do|your rights|why|step therapy|experimental|investigational|rejection|reviewer|do not have to|not been authorized|not authorized|not authorised|will end|not a benefit|fair hearing|grounds|no trial|reject|reject code|time limit|has expired|may not be billed|how to ask|ask for a review|wrong|you may speak|the reviewer|partially|will cover|not certified|over the limit|income|we are writing|services requested"),
		phrases("refills|impression|hospital course|plan paid|i understand|reference range|vaccine")},
	{chart.FaxCover,
		phrases("fax*|facsimile|telecopier|telefax|transmision|transmission|transmittal|rightfax"),
		phrases("fax|facsimile|telecopier|pages|no of pages|paginas|sheets to follow|sheets|pages come|attn|attention|attencion|atencion|subject|asunto|to|from|para|de|company|memo|message|mess|comments|if you received|shred|destroy|confidential|confidencial|incluyendo|including|by mistake|in error|call if|urgent"),
		phrases("refills|sig|qty|diagnosis|dx|reference range|impression|amount billed|member id|dob|assessment|exam|approve|drug|i understand")},
	{chart.Separator,
		phrases("separator|scan break|break|batch|patch|divider|index|cover sheet|barcode|begins here|new patient begins"),
		phrases("batch|box|operator|docs|pages|place on|before scanning|scan|patch|do not remove|insert|next document|separator|barcode|do not discard|begins here"),
		phrases("fax|dear|patient signature|dob|diagnosis")},
}

// deciding are words of a title that say more than the others: a consent to a vaccine is a consent, the history of prescriptions a list,
// the denial of a claim a denial. The types behind them lose.
var deciding = []struct {
	words vocab
	lose  []chart.Type
}{
	{phrases("consent|consents|consentimiento|permission|permiso|disclosure of|release of|refusal|authorization to release|authorization for release|authorization to disclose"), []chart.Type{chart.ImmunizationRecord, chart.ProgressNote, chart.RadiologyReport, chart.LabReport, chart.ReferralLetter, chart.DischargeSummary}},
	{phrases("rx history|prescription history|rx profile|prescription profile|dispensing history|fill history|drug history|medication history|medication list|medication profile|prescription list"), []chart.Type{chart.Prescription, chart.ProgressNote}},
	{phrases("claim|claims|to carrier|workers compensation|workers comp|workers' compensation|reimbursement"), []chart.Type{chart.Superbill, chart.InsuranceCard, chart.ProgressNote}},
	{phrases("denial|denied|denegacion|adverse|non-coverage|not approved|not paid|disapproved|returned claim|rejected"), []chart.Type{chart.ClaimForm, chart.EOB, chart.InsuranceCard, chart.Superbill}},
	{phrases("explanation|remittance|voucher|beneficios|no es una factura|not a bill|resumen de medicare|summary notice"), []chart.Type{chart.ClaimForm, chart.InsuranceCard, chart.Superbill}},
	{phrases("referral|referido|prior authorization|face to face"), []chart.Type{chart.InsuranceCard, chart.ConsentForm, chart.FaxCover, chart.ProgressNote}},
	{phrases("discharge summary|resumen de alta|resumen de egreso"), []chart.Type{chart.ProgressNote, chart.MedicationList}},
}

var (
	asked     = regexp.MustCompile(`\?`)
	fillIn    = regexp.MustCompile(`__+`)
	tickedFee = regexp.MustCompile(`(?:\[\s?[xX✓]?\s?\]|\(\s?[xX]?\s?\)|_{1,4}|[☐☒□✓]|\b[xX])\s*(?:\d{5}|[A-V]\d{4})\b`)
	revenue   = regexp.MustCompile(`^\s*0\d{3}\s+[A-Z][A-Z /&-]+.*\d`)
	billLine  = regexp.MustCompile(`\b\d{6}(?:\d{2})?\s+\d{6}(?:\d{2})?\s+\d{2}\s+(?:[A-Z]\s+)?(?:\d{5}|[A-V]\d{4})\b|\b(?:\d\d ){6}\s*\d\d\s+(?:\d{5}|[A-V]\d{4})\b|\bHC[:*](?:\d{5}|[A-V]\d{4})\b`)
	rangedRow = regexp.MustCompile(`(?i)^\W*[a-z][a-z0-9+%/,.() -]*\s[<>]?\d[\d.,]*\s+(?:(?:h|l|hi|lo|hh|ll|high|low|a|\*)\s+)?\(?(?:\d[\d.]{0,5}\s?[-–]\s?\d[\d.]{0,5}|[<>]\s?=?\s?\d[\d.]*)\)?`)
	lettered  = regexp.MustCompile(`^([SOAP])[:/.)-]?\s`)
	answered  = regexp.MustCompile(`(?i)\b(?:neg|pos|negative|positive|reactive|nonreactive|non-reactive|not detected|detected|nd)\b`)
)

// signsOf adds what the signs say. Each further one says less, and a long page holds something of everything.
func (v *seen) signsOf(s *layout.Sheet, f *facts) {
	top := headings(s)
	small := math.Max(0, math.Min(1, (140-float64(f.words))/60)) // cards have few words
	long := 1 + math.Max(0, float64(f.words-150))/250
	for _, h := range deciding {
		if distinctIn(top, h.words) == 0 {
			continue
		}
		for i, c := range cues {
			if slices.Contains(h.lose, c.kind) {
				v.scores[i] -= 2
			}
		}
	}
	for i, c := range cues {
		for k := range allSigns {
			g := &allSigns[k]
			if g.kind != c.kind {
				continue
			}
			w := 3.4 * (1 - math.Exp(-math.Max(0, float64(distinctIn(f.plain, g.holds)-1))/(5*long)))
			if n := distinctIn(top, g.names); n > 0 {
				w += 1.7 + 0.5*math.Min(2, float64(n-1))
			}
			switch {
			case c.kind == chart.IDCard || c.kind == chart.InsuranceCard:
				w *= small
			case c.kind == chart.MedicationList && (bits.OnesCount(f.soap) > 2 || f.distinct(noteWords) > 4): // what a note lists
				w *= 0.4
			}
			v.scores[i] += w - math.Min(2, 0.5*float64(distinctIn(f.plain, g.never)))
		}
		v.scores[i] += f.shapes(c.kind)
	}
}

// marks counts the marks of forms on a line.
func (f *facts) marks(t string, unit bool) {
	f.questions += len(asked.FindAllString(t, 3))
	f.strokes += len(fillIn.FindAllString(t, 4))
	f.ticked += len(tickedFee.FindAllString(t, 6))
	f.billed += len(billLine.FindAllString(t, 2))
	if revenue.MatchString(t) {
		f.billed++
	}
	if m := lettered.FindStringSubmatch(t); m != nil {
		f.soap |= 1 << strings.Index("SOAP", m[1])
	}
	f.answers += len(answered.FindAllString(t, 6))
	if !unit && rangedRow.MatchString(t) && !dateOf.MatchString(t) {
		f.ranged++
	}
}

// shapes weighs the marks of forms: questions, strokes to write on, services to tick, lines of a claim, rows of a laboratory.
func (f *facts) shapes(t chart.Type) float64 {
	switch t {
	case chart.IntakeForm:
		v := full(1.2, f.questions, 4)
		if f.vows < 3 {
			v += full(0.8, f.strokes, 8)
		}
		return v
	case chart.Superbill:
		return full(3, f.ticked-1, 3)
	case chart.ClaimForm:
		return full(3.5, f.billed, 2)
	case chart.ProgressNote:
		return full(3, bits.OnesCount(f.soap)-1, 3)
	case chart.LabReport:
		return full(2, f.ranged, 3) + full(1.5, f.answers-2, 4)
	}
	return 0
}

// headings is the plain text of the short pieces of the first lines, where a page is named.
func headings(s *layout.Sheet) string {
	var b strings.Builder
	for i := 0; i < len(s.Lines) && i < 6; i++ {
		l := &s.Lines[i]
		for _, seg := range l.Segments {
			text := l.Text(seg.First, seg.Last)
			if i := strings.Index(text, "?"); i >= 0 && i < len(text)-1 {
				continue
			}
			before, after, labelled := strings.Cut(text, ":")
			if labelled && strings.TrimSpace(after) != "" && i > 0 {
				continue
			}
			if labelled {
				text = before + " " + after
			}
			if len(strings.Fields(text)) <= 9 {
				b.WriteString(plain(text))
				b.WriteString("| ")
			}
		}
	}
	return b.String()
}

// distinctIn counts the phrases of a kind that a plain text holds.
func distinctIn(text string, v vocab) int {
	n := 0
	for _, p := range v {
		if strings.Contains(text, p) {
			n++
		}
	}
	return n
}
