package coding

import (
	"strings"
	"time"
)

// shapes are how days are written, the month first as in the United States.
var shapes = []string{time.DateOnly, "01/02/2006", "1/2/2006", "01-02-2006", "1-2-2006", "01/02/06", "1/2/06", "January 2, 2006", "Jan 2, 2006"}

// Day reads a day as an ISO date; "" where it is none.
func Day(text string) string {
	text = strings.TrimSpace(text)
	for _, shape := range shapes {
		if t, err := time.Parse(shape, text); err == nil && t.Year() > 1900 && t.Year() < 2200 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
