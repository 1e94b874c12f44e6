package phi

import "chartproof.org/chartproof/engine/chart"

// companies are employers and shops that everybody knows by one word, which no list of names holds; those that are words as well
// want a place of work or a visit before them.
var companies = set(`walmart costco kroger krogers safeway publix albertsons aldi meijer wegmans heb winco lidl kmart kohls macys nordstrom
	ikea homegoods autozone petco petsmart starbucks mcdonalds wendys denny dennys applebees chipotle ihop arbys hardees popeyes dominos
	uber lyft doordash instacart fedex ups usps amtrak boeing lockheed raytheon northrop caterpillar deere tyson cargill smithfield perdue
	chevron exxon exxonmobil conoco halliburton comcast verizon tmobile microsoft intel ibm oracle cisco nvidia tesla honda toyota nissan hyundai
	amazon genentech pfizer merck novartis medtronic humana geico allstate progressive citibank chase bnsf csx conrail vfw
	teamsters marriott hilton hyatt disney netflix safelite menards lowes publix sysco pepsico
	frito coors budweiser anheuser heinz kellogg nabisco maersk conagra purdue sodexo aramark securitas brinks menard`)

// commonCompanies are words as well as companies.
var commonCompanies = set("target shell apple gap ford dodge subway staples meta delta southwest united progressive chase perdue frito intel oracle ups disney amazon safeway hilton chevron lowes depot alliance")

// findCompanies marks companies by their names alone.
func (s *scan) findCompanies() {
	for i := range s.toks {
		t := &s.toks[i]
		if t.taken || t.kind != wordToken || !companies[t.low] && !commonCompanies[t.low] || t.shape == lowerShape && !s.free || t.entry.Clinical && t.shape == lowerShape {
			continue
		}
		if commonCompanies[t.low] && !(s.near(i) && s.is(i-1, "at", "for", "from") && s.wordsBefore(i, 4, "work", "works", "worked", "working", "job", "employed", "drives", "driver", "shift", "cashier", "clerk", "stocker", "manager",
			"warehouse", "retired", "laid", "fired", "employer", "clean", "mom", "dad", "he", "she", "while", "had", "store", "shopping")) {
			continue
		}
		s.addTokens(i, i+1, chart.Name, chart.Check, layerName)
	}
}
