package fields

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/assets/lexicon"
)

// canonicalName orders the parts of a name as LAST, FIRST MIDDLE SUFFIX. comma is the number of parts before a comma, -1 where there is none.
func canonicalName(parts []token, comma int) (string, bool) {
	var ws []string
	suffix := ""
	cut := comma
	for i, p := range parts {
		if s, ok := suffixes[bare(p.text)]; ok && i > 0 && (len(bare(p.text)) > 1 || i == len(parts)-1 && i > 2) {
			suffix = s
			if comma > i {
				cut--
			}
			continue
		}
		w := strings.ToUpper(strings.ReplaceAll(p.text, "’", "'"))
		if len(w) <= 3 {
			w = strings.Trim(w, ".")
		}
		ws = append(ws, w)
	}
	if len(ws) < 2 {
		return "", false
	}
	if cut < 0 && len(ws) == len(parts) {
		cut = capitalsFirst(parts)
	}
	if cut < 0 {
		cut = familyFirst(ws, allCapitals(parts))
	}
	n := len(ws) - familyWords(ws)
	given, last := ws[:n], ws[n:]
	if cut > 0 && cut < len(ws) {
		last, given = ws[:cut], ws[cut:]
	}
	if suffix != "" {
		given = append(append([]string(nil), given...), suffix)
	}
	return strings.Join(last, " ") + ", " + strings.Join(given, " "), true
}

// allCapitals reports whether a name is printed in capitals.
func allCapitals(parts []token) bool {
	for _, p := range parts {
		if p.text != strings.ToUpper(p.text) {
			return false
		}
	}
	return true
}

// capitalsFirst gives how many words of a family name in capitals stand before given names that are not, "GONZALEZ Maria L"; -1 for
// none.
func capitalsFirst(parts []token) int {
	n := 0
	for n < len(parts) && len(parts[n].text) > 1 && parts[n].text == strings.ToUpper(parts[n].text) && !strings.Contains(parts[n].text, ".") {
		n++
	}
	if n == 0 || n == len(parts) {
		return -1
	}
	if rest := parts[n].text; len(rest) > 2 && rest != strings.ToUpper(rest) {
		return n
	}
	return -1
}

// familyFirst gives how many words of a family name stand first where no comma says so; -1 where the given names do, or in doubt.
func familyFirst(ws []string, capitals bool) int {
	end := len(ws)
	switch {
	case end == 2 && len(ws[1]) == 1 && len(ws[0]) > 1: // "AMUNDSON P", but "Kathy R"
		if e := known(ws[0]); capitals && e.Given == 0 || e.Given == 0 && e.Surname > 0 {
			return 1
		}
		return -1
	case end >= 3 && len(ws[end-1]) == 1 && len(ws[0]) > 1: // "GONZALEZ MARIA L": an initial ends given names
		return end - 2
	case end == 2 && surnameFirst(ws[0], ws[1], capitals):
		return 1
	case end == 3 && capitals && surnameFirst(ws[0], ws[1], true) && givenRather(ws[2]): // "PRUITT DARLA JEAN"
		return 1
	}
	return -1
}

// surnameFirst reports whether the lists leave no doubt that two parts stand the other way round: "GARCIA MARIA". In capitals, which
// systems print family names first in, it is enough that only the second is a given name, or that only the first may be a family name.
func surnameFirst(a, b string, capitals bool) bool {
	x, y := known(a), known(b)
	if capitals && x.Given == 0 && y.Given > 0 && (y.Surname == 0 || y.Given <= y.Surname) {
		return true
	}
	if capitals && y == (lexicon.Entry{}) && x.Given == 0 && (x.Surname > 0 || strings.Contains(a, "-")) && !strings.Contains(b, "-") {
		return true
	}
	return x.Given == 0 && x.Surname > 0 && x.Surname <= 3 && y.Given > 0 && y.Given <= 2 && (y.Surname == 0 || y.Surname > 2)
}

