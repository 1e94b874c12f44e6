package present

import "chartproof.org/chartproof/engine/chart"

// faultLine says what is wrong with a page's scan, and to scan it again where it cannot be read as it is or where text is
// lost. It is empty where nothing is wrong.
func faultLine(pg chart.Page) Line {
	if len(pg.Faults) == 0 {
		return Line{}
	}
	if spoilt(pg) {
		return Say("{{.Fault}}; scan it again", Data{"Fault": faultWord(worst(pg.Faults))})
	}
	return faultWord(worst(pg.Faults))
}

// spoilt reports whether a page's faults ask for a new scan.
func spoilt(pg chart.Page) bool {
	return len(pg.Faults) > 0 && (pg.Quality < poorPage || worst(pg.Faults).Loses())
}

// worst is the fault that loses text, before those that show in the words by themselves.
func worst(faults []chart.Fault) chart.Fault {
	out := faults[0]
	for _, f := range faults {
		if f.Loses() {
			out = f
		}
	}
	return out
}

// faultWord names a fault.
func faultWord(f chart.Fault) Line {
	switch f {
	case chart.TooLowResolution:
		return Say("too few dots an inch")
	case chart.Blurred:
		return Say("blurred")
	case chart.TooDark:
		return Say("too dark")
	case chart.TooFaint:
		return Say("too faint")
	case chart.Glare:
		return Say("light burnt out a part")
	case chart.UnevenLight:
		return Say("a shadow lies on it")
	case chart.Skewed:
		return Say("it lies askew")
	case chart.CutOff:
		return Say("text is cut off at the edge")
	case chart.ShowsThrough:
		return Say("the other side shows through")
	}
	return Line{}
}
