package deid

import (
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// People and employers that nothing else shows: no span, no field, nothing that the chart knows of them. Their names are taken out
// by what stands before them, and on pages by being no word of the language or of medicine at all.

// The longest run of words that is one name.
const mostName = 5

// kin are the words before the name of somebody who belongs to the patient.
var kin = wordSet(`wife husband spouse partner fiance fiancee girlfriend boyfriend son daughter child mother father mom mum dad parent sister brother
	sibling twin aunt uncle niece nephew cousin grandmother grandfather grandma grandpa grandson granddaughter grandchild stepmother stepfather
	stepson stepdaughter guardian caregiver caretaker roommate housemate neighbor neighbour friend landlord boss supervisor manager coworker
	colleague employer teacher pastor attorney lawyer esposa esposo hijo hija madre padre hermana hermano abuela abuelo`)

// beforeWork is what stands before the name of an employer or school.
var beforeWork = regexp.MustCompile(`(?i)\b(?:(?:work(?:s|ed|ing)?|employed|volunteer(?:s|ed|ing)?|intern(?:s|ed)?)(?: (?:full|part)[- ]time)?(?: as (?:an? )?(?:[a-z-]+ ){1,3}?)? ?(?:for|at|by|with)|(?:retired|laid off|fired|transferred) from|(?:job|position|employment|shift|career) (?:at|with)|(?:owner|owns|manager|employee|foreman|director|president) (?:of|at)|employer(?: is| was|:)?|place of (?:work|employment):?|(?:student|attends|attended|enrolled|teaches|taught|graduated)(?: from| at| in)?) (?:the )?`)

// workWords are the words of which beforeWork has one: to look for them is a hundred times faster.
var workWords = wordSet(`work works worked working employed volunteer volunteers volunteered volunteering intern interns interned retired laid fired
	transferred job position employment shift career owner owns manager employee foreman director president employer place student attends
	attended enrolled teaches taught graduated`)

// notWork are the words that stand there and name nobody.
var notWork = wordSet(`home night nights day days times time work least most first last risk length length hours baseline present about school college
	disability health heart medical military full part active age a an his her their this that these those it them him us me my our your no not
	none unknown self himself herself hospital clinic factory office store desk least up down height heights which where who when and or but as
	to on of in over under bedside rest all any both other one two three job physical occupational speech therapy`)

// afterWork are the words at which a name in small letters ends.
var afterWork = wordSet(`as and or but in on at since for who which where when while until from with by because is was has had he she they it the
	a an full part now currently previously years year then doing making to of about denies reports no not x`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// sweepPeople takes out names of people and employers by the words before them.
func (k *known) sweepPeople(d *draft) {
	text := solid(d)
	words := wordsOf(text)
	for i, w := range words {
		if kin[strings.TrimSuffix(w.low, "s")] || kin[w.low] {
			k.person(d, text, words, i)
		}
	}
	if !slices.ContainsFunc(words, func(w word) bool { return workWords[w.low] }) {
		return
	}
	for _, m := range beforeWork.FindAllStringIndex(text, -1) {
		if at := slices.IndexFunc(words, func(w word) bool { return w.start >= m[1] }); at >= 0 && words[at].start-m[1] < 3 {
			k.employer(d, text, words[at:])
		}
	}
}

// beforeName are the small words between a word of kin and the name.
var beforeName = wordSet("is named called s")

// person takes out the name behind a word of kin, with the capitals that follow and are no words of the language.
func (k *known) person(d *draft, text string, words []word, i int) {
	at := i + 1
	for at < len(words) && at < i+4 && !words[at].upper && beforeName[words[at].low] {
		at++
	}
	if at >= len(words) || strings.Contains(text[words[at-1].end:words[at].start], "\n") || words[at].start-words[at-1].end > 4 || !k.isName(words[at]) {
		return
	}
	end := at
	for end+1 < min(at+mostName, len(words)) && together(text, words[end], words[end+1]) && words[at].upper && words[end+1].upper && !k.plainWord(words[end+1].low) {
		end++
	}
	d.take(cut{start: words[at].start, end: words[end].end, kind: chart.Name})
}

// isName reports a name of the lists; one that is a word of the language as well counts with a capital.
func (k *known) isName(w word) bool {
	e := k.lex.Lookup(w.low)
	return e.Name() && !e.Clinical && (w.upper || e.Word == 0)
}

// employer takes out the name with which the words begin: capitals, or in small letters what stands up to the next small word.
func (k *known) employer(d *draft, text string, words []word) {
	if proper := len(words) > 1 && words[0].upper && words[1].upper && together(text, words[0], words[1]); notWork[words[0].low] && !proper {
		return
	}
	end := 0
	for end+1 < len(words) && end+1 < mostName && together(text, words[end], words[end+1]) {
		next := words[end+1]
		joins := next.low == "of" || next.low == "and"
		switch {
		case words[0].upper && !next.upper && !joins, !words[0].upper && afterWork[next.low]:
			k.cutEmployer(d, words[:end+1])
			return
		}
		end++
	}
	k.cutEmployer(d, words[:end+1])
}

func (k *known) cutEmployer(d *draft, words []word) {
	for len(words) > 1 && !words[len(words)-1].upper && afterWork[words[len(words)-1].low] {
		words = words[:len(words)-1]
	}
	strange := slices.ContainsFunc(words, func(w word) bool { return !k.plainWord(w.low) })
	if words[0].upper || strange || largeEmployers[words[0].low] {
		d.take(cut{start: words[0].start, end: words[len(words)-1].end, kind: chart.Name})
	}
}

// largeEmployers are those of the nation's largest whose names begin with a word that the lists hold.
var largeEmployers = wordSet(`walmart costco fedex boeing kroger pepsi honda toyota disney marriott hilton starbucks target amazon apple home lowes best whole dollar family burger taco pizza subway wendys chase wells bank american united
	southwest delta general ford tyson state liberty progressive google oracle intel staples gap ross sears macys safeway publix aldi sprint
	verizon comcast cox charter union norfolk ups usps army navy marines`)

// plainWord reports a word of the language or of medicine, or one of those with which Spanish forms are printed.
func (k *known) plainWord(low string) bool {
	e := k.lex.Lookup(low)
	return e.Word > 0 || e.Clinical || formSpanish[low]
}

// formSpanish are the words of Spanish forms that begin with a capital there, without their accents.
var formSpanish = wordSet(`fecha firma direccion grupo salud espanol ingles puedo acepto doy autorizo entiendo nombre nombres apellido apellidos
	nacimiento telefono celular domicilio ciudad estado codigo postal edad sexo paciente medico doctora enfermera numero seguro poliza miembro
	alergias alergia medicamento medicamentos medicina dosis frecuencia diagnostico diagnosticos tratamiento procedimiento consentimiento
	informado certifico declaro reconozco relacion parentesco contacto emergencia hospital clinica consulta cita motivo historia historial
	antecedentes familiares personales cirugias hospitalizaciones vacunas vacuna resultados resultado prueba pruebas laboratorio orina sangre
	presion peso altura temperatura pulso ocupacion empleador soltero soltera casado casada viudo viuda divorciado divorciada correo electronico
	otro otra otros ninguno ninguna marque escriba favor gracias importante nota notas pagina servicio servicios pago cargo total saldo cuenta
	recibo factura fecha idioma raza etnia genero masculino femenino hombre mujer menor tutor representante testigo interprete hora lunes martes
	miercoles jueves viernes sabado domingo para por con sin del los las una este esta usted debe puede tiene cuando como donde porque sobre`)

// together reports two words of one run: one blank, or the signs that stand within names.
func together(text string, a, b word) bool {
	switch text[a.end:b.start] {
	case " ", "-", "'", ". ", " & ", "&":
		return true
	}
	return false
}

// leastStrange is the length from which a word that nobody knows is taken for a name, and mostAbbreviated the length up to which one
// in capitals is taken for an abbreviation.
const (
	leastStrange    = 3
	mostAbbreviated = 5
)

// sweepStrangers takes out of a page the words that begin with a capital and are no word of the language or of medicine, with the
// capitals that follow.
func (k *known) sweepStrangers(d *draft) {
	text := solid(d)
	words := wordsOf(text)
	for i := 0; i < len(words); i++ {
		if !k.strange(text, words[i]) {
			continue
		}
		end := i
		for end+1 < len(words) && end+1 < i+mostName && words[end+1].upper && text[words[end].end:words[end+1].start] == " " {
			end++
		}
		d.take(cut{start: words[i].start, end: words[end].end, kind: chart.Name})
		i = end
	}
}

func (k *known) strange(text string, w word) bool {
	if !w.upper || len(w.low) < leastStrange || strings.ContainsAny(w.low, "0123456789") {
		return false
	}
	e := k.lex.Lookup(w.low)
	if e.Eponym || k.plainWord(w.low) || k.plainWord(strings.TrimSuffix(w.low, "s")) {
		return false
	}
	return e.Name() || len(w.low) > mostAbbreviated || text[w.start:w.end] != strings.ToUpper(text[w.start:w.end])
}
