package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// valueForm says what a label's value looks like.
type valueForm uint8

const (
	formName     valueForm = iota // a person
	formID                        // a code with a digit in it
	formDate                      // a date, however misread
	formPhone                     // digits
	formStreet                    // an address, up to the end of the cell
	formPlace                     // a city, county, country
	formOrg                       // an employer, facility, school
	formAge                       // an age
	formInitials                  // two or three capitals of a name
	formRoom                      // a room or bed of a ward
	formNone                      // the value is no identifier: default-deny leaves it alone
)

// label is one printed label: what it announces, and whether its words alone, without colon or cell, are no label.
type label struct {
	kind   chart.Kind
	form   valueForm
	weak   bool
	strict bool // short or common words: only with a colon or number sign
}

// labelTree finds the longest label at a token.
type labelTree struct {
	next  map[string]*labelTree
	label *label
}

// strictLabels are labels that are words or units as well.
var strictLabels = setOf("by;chart;certificate;cert;contract;mem;gp;grupo;initial;state;dl;d;t;di;sn;s n;ss;main;location;center;plan;bin;pcn;group;grp;practice;clinic;hospital;school;church;company;organization;agency;facility;pharmacy;institution;vendor;street;town;county;village;district;lat;lon;long;policy;permit;plate;visit id;social;extension;mobile;cell;fin;cin;mac;id;pin;folder;hash;handle;password;login;serial;auth;authorization;claim;ticket;badge;passport;account;invoice;ledger;receipt number;parish;neighborhood;residence;surname;author;surgeon;pathologist;radiologist;technologist;pharmacist;dependent;beneficiary;alias;nickname;received;reported;collected;effective;printed;issued;written;expires;born;accompanied by;signature;witness;attention;location of service;weight;time;dose;total;amount;steps;page;pages;version;rev;pos;cc;har;dcn;icn;dos;di")

func setOf(list string) map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Split(list, ";") {
		m[strings.TrimSpace(p)] = true
	}
	return m
}

func newLabelTree() *labelTree {
	root := &labelTree{next: map[string]*labelTree{}}
	for _, g := range labelGroups {
		for _, phrase := range strings.Split(g.phrases, ";") {
			words := strings.Fields(phrase)
			weak := g.weak
			if len(words) > 0 && words[0] == "~" {
				words, weak = words[1:], true
			}
			if len(words) > 0 {
				root.put(words, label{kind: g.kind, form: g.form, weak: weak, strict: strictLabels[strings.Join(words, " ")]})
			}
		}
	}
	return root
}

func (t *labelTree) put(words []string, l label) {
	for _, w := range words {
		n := t.next[w]
		if n == nil {
			n = &labelTree{next: map[string]*labelTree{}}
			t.next[w] = n
		}
		t = n
	}
	t.label = &l
}

