package filing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// person is a patient of the rehearsal.
type person struct {
	first, middle, last, suffix string
	born                        time.Time
	mrn, ssn, member, account   string
	female                      bool
}

var (
	givens   = strings.Fields("Maria John Jayden Aisha Robert Linda Wei Fatima Carlos Susan Brian Karen Dmitri Olga Samuel Grace Pedro Hannah Thomas Yuki Daniel Laura Peter Nina Marcus Elena Victor Ruth Andre Paula Hector Joan")
	surnames = strings.Fields("Gonzalez Smith Lopez Chen Patel Johnson Nguyen Garcia Brown Kim Rossi Novak Okafor Haddad Weber Silva Murphy Cohen Larsen Banks Price Rivera Walsh Tran Dubois Meyer Young Hall Ortiz Singh")
	// near are given names that twins and siblings have and readers confuse.
	near = [][2]string{{"Jayden", "Jaylen"}, {"Maria", "Mario"}, {"Jon", "John"}, {"Ana", "Anna"}, {"Carla", "Karla"}, {"Marta", "Maria"}, {"Daniel", "Daniela"}, {"Erik", "Erika"}, {"Tina", "Nina"}, {"Mark", "Marc"}}
)

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

func anybody(r *rand.Rand) person {
	p := person{first: pick(r, givens), last: pick(r, surnames), born: time.Date(1930+r.IntN(90), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC), female: r.IntN(2) == 0}
	if r.IntN(2) == 0 {
		p.middle = string(rune('A' + r.IntN(26)))
	}
	p.renumber(r)
	p.member = "W" + digits(r, 9)
	return p
}

func (p *person) renumber(r *rand.Rand) {
	p.mrn = "00" + string('1'+byte(r.IntN(9))) + digits(r, 5)
	p.ssn = "4" + digits(r, 2) + fmt.Sprintf("%02d", 10+r.IntN(80)) + fmt.Sprintf("%04d", 1000+r.IntN(9000))
	p.account = "V" + digits(r, 8)
}

// Trap is a kind of patient whose pages are taken for another's.
type Trap string

// The traps.
const (
	Twin         Trap = "twin"          // same surname, birthday and plan; the given name differs in a letter or more
	Father       Trap = "father_son"    // same name, Jr and Sr, printed or left out
	Namesake     Trap = "namesake"      // same name, another birthday
	SameBirthday Trap = "same_birthday" // same name and birthday, other numbers
	Neighbour    Trap = "neighbour"     // numbers that differ in one digit, another name
	Sibling      Trap = "sibling"       // same surname and plan
	Stranger     Trap = "stranger"
)

// Traps lists every trap.
var Traps = []Trap{Twin, Father, Namesake, SameBirthday, Neighbour, Sibling, Stranger}

// trapped changes the patient where the trap needs it and gives the other one.
func trapped(r *rand.Rand, t Trap, p *person) person {
	o := *p
	o.renumber(r)
	switch t {
	case Twin:
		pair := pick(r, near)
		p.first, o.first = pair[0], pair[1]
		if r.IntN(3) == 0 {
			o.first = pick(r, givens)
		}
		p.middle, o.middle = "", ""
		if p.first == o.first {
			o.first = "Zoe"
		}
	case Father:
		p.suffix, o.suffix = "Jr", "Sr"
		if r.IntN(2) == 0 {
			p.suffix, o.suffix = o.suffix, p.suffix
		}
		if r.IntN(3) == 0 {
			o.suffix = ""
		}
		o.born = p.born.AddDate(-20-r.IntN(18), r.IntN(12), r.IntN(25))
	case Namesake:
		o.born = p.born.AddDate(r.IntN(3), 1+r.IntN(11), 1+r.IntN(20))
		o.member = "W" + digits(r, 9)
	case SameBirthday:
		o.member = "W" + digits(r, 9)
	case Neighbour:
		o = anybody(r)
		o.mrn = p.mrn[:len(p.mrn)-1] + string('0'+(p.mrn[len(p.mrn)-1]-'0'+1)%10)
		o.born = p.born.AddDate(0, 0, 1)
	case Sibling:
		o.first, o.middle = pick(r, givens), ""
		o.born = p.born.AddDate(1+r.IntN(5), r.IntN(12), 0)
		if o.first == p.first {
			o.first = "Zoe"
		}
	case Stranger:
		o = anybody(r)
	}
	return o
}
