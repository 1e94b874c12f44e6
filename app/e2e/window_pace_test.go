//go:build e2e

package e2e

import (
	"image"
	"slices"
	"testing"
	"time"
)

// The goals of the review screen on a 300 dpi page, from the key to the answer on the screen. They hold on a quiet machine
// and are printed beside what was measured; only what no machine excuses fails.
const (
	fieldGoal = 50 * time.Millisecond
	pageGoal  = 150 * time.Millisecond
	excused   = time.Second
)

// TestThePaceOfTheRealWindow measures from outside what a person feels: from the key to the first picture with the next
// field, and to the last pixel of the next page.
// To measure alone:
//
//	packaging/build && packaging/with-keyring go test -count=1 -tags e2e -v -run Pace ./app/e2e
func TestThePaceOfTheRealWindow(t *testing.T) {
	s := sit(t, newDisplay(t), "--import", chartFile(t, "a-lab.tif")) // two pages of 300 dpi
	s.setUp()
	s.shows(s.all(), "1 document needs you", 3*time.Minute)
	s.still()
	s.press("Home", "Return")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.still()
	middle := image.Rect(220, 90, s.size.X-390, s.size.Y-50)
	tool := s.idle(10)
	s.pace("from field to field", fieldGoal, 40, s.fields(), tool, first, func(int) string { return "Tab" })
	s.press("F2") // the whole page, so that PgDn turns
	s.still()
	s.pace("from page to page", pageGoal, 20, middle, tool, last, func(i int) string { return []string{"Next", "Prior"}[i%2] })
	s.quit()
}

// Which change of the screen counts.
const (
	first = iota
	last
)

// pace presses a key n times and measures each time how long the part of the screen takes to change.
func (s *desk) pace(what string, goal time.Duration, n int, r image.Rectangle, tool time.Duration, which int, key func(int) string) {
	s.t.Helper()
	var all []time.Duration
	for i := range n {
		before := s.still()
		from := time.Now()
		s.xdotool("key", "--delay", "0", key(i))
		took := s.changes(before, r, from)
		if took[last] == 0 {
			s.t.Errorf("%s: the key %s changed nothing", what, key(i))
			continue
		}
		all = append(all, took[which])
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	p95 := all[len(all)*95/100]
	s.t.Logf("%s: median %v, p95 %v (goal %v), of which the tool that presses the key takes %v", what,
		all[len(all)/2].Round(time.Millisecond), p95.Round(time.Millisecond), goal, tool.Round(time.Millisecond))
	if p95 > excused {
		s.t.Errorf("%s: p95 %v; no machine is that slow", what, p95)
	}
}

// changes gives when the part of the screen changed for the first and for the last time before it stood still.
func (s *desk) changes(before *image.RGBA, r image.Rectangle, from time.Time) (took [2]time.Duration) {
	s.t.Helper()
	const quiet, patience = 200 * time.Millisecond, 3 * time.Second
	for was := before; ; time.Sleep(3 * time.Millisecond) { // looking must not take the processor from what is looked at
		now, at := s.picture(), time.Since(from)
		if differ(was, now, r) > cursor {
			if took[first] == 0 {
				took[first] = at
			}
			was, took[last] = now, at
		}
		if (took[last] > 0 && at-took[last] > quiet) || at > patience {
			return took
		}
	}
}

// idle is the median time that the tool takes for pressing a key that means nothing.
func (s *desk) idle(n int) time.Duration {
	s.t.Helper()
	var all []time.Duration
	for range n {
		from := time.Now()
		s.xdotool("key", "--delay", "0", "Shift_L")
		all = append(all, time.Since(from))
	}
	slices.Sort(all)
	return all[n/2]
}