// givenRather reports whether a word is more of a given name than of a family name.
func givenRather(w string) bool {
	e := known(w)
	return e.Given > 0 && (e.Surname == 0 || e.Given <= e.Surname)
}

// known looks a word of a name up, without its accents.
func known(w string) lexicon.Entry {
	lex, err := lexicon.Shared()
	if err != nil {
		return lexicon.Entry{}
	}
	return lex.Lookup(plainLetters(w))
}

// plainLetters gives a word in lower case without accents.
func plainLetters(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(w))
}

// familyWords gives how many words at the end of a name are the family name: one, with the particles before it; two of those who carry
// their father's and their mother's, or whose name is of two words.
func familyWords(ws []string) int {
	n := len(ws) - 1
	for n > 1 && particles[strings.ToLower(strings.Trim(ws[n-1], "."))] && len(ws[n-1]) > 1 {
		n--
	}
	if n > 1 && (ofSpain(ws[len(ws)-1]) && ofSpain(ws[n-1]) && !givenOnly(ws[n-1], n-1) || creatures[strings.ToLower(ws[len(ws)-1])] && manners[strings.ToLower(ws[n-1])]) {
		n--
	}
	return len(ws) - n
}

// givenOnly reports whether a word before a Spanish family name is rather the second given name: "María Rosario Cruz", where others
// before it can only be given names.
func givenOnly(w string, before int) bool {
	e := known(w)
	if before > 1 {
		return e.Given > 0 && e.Surname == 0
	}
	return e.Given > 0 && (e.Surname == 0 || e.Given <= e.Surname)
}

// ofSpain reports whether a word is a family name of the Spanish-speaking world.
func ofSpain(w string) bool {
	low := plainLetters(w)
	return len(low) > 3 && (spanishNames[low] || strings.HasSuffix(low, "ez") || strings.ContainsAny(strings.ToLower(w), "ñáéíóú"))
}

