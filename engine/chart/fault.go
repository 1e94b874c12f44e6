package chart

// Fault names what is wrong with a page as it came in, in words that tell who scanned it what to do better.
type Fault string

// The faults of pages. Text that was cut off or lies under glare is lost without a trace in what was read; all others show
// in the page's Quality as well.
const (
	TooLowResolution Fault = "too_low_resolution"
	Blurred          Fault = "blurred"
	TooDark          Fault = "too_dark"
	TooFaint         Fault = "too_faint"
	Glare            Fault = "glare"
	UnevenLight      Fault = "uneven_light"
	Skewed           Fault = "skewed"
	CutOff           Fault = "cut_off"
	ShowsThrough     Fault = "shows_through" // what is printed on the other side of the paper
)

// Faults lists every fault.
var Faults = []Fault{TooLowResolution, Blurred, TooDark, TooFaint, Glare, UnevenLight, Skewed, CutOff, ShowsThrough}

// Loses reports whether a fault takes text away that nothing in the rest of the page tells of.
func (f Fault) Loses() bool { return f == CutOff || f == Glare }