// labelGroups are the labels that the product knows; "~" marks a weak one in a strong group.
var labelGroups = []struct {
	kind    chart.Kind
	form    valueForm
	weak    bool
	phrases string
}{
	{chart.Name, formName, false, `ln; fn; patient name; name of patient; pt name; patients name; resident name; client name; member name; subscriber name;
		insured name; insureds name; name of insured; policy holder; policyholder; policy holder name; guarantor; guarantor name; responsible party; responsible party name; full name; legal name;
		last name; first name; middle name; given name; given names; surname; family name; maiden name; preferred name; nickname; alias; also known as; aka;
		emergency contact; emergency contact name; contact name; contact person; next of kin; spouse name; name of spouse; parent name; parent guardian; parent or guardian; guardian name; mothers name; fathers name;
		mothers maiden name; mother name; father name; legal guardian; health care proxy; healthcare proxy; power of attorney; poa; hcpoa; surrogate; surrogate decision maker; caregiver name;
		attending physician; attending provider; attending md; ordering physician; ordering provider; ordered by; referring physician; referring provider; referred by; referred to; primary care physician; primary care provider; pcp; pcp name;
		rendering provider; rendering physician; billing provider; treating physician; treating provider; consulting physician; consultant name; admitting physician; admitting provider; discharging physician; family physician; family doctor; physician name; provider name; doctor name; prescriber; prescriber name; prescribed by;
		performed by; collected by; drawn by; reviewed by; reported by; interpreted by; read by; dictated by; transcribed by; signed by; electronically signed by; digitally signed by; e signed by; authenticated by; cosigned by; approved by; completed by; prepared by; witnessed by; accompanied by; examined by; evaluated by; seen by; requested by; released by; received by; sent by; faxed by; created by; authored by; author; scribed by; scribe;
		medical director; laboratory director; lab director; pathologist; radiologist; surgeon; surgeon name; assistant surgeon; anesthesiologist; first assistant; circulating nurse; scrub nurse; pharmacist; technologist; sonographer; phlebotomist; cytotechnologist; case manager; social worker; care coordinator; interpreter; interpreter name; nurse name; rn name; therapist name;
		print name; printed name; signature of patient; patient signature; signature; name printed; name print; witness; witness name; relationship name; employee name; cardholder; card holder; beneficiary; beneficiary name; dependent; dependent name; account holder; name last first middle; name last first; name last first mi; last first middle; attention; attn; cc; to the attention of; addressee`},
	{chart.Name, formName, true, `patient; pt; name; names; resident; client; member; subscriber; insured; spouse; partner; husband; wife; mother; father; son; daughter; sister; brother; guardian; parent; contact; proxy; physician; provider; attending; doctor; dr; nurse; rn; md; np; pa; to; from; re; by; dear; sincerely; regards; last; first; middle; witness; therapist; consultant; requester; recipient; sender; dependents; children; child; siblings; kin; visitor; caller; informant; historian; donor; employee; responsible; signed; surname; mi; ordered; copy to; copies to; reporting`},
	{chart.Name, formInitials, false, `initials; initial; init; inits; initial here; initials here; patient initials; pt initials; staff initials; nurse initials; rn initials; initialed by; adm by; admin by; given by; administered by; vaccinator; entered by; checked by; verified by; by`},
	{chart.Date, formDate, false, `dob; d o b; date of birth; birth date; birthdate; born; date of service; dos; service date; date of visit; visit date; encounter date; admission date; date of admission; admit date; admitted; discharge date; date of discharge; discharged; collection date; collected; date collected; date received; received; reported; report date; date reported; date of report; date of procedure; procedure date; date of surgery; surgery date; date of operation; date of death; dod; dictated; transcribed; date dictated; date transcribed; d; t; printed; print date; date printed; signed on; date signed; signature date; order date; ordered on; date ordered; exam date; date of exam; date of examination; study date; scan date; injury date; date of injury; doi; onset date; date of onset; lmp; last menstrual period; edd; edc; due date; estimated due date; expiration date; expires; exp date; effective date; effective; issue date; issued; start date; end date; stop date; last filled; date filled; fill date; date written; written; statement date; payment date; check date; date paid; paid date; date of accident; appointment date; appt date; next appointment; next visit; follow up date; date given; given on; vaccination date; immunization date; date administered; last seen; date of last visit; date of letter; letter date; through date; from date; fecha de nacimiento; fecha; nacimiento`},
	{chart.Date, formDate, true, `date; dates; admitted on; through; thru; as of; expires on; exp; birth; admission; discharge; since; on; dated; birthday`},
	{chart.RecordNumber, formID, false, `mrn; mr no; mr #; med rec; med rec no; med rec number; medical record; medical record number; medical record no; medical record #; med record; med record number; record number; record no; record #; chart number; chart no; chart #; chart id;
		file no; file number; file #; our file; our file #; patient file #; clinic #; clinic id; client id; client no; client number; client #; resident id; resident no;
		resident number; resident #; patient #; pt #; pat #; pat no; patient record #; health record #; med rec #; medical rec #; folder #; folder no; unit record; unit record #; registry id;
		registry #; medical id; profile #; profile no; profile number; chart; history no; hist no; history number; case id; person id; individual id; participant id; participant no;
		identification number; identification no; id number; id no; student number; student no; expediente; no de expediente; numero de expediente; número de expediente;
		historia clinica; historia clínica; no de historia clinica; no de historia clínica; id de paciente; no de paciente; numero de paciente; número de paciente; patient id; patient id number; patient identifier; patient number; patient no; pt id; pt no; pat id; unit number; unit no; unit #; hospital number; hospital no; hosp no; hosp #; mpi; empi; emrn; epic id; emr id; ehr id; person number; enterprise id; mr number; record id; case number; case no; case #; accession; accession number; accession no; accession #; specimen id; specimen number; specimen no; specimen #; sample id; requisition; requisition number; req no; req #; order number; order no; order #; order id; encounter number; encounter id; encounter no; encounter #; visit number; visit id; visit no; visit #; csn; har; fin; fin number; fin #; study id; exam number; exam id; film number; path number; path no; pathology number; lab number; lab no; lab id; lab #; fecha id; document id; document number; document no; doc id; form id; report number; report id; report no; job number; job no; dictation id; dictation number; job id; rx number; rx no; rx #; prescription number; prescription no; prescription #; registration number; registration no; reg no; ticket; ticket number; confirmation number; confirmation no; confirmation code; tracking number; tracking no; reference number; reference no; ref no; ref #; ref number; wristband; badge; badge number; badge id; employee id; employee number; employee no; emp id; staff id; student id; inmate number; booking number; military id; service number; dod id; edipi; passport; passport number; passport no; alien number; visa number; green card; itin; tribal id; tribal enrollment; user id; userid; login; username; user name; device id`},
	{chart.SocialNumber, formID, false, `ssn; ss #; ss no; ss number; ss; soc sec; soc sec no; soc sec number; social security; social security number; social security no; social security #; social; last four of social; last 4 of social; last four of ssn; last 4 ssn; last 4 of ssn; ssn last 4; ssn ending in`},
	{chart.Account, formID, false, `account; account number; account no; account #; acct; acct no; acct number; acct #; patient account; patient account number; patient acct; patient control number; patient control no; billing account; billing number; bill number; invoice; invoice number; invoice no; invoice #; statement number; statement no; guarantor account; hospital account; visit account; bank account; routing number; routing no; card number; credit card; check number; check no; check #; eft number; trace number; receipt number; receipt no; payment id; transaction id; transaction number; financial number; fin no; ledger`},
	{chart.HealthPlanID, formID, false, `member id; member id number; member number; member no; member #; subscriber id; subscriber number; subscriber no; subscriber #; insured id; insured id number; insureds id; insureds id number; policy; policy number; policy no; policy #; policy id; group; group number; group no; group #; group id; grp; grp no; grp #; plan id; plan number; health plan id; insurance id; insurance number; ins id; medicare number; medicare no; medicare #; medicare id; mbi; hicn; hic; hic number; medicaid number; medicaid no; medicaid id; medicaid #; certificate number; certificate no; certificate; cert; cert no; cert #; contract number; contract no; contract; mem; mem no; ee id; beneficiary id; beneficiary number; rx bin; rxbin; bin; pcn; rxpcn; rx pcn; rxgrp; rx grp; rx group; rxgroup; gp; gp no; gp #; grupo; claim; claim number; claim no; claim #; claim id; claim control number; icn; dcn; authorization; authorization number; authorization no; auth; auth number; auth no; auth #; prior authorization; prior auth; prior authorization number; preauthorization number; referral number; referral no; referral #; referral id; payer id; payor id; hpid; dependent number; coverage id; recipient id; cin; workers comp claim; wc claim`},
	{chart.LicenseNumber, formID, false, `license; license number; license no; license #; lic; lic no; lic #; licence; licence number; drivers license; drivers license number; driver license; driver license number; driver license no; driver s license; dl; dl no; dl #; dl number; state id; state id number; dea; dea number; dea no; dea #; npi; npi number; npi no; npi #; upin; state license; state lic; md license; rn license; tin; tax id; tax id number; taxpayer id; ein; fein; federal tax id; clia; clia number; clia no; clia #; clia id; ncpdp; nabp; medical license; certification number; certification no; permit number; permit no; permit`},
	{chart.VehicleID, formID, false, `vin; vin #; vin number; vehicle id; vehicle identification number; license plate; license plate number; license plate no; plate; plate number; plate no; plate #; lic plate; tag number; registration plate; vehicle plate; vehicle tag`},
	{chart.DeviceNumber, formID, false, `serial; serial number; serial no; serial #; ser no; s n; sn; udi; di; device serial; device serial number; device identifier; device number; pacemaker serial; implant serial; implant id; model serial; imei; mac address; mac; device sn; lead serial; generator serial; imei number; pump serial; pump serial number`},
	{chart.PhoneNumber, formPhone, false, `phone; phone number; phone no; phone #; telephone; telephone number; telephone no; tel; tel no; tel #; ph; ph #; cell; cell phone; cell number; cell #; mobile; mobile phone; mobile number; home phone; home tel; work phone; work tel; office phone; daytime phone; evening phone; day phone; contact number; callback number; call back number; pager; pager number; beeper; main; direct line; toll free; alternate phone; emergency phone; telefono; phone home; phone work; phone cell; home number; work number; extension`},
	{chart.PhoneNumber, formPhone, true, `home; work; office; contact; day; evening; direct; ext; message; text`},
	{chart.Fax, formPhone, false, `fax; fax number; fax no; fax #; facsimile; telefax; fx; fax to; return fax`},
	{chart.Geographic, formStreet, false, `address; street address; home address; mailing address; patient address; current address; permanent address; billing address; address line 1; address line 2; address 1; address 2; street; residence; place of residence; residential address; remit to; remit payment to; facility address; practice address; service location; service address; domicilio; direccion; apt; apartment; lives at; resides at; residing at; living at; addr`},
	{chart.Geographic, formPlace, false, `city; state; city state zip; city state; town; county; parish; township; municipality; borough; precinct; zip; zip code; zipcode; postal code; place of birth; birthplace; birth place; city of birth; hometown; home town; county of residence; neighborhood; ciudad; codigo postal; locality; village; district; census tract; gps; coordinates; latitude; longitude; lat; lon; long`},
	{chart.Name, formOrg, false, `employer; employer name; name of employer; place of employment; workplace; work place; employed at; employed by; school; school name; name of school; company; company name; business name; church; group name; employer group; employer address`},
	{chart.Geographic, formOrg, false, `facility; facility name; hospital; hospital name; clinic; clinic name; pharmacy; pharmacy name; preferred pharmacy; practice; practice name; performing laboratory; performing lab; laboratory name; location of service; treatment location; nursing home; location; site name; organization; agency; referring facility; receiving facility; sending facility; institution; department location; center; lab name; reference lab; reference laboratory; vendor`},
	{chart.AgeOver89, formAge, false, `age; patient age; age at visit; age sex; age at death; edad`},
	{chart.OtherID, formID, false, `band no; band number; band #; bracelet no; id; id number; id no; id #; identification number; identification no; identifier; pin; fingerprint id; voice print id; biometric id; biometric; retinal scan id; control number; control no; control #; serial id; folder; box number; locker; locker number; room number locker; skype; facebook; twitter; instagram; handle; screen name; password; uuid; guid; hash; barcode; bar code`},
	{chart.OtherID, formRoom, false, `room; rm; bed; room bed; rm bed; bed room; room no; room #; room number; rm no; rm #; bed no; bed #; loc; nursing station; nurse station; ns rm bed; unit room; unit bed; unit rm; habitacion; cama`},
	{chart.OtherID, formNone, false, `occupation; job title; occupation title; timed codes; codes; cpt; cpt code; cpt codes; procedure code; icd; icd 10; icd 9; icd code; icd codes; dx code; diagnosis code; hcpcs; ndc; ndc number; ndc code; ndc #; loinc; snomed; snomed ct; rxnorm; rxcui; cvx; mvx; drg; ms drg; revenue code; rev code; modifier; lot; lot number; lot no; lot #; taxonomy; taxonomy code; pos; place of service; apc; page; pages; version; ver; rev; charge; charges; total; amount; balance; copay; deductible; paid; units; qty; quantity; refills; refill; disp; dispense; wbc; platelets; platelet count; plt; ferritin; bnp; nt probnp; ck; cpk; troponin; vitamin b12; weight; wt; birth weight; bw; ebl; urine output; uop; intake; calories; dose; hcg; beta hcg; psa; time; steps; cfu`},
}
