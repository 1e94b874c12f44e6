package scanner

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// maxDevices and maxChoices bound what is taken out of what the program prints.
const (
	maxDevices = 100
	maxChoices = 50
)

// parseDevices reads lines of name, maker and model.
func parseDevices(text string) (out []present.Scanner) {
	for line := range strings.Lines(text) {
		part := strings.Split(strings.TrimSpace(line), "|")
		if len(part) < 3 || part[0] == "" || len(out) == maxDevices {
			continue
		}
		label := strings.TrimSpace(part[1] + " " + part[2])
		if strings.HasPrefix(strings.ToLower(part[2]), strings.ToLower(part[1])) {
			label = part[2]
		}
		out = append(out, present.Scanner{Name: part[0], Label: label})
	}
	for i, d := range out { // two of the same make are told apart by the system's name
		if slices.IndexFunc(out, func(o present.Scanner) bool { return o.Label == d.Label }) != i {
			out[i].Label += " (" + d.Name + ")"
		}
	}
	return out
}

// option is a line of the list of all options: its name, what it can be, and what it is.
var option = regexp.MustCompile(`^ +(--?[A-Za-z0-9-]+)(?:\[=)?[ =(]*(.*?)\)?\]? \[([^\]]*)\]`)

// parseAbilities reads the list of all options. What is not there, or does nothing now, is no ability.
func parseAbilities(text string) present.ScannerAbilities {
	can := present.ScannerAbilities{Modes: map[geom.Depth]string{}}
	both := []string(nil) // sets both sides, where that is no source
	for line := range strings.Lines(text) {
		m := option.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		name, values, now := m[1], m[2], m[3]
		asleep := now == "inactive" || now == "read-only"
		switch {
		case name == "--source" && !asleep:
			can.Sources = sources(choices(values))
		case name == "--adf-mode":
			if i := slices.IndexFunc(choices(values), func(v string) bool { return strings.EqualFold(v, "duplex") }); i >= 0 {
				both = []string{"--adf-mode=" + choices(values)[i]}
			}
		case name == "--duplex" && strings.Contains(values, "yes"):
			both = []string{"--duplex=yes"}
		case asleep:
		case name == "--mode":
			can.Modes = modes(choices(values))
		case name == "--resolution":
			can.Resolutions = resolutions(values)
		case name == "--page-width":
			can.SheetSize = true
		case name == "-x":
			can.Width = upTo(values)
		case name == "-y":
			can.Height = upTo(values)
		}
	}
	return withBoth(can, both)
}

// withBoth adds both sides as a source of their own where the device knows them as an option of its feeder.
func withBoth(can present.ScannerAbilities, options []string) present.ScannerAbilities {
	if options == nil || slices.ContainsFunc(can.Sources, func(s present.ScanSource) bool { return s.Kind == present.Duplex }) {
		return can
	}
	i := slices.IndexFunc(can.Sources, func(s present.ScanSource) bool { return s.Kind == present.Feeder })
	if i >= 0 {
		feeder := can.Sources[i]
		can.Sources = append(can.Sources, present.ScanSource{Kind: present.Duplex, Name: feeder.Name, Options: append(slices.Clone(feeder.Options), options...)})
	}
	return can
}

// choices cuts a list with bars between.
func choices(values string) []string {
	out := slices.DeleteFunc(strings.Split(values, "|"), func(v string) bool { return strings.TrimSpace(v) == "" || v == "auto" })
	return out[:min(len(out), maxChoices)]
}

func sources(names []string) (out []present.ScanSource) {
	for _, n := range names {
		out = append(out, present.ScanSource{Kind: sourceKind(n), Name: n, Options: []string{"--source=" + n}})
	}
	return out
}

func sourceKind(name string) present.SourceKind {
	n := strings.ToLower(name)
	feeds := strings.Contains(n, "adf") || strings.Contains(n, "feeder")
	switch {
	case strings.Contains(n, "duplex") || strings.Contains(n, "both sides"):
		return present.Duplex
	case strings.Contains(n, "back") || strings.Contains(n, "card"):
		return present.OtherSource
	case feeds:
		return present.Feeder
	case strings.Contains(n, "flatbed") || n == "normal" || strings.Contains(n, "platen"):
		return present.Glass
	}
	return present.OtherSource
}

// modes gives the first name of each kind of picture; dithered ones are none.
func modes(names []string) map[geom.Depth]string {
	out := map[geom.Depth]string{}
	for _, name := range names {
		n, d := strings.ToLower(name), geom.Depth(0)
		switch {
		case strings.Contains(n, "halftone") || strings.Contains(n, "diffusion") || strings.Contains(n, "dither"):
		case strings.Contains(n, "gray") || strings.Contains(n, "grey"):
			d = geom.Gray
		case strings.Contains(n, "color") || strings.Contains(n, "colour"):
			d = geom.Colour
		case strings.Contains(n, "lineart") || strings.Contains(n, "black") || strings.Contains(n, "binary") || strings.Contains(n, "mono"):
			d = geom.Bitonal
		}
		if d != 0 && out[d] == "" {
			out[d] = name
		}
	}
	return out
}

var number = regexp.MustCompile(`-?\d+(?:\.\d+)?`)

// resolutions gives the usual ones that a device has, or its own where it has none of those.
func resolutions(values string) (out []int) {
	usual := []int{150, 200, 240, 300, 400, 600}
	if from, to, ok := span(values); ok {
		return slices.DeleteFunc(usual, func(n int) bool { return float64(n) < from || float64(n) > to })
	}
	var own []int
	for _, n := range number.FindAllString(values, maxChoices) {
		if f, err := strconv.ParseFloat(n, 64); err == nil && f >= 50 && f <= 2400 {
			own = append(own, int(f))
		}
	}
	slices.Sort(own)
	own = slices.Compact(own)
	for _, n := range own {
		if slices.Contains(usual, n) {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return own
	}
	return out
}

// span reads "50..600dpi (in steps of 1)".
func span(values string) (from, to float64, ok bool) {
	a, b, ok := strings.Cut(values, "..")
	if !ok {
		return 0, 0, false
	}
	from, errA := strconv.ParseFloat(number.FindString(a), 64)
	to, errB := strconv.ParseFloat(number.FindString(b), 64)
	return from, to, errA == nil && errB == nil
}

// upTo is the larger end of a span of millimetres; 0 where there is none.
func upTo(values string) float64 {
	if _, to, ok := span(values); ok && strings.Contains(values, "mm") {
		return to
	}
	return 0
}