// spanishNames are common family names of the Spanish-speaking world that do not end in -ez, without accents.
var spanishNames = words("abreu acevedo acosta acuna agosto aguayo aguero aguiar aguila aguilar aguilera aguirre alarcon alba albarran alejo aleman alfaro alicea almaraz almonte alonso altamirano alvarado alvelo amaya amador amaro anaya andino andrade andujar angeles aponte aquino aragon arana aranda araujo arce archuleta arellano arenas arevalo arguello arias armenta armendariz arredondo arreola arriaga arroyo arteaga avalos avila ayala baca badillo baez bahena balderas banuelos barajas barba barbosa barragan barraza barrera barreto barrientos barrios batista bautista becerra becerril beltran benavides berrios bernal betancourt bonilla borrego bravo briones briseno brito burgos bustamante bustillos bustos caballero cabral cabrera calderon calderas camacho camarena campos cancel candelario cano cantu caraballo carbajal cardenas cardona carmona caro carranza carrasco carrasquillo carreon carrera carrillo carrion casares casas casillas castaneda castellanos castillo castro cavazos cazares ceballos ceja centeno cepeda cerda cerna cervantes chacon chavarria chavira cintron cisneros collado collazo colon concepcion contreras cordero cordova corona coronado corral correa cortes cotto crespo cruz cruzado cuellar cuevas davila delacruz delgado deleon diaz dominguez duarte duenas duran echavarria echevarria echeverri elizondo encarnacion encinas escalante escamilla escobar escobedo espinal espinosa espinoza esparza esquivel estrada falcon feliciano felix ferrer fierro figueroa flores fonseca fontanez franco frias fuentes gaitan galarza galindo gallardo gallegos galvan gamboa gamez gaona garay garcia garza gaytan gil giron godinez godoy gomez gonzaga granado granados grijalva guajardo guerra guerrero guevara guillen gurrola haro hermosillo hernandez herrera hidalgo hinojosa huerta huaman hurtado ibarra iglesias infante irizarry izquierdo jaimes jaramillo jasso juarez jurado landeros lara laureano leal lebron ledesma leon lerma leyva limon linares lira llamas lozano lozada lucero lucio lugo lujan luna macias madera madrid madrigal magana malave maldonado mancilla manzano mares marin marquez marrero marroquin mata matias matos maya mayorga medina medrano mejia melgar melgoza mena mendoza meraz mercado merino mesa meza mireles miranda mojica molina monge monreal monroy montalvo montano montanez montero montes montoya mora morales moran moreno moreira mota moya muniz munguia munoz murillo najera naranjo narvaez nava navarrete navarro negrete negron nevarez nieto nieves nino noriega novoa ocampo ocasio ochoa ojeda olivares olivas olivera olmos olvera ontiveros oquendo orellana oropeza orosco orozco orta ortega ortiz osorio otero ovalle oyola pabon pacheco padilla padron pagan palacio palacios palma palomino pantoja paredes parra partida pastrana patino pedraza pedroza pena penaloza perales peralta perea pereira pimentel pineda pinto pizarro pizano plascencia polanco ponce pons porras posada portillo posadas prado preciado prieto puente puentes pulido quesada quezada quijano quiles quinones quintana quintanilla quintero quiroga quiroz quispe rada ramos rangel rascon raya rayas rea rendon renteria rentas resendiz reyes reyna reynoso rico rincon rios rivas rivera riveron robledo robles rocha rodarte rojas roldan rolon roman romero romo roque rosa rosado rosales rosario rosas rubio ruelas ruiz ruvalcaba saavedra salamanca salas salazar salcedo salcido saldana saldivar salgado salinas samaniego sandoval santamaria santana santiago santillan santos sarabia saucedo sauceda segovia segura sepulveda serna serrano serrato sierra sifuentes silva solano solis solorio sosa soriano sotelo soto sotomayor suarez tafoya tamayo tapia tarango tejada tejeda tello tellez teran tijerina tirado toledo toro torres tovar trejo trevino trinidad trujillo tzoc ugarte ulloa urbina uribe urias urrutia valadez valdes valdivia valencia valentin valenzuela valladares valle vallejo valles valverde varela vargas vasquez vazquez vega velasco velasquez velez venegas vera verdugo vergara verduzco vidal viera vigil villa villalba villalobos villalpando villanueva villareal villarreal villasenor villegas vizcarra yanez ybarra yepez zaldivar zambrano zamora zamudio zapata zaragoza zarate zavala zayas zelaya zepeda zuniga")

// creatures and manners are the words of family names such as Standing Elk and Two Bears.
var (
	creatures = words("bear bears bull bulls elk hawk horse horses eagle eagles wolf crow cloud feather thunder buffalo dog hand shield bonnet weasel lodge deer owl bird")
	manners   = words("standing two red black white little big yellow iron spotted running sitting old thunder gray grey walking crazy good bad long looking medicine war lone swift high blue many young crow eagle bear horse")
)

// certifiedEnds are what follows a credential whose holder is certified: PA-C, PMHNP-BC.
var certifiedEnds = words("bc c cs r s l p cpp")

// certifiedPart gives the credential of one with a certificate, without it: "pmhnp" of "PMHNP-BC"; "" for none.
func certifiedPart(word string) string {
	head, tail, ok := strings.Cut(strings.ToLower(strings.Trim(word, ".,;:()")), "-")
	if !ok || !certifiedEnds[tail] {
		return ""
	}
	return head
}

// credential reports whether a word is a degree, licence or certificate behind a name.
func credential(word string) bool {
	return credentials[bare(word)] || credentials[certifiedPart(word)]
}

// likeCredential reports whether a word behind the comma of a name that is not in capitals looks like letters of a profession that no list
// holds: "Marit Solheim, CPM".
func likeCredential(word string, parts []token) bool {
	w := strings.Trim(word, ".,;:()")
	return len(w) >= 2 && len(w) <= 6 && w == strings.ToUpper(w) && strings.IndexFunc(w, func(r rune) bool { return (r < 'A' || r > 'Z') && r != '-' && r != '/' }) < 0 && !allCapitals(parts)
}
