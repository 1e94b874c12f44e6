package phi

import "strings"

// properWords are capitalised words that are no names of persons and no place smaller than a state: months and days go
// through the date layer, states and countries are allowed by 45 CFR 164.514(b)(2)(i)(B).
var properWords = set(`
	english spanish french german italian portuguese russian chinese mandarin cantonese japanese korean vietnamese tagalog
	arabic hindi urdu punjabi bengali polish ukrainian greek hebrew yiddish turkish farsi persian dutch swedish norwegian
	danish finnish czech hungarian romanian serbian croatian armenian somali swahili amharic haitian creole navajo hmong
	american mexican cuban canadian indian african asian european hispanic latino latina latinx caucasian filipino hawaiian
	british irish scottish jamaican nigerian ethiopian pakistani israeli jewish catholic christian protestant muslim islamic
	baptist methodist lutheran buddhist hindu jehovah witness mormon pentecostal episcopal presbyterian native alaskan
	england midwest southwest northeast northwest southeast caucasion caribbean dominican brazilian colombian
	america usa mexico canada england france germany italy spain portugal russia ukraine poland greece turkey iran iraq syria
	lebanon egypt ethiopia somalia kenya nigeria ghana sudan eritrea india pakistan bangladesh nepal bhutan burma myanmar
	thailand laos cambodia vietnam philippines korea japan taiwan indonesia malaysia australia zealand cuba haiti
	honduras guatemala salvador nicaragua panama colombia venezuela ecuador peru bolivia brazil argentina uruguay paraguay
	europe africa asia afghanistan ireland scotland switzerland sweden norway denmark finland netherlands belgium austria
	hungary romania bulgaria serbia croatia bosnia albania armenia uzbekistan kazakhstan
	medicare medicaid covid sars cov coronavirus influenza facebook google youtube apple iphone android zoom skype mychart
	epic cerner meditech athenahealth allscripts dragon nuance fitbit
	caps tabs tab cap susp soln oint ung inj amp vial kit
	lovaza omega vitamin centrum ensure glucerna boost gatorade pedialyte kool aid coke pepsi tylenol
	id ids no nos dob ssn mrn npi tin ein dea fein vin acct ref tel fax ph cell ext pin pcp md do rn np pa lpn cna pharmd
	phd dds dmd dpm lcsw crna aprn fnp mba mph facs facp faap ccc slp otr dpt
	re cc bcc attn fyi aka nee dba llc inc ltd corp co dept div rm flr bldg apt ste
	am pm est cst mst pst edt cdt mdt pdt utc gmt`)

// states maps abbreviations and lower-case names of states and territories; a state alone is no identifier.
var stateAbbr = set(`al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd
	oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy pr vi gu`)

// credentialState are abbreviations that stand more often for a credential or a word than for a state.
var credentialState = set(`md pa do ma or in me ok hi oh al id la pr ms co de`)

var stateName = set(`alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois
	indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
	nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming`)

// stateNameOne are states that are also names of persons or cities.
var stateNameOne = set(`georgia virginia washington york carolina dakota jersey hampshire mexico island`)

// stateFirst begin the name of a state of two words.
var stateFirst = map[string]string{"new": "england york jersey hampshire mexico", "north": "carolina dakota", "south": "carolina dakota",
	"west": "virginia", "rhode": "island", "puerto": "rico"}

// formerAbbr are the abbreviations of states that were written before the two letters, and still are: "Minn. 55101".
var formerAbbr = set(`ala ariz ark calif cal colo conn del fla ill ind kan kans mass mich minn miss mont neb nebr nev okla ore oreg penn penna
	tenn tex wash wis wisc wyo`)

// stateAt tells whether a state's name or abbreviation stands at token i, and the tokens that it takes.
func (s *scan) stateAt(i int) int {
	t := s.tok(i)
	if t.kind != wordToken {
		return 0
	}
	if second, ok := stateFirst[t.low]; ok && s.near(i+1) && containsWord(second, s.tok(i+1).low) {
		return 2
	}
	if stateName[t.low] || t.low == "georgia" || t.low == "virginia" || t.low == "washington" {
		return 1
	}
	if stateAbbr[t.low] && len(t.text) == 2 && (t.shape == upperShape || s.free) {
		return 1
	}
	if s.is(i-1, ",") && s.is(i+1, ".") && s.zipAt(i+2) > 0 && (stateAbbr[t.low] || formerAbbr[t.low]) {
		return 1
	}
	return 0
}

func containsWord(list, w string) bool {
	for _, x := range strings.Fields(list) {
		if x == w {
			return true
		}
	}
	return false
}
