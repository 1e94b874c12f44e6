//go:build e2e && pace

package e2e

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/quality/bench"
)

// The goals of the review screen on a 300 dpi page, from the key to the answer on the screen, and of the start. They hold on a
// quiet machine and are printed beside what was measured; only what no machine excuses fails.
const (
	fieldGoal    = 50 * time.Millisecond
	pageGoal     = 150 * time.Millisecond
	documentGoal = 200 * time.Millisecond
	startGoal    = 2 * time.Second
	excused      = time.Second
)

// TestThePaceOfTheRealWindow measures from outside what a person feels: from the key to the first picture with the next field, and
// to the last pixel of the next page. With CHARTPROOF_MOVES it makes that many moves from field to field while other charts are
// read, and measures the way to the next document and back as well; without it 80, and nothing is read beside.
// To measure alone, as the goals say:
//
//	packaging/build && CHARTPROOF_MOVES=2000 packaging/with-keyring go test -count=1 -timeout 1h -tags e2e,pace -v -run Pace ./app/e2e
func TestThePaceOfTheRealWindow(t *testing.T) {
	moves, args := 80, []string{"--import", chartFile(t, "a-lab.tif")} // two pages of 300 dpi
	text := os.Getenv("CHARTPROOF_MOVES")
	if text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("CHARTPROOF_MOVES: %q is no number of moves", text)
		}
		moves, args = n, append(args, beside(t, 24+n/4)...)
	}
	s := sit(t, newDisplay(t), args...)
	s.setUp()
	s.shows(s.all(), "[0-9]+ documents? needs? you", 3*time.Minute)
	s.still()
	s.press("Home", "Return")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.still()
	middle := image.Rect(220, 90, s.size.X-390, s.size.Y-50)
	s.pace("from field to field", fieldGoal, moves, s.fields(), first, func(int) string { return "Tab" })
	s.press("F2", "Prior") // the whole page, so that PgDn turns, from the first on
	s.still()
	s.pace("from page to page", pageGoal, 20, middle, last, func(i int) string { return []string{"Next", "Prior"}[i%2] })
	if text != "" {
		s.pace("to the next document and back", documentGoal, 20, middle, last, func(i int) string {
			time.Sleep(time.Second) // nobody is through with a document in less
			return []string{"ctrl+Next", "ctrl+Prior"}[i%2]
		})
		t.Logf("charts were read beside to the last move: %v", strings.Contains(s.read(s.all()), "reading charts"))
	}
	s.quit()
}

// TestTheStartOfTheRealWindow measures from outside how long the program takes from its start to the screen that asks who is there.
func TestTheStartOfTheRealWindow(t *testing.T) {
	s := sit(t, newDisplay(t))
	s.setUp()
	s.still()
	s.quit()
	s.starts()
}

// beside gives the arguments that have n dense pages of 300 dpi read while the person works, in files of at most 24.
func beside(t *testing.T, n int) (args []string) {
	t.Helper()
	for seed := uint64(5); n > 0; seed++ {
		data, err := bench.SpeedFile(seed, min(n, 24))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "long.pdf")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args, n = append(args, "--import", path), n-24
	}
	return args
}

// starts measures how long the program takes from its start to the screen that asks who is there.
func (s *desk) starts() {
	s.t.Helper()
	const times = 5
	var all []time.Duration
	for range times {
		s.still()
		eye, from, drawn := s.look(s.middle()), time.Now(), make(chan time.Duration)
		go func() { drawn <- eye.watch(from, 2*time.Second, 30*time.Second)[last] }()
		s.start()
		all = append(all, <-drawn)
		s.shows(s.middle(), "Sign in to Dune Street Clinic", time.Minute)
		s.quit()
	}
	slices.Sort(all)
	s.t.Logf("from the start to the sign-in: median %v, longest of %d %v (goal %v)", all[times/2].Round(time.Millisecond), times,
		all[times-1].Round(time.Millisecond), startGoal)
	if all[times/2] > 5*startGoal {
		s.t.Errorf("from the start to the sign-in: median %v; no machine is that slow", all[times/2])
	}
}

// pace presses a key n times and measures each time how long the part of the screen takes to change.
func (s *desk) pace(what string, goal time.Duration, n int, r image.Rectangle, which int, key func(int) string) {
	s.t.Helper()
	press := s.hand()
	s.still()
	eye := s.look(r)
	var all []time.Duration
	for i := range n {
		k := key(i)
		eye.rest()
		from := time.Now()
		press(k)
		took := eye.changes(from)
		if took[last] == 0 {
			s.t.Errorf("%s: the key %s changed nothing", what, k)
			continue
		}
		all = append(all, took[which])
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	p95 := all[len(all)*95/100]
	stalls := 0
	for _, took := range all {
		if took > 2*goal {
			stalls++
		}
	}
	s.t.Logf("%s: %d moves, median %v, p95 %v (goal %v), longest %v, %d over %v", what, len(all), all[len(all)/2].Round(time.Millisecond),
		p95.Round(time.Millisecond), goal, all[len(all)-1].Round(time.Millisecond), stalls, 2*goal)
	if p95 > excused {
		s.t.Errorf("%s: p95 %v; no machine is that slow", what, p95)
	}
}
