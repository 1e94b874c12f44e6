//go:build walk

package e2e

import (
	"image"
	"strings"
	"time"

	"github.com/pquerna/otp"
)

// walk is the way: each leg begins where the one before ended.
func walk() []leg {
	cora := &colleague{}
	return []leg{
		{"set up", setUpStops()},
		{"people", peopleStops(cora)},
		{"while charts are read", readingStops()},
		{"the queue", queueStops()},
		{"a document", reviewStops()},
		{"alike together", groupStops()},
		{"signed", signedStops()},
		{"a colleague", colleagueStops(cora)},
	}
}

// colleague is somebody who was added during the walk.
type colleague struct {
	key  *otp.Key
	used string // the code that added the person
}

func setUpStops() []stop {
	middle := (*desk).middle
	return []stop{
		{place: "atGate", name: "setup", says: "Set up Chartproof", part: middle},
		{name: "setup-alone", do: func(s *desk) { s.fill("Dune Street Clinic", "Ana Reyes", "ana", s.password, s.password) },
			says: "Do you work alone?", part: middle},
		{name: "setup-authenticator", keys: []string{"3"}, says: "Set up the authenticator", part: middle},
		{name: "setup-codes", do: func(s *desk) {
			s.key = s.scan()
			s.fill(s.code())
		}, says: "Write down your recovery codes", part: middle},
	}
}

func peopleStops(cora *colleague) []stop {
	right := (*desk).right
	return []stop{
		{place: "atInbox", name: "queue-reading", keys: []string{"Return"}, says: "Queue", part: (*desk).top},
		{name: "guide", keys: []string{"ctrl+shift+F1"}, says: "of 9", part: (*desk).bottom, after: []string{"ctrl+shift+h"}},
		{place: "atPeople", name: "people", keys: []string{"ctrl+4"}, says: "Add a person", part: right},
		{name: "people-authenticator", do: func(s *desk) { s.typeColleague() }, says: "scans this with an authenticator", part: right},
		{name: "people-codes", do: func(s *desk) {
			cora.key = s.scanAnywhere()
			cora.used = codeOf(s.t, cora.key)
			s.fill(cora.used)
		}, says: "Cora Diaz can sign in now", after: []string{"Escape"}},
		{name: "people-roles", keys: []string{"ctrl+e"}, says: "Keys beyond the new roles are taken away", part: right, after: []string{"Escape", "Escape"}},
	}
}

func readingStops() []stop {
	top, left, sheet := (*desk).top, (*desk).left, (*desk).sheet
	return []stop{
		{place: "atSettings", name: "settings", keys: []string{"ctrl+comma"}, says: "Appearance", part: left},
		{name: "settings-practice", keys: []string{"Next", "Next"}, says: "Practice", part: left},
		{name: "settings-second", keys: []string{"Next"}, says: "Second look", part: left},
		{name: "settings-lists", keys: []string{"Next"}, says: "Drugs and diagnoses", part: left},
		{name: "settings-folder", keys: []string{"Next"}, says: "Watched folder", part: left},
		{name: "settings-hub", keys: []string{"Next"}, says: "Hub", part: left},
		{name: "settings-forms", keys: []string{"Next"}, says: "Form templates", part: left},
		{name: "settings-alerts", keys: []string{"Next"}, says: "Trail to a SIEM", part: left, after: []string{"Escape"}},
		{place: "atKeys", name: "keys", keys: []string{"ctrl+5"}, says: "Keys and recovery", part: top, after: []string{"Escape"}},
		{place: "atTrailRoom", name: "trail", keys: []string{"ctrl+6"}, says: "Trail", part: top},
		{name: "trail-alerts", keys: []string{"F7"}, after: []string{"Escape"}},
		{place: "atRetention", name: "retention", keys: []string{"ctrl+7"}, says: "Retention and holds", part: top, after: []string{"Escape"}},
		{place: "atBackup", name: "backup", keys: []string{"ctrl+8"}, says: "Backup", part: top, after: []string{"Escape"}},
		{place: "atRules", name: "rules", keys: []string{"ctrl+9"}, says: "Rules", part: top, after: []string{"Escape"}},
		{name: "help", keys: []string{"ctrl+F1"}, says: "Help", part: sheet, after: []string{"Escape"}},
		{name: "help-keys", keys: []string{"F1"}, says: "All keys", part: sheet, after: []string{"Escape"}},
		{name: "help-about", keys: []string{"shift+F1"}, says: "About and limits", part: sheet, after: []string{"Escape"}},
		{name: "anything", keys: []string{"ctrl+k"}, says: "Go to", part: sheet, after: []string{"Escape"}},
		{name: "password-again", keys: []string{"ctrl+shift+p"}, says: "Type your password again", part: (*desk).middle, after: []string{"Escape"}},
		{place: "atScan", name: "scan", do: func(s *desk) {
			s.press("ctrl+shift+o")
			s.shows(s.right(), s.says("the feeder, front sides"), time.Minute)
			s.press("Down", "Left", "F5")
		}, says: "Put more in and scan again", part: (*desk).right, after: []string{"Delete", "Escape"}},
		{name: "import", keys: []string{"ctrl+o"}, says: "Import charts", part: sheet, after: []string{"Escape"}},
	}
}

func queueStops() []stop {
	left, sheet := (*desk).left, (*desk).sheet
	return []stop{
		{name: "queue-report", do: func(s *desk) {
			s.shows(s.left(), "5"+strings.TrimPrefix(s.says("{{.N}} documents need you"), ".{1,12}"), 2*time.Minute)
		}, says: "{{.Files}} came in: {{.Pages}} in {{.Documents}}", part: left, after: []string{"Escape"}},
		{name: "queue-marked", keys: []string{"Home", "space", "space"}, says: "2 documents are marked", part: left},
		{name: "queue-hand", keys: []string{"F8"}, says: "Hand 2 documents to", part: sheet, after: []string{"Escape", "Escape"}},
		{name: "queue-mine", keys: []string{"2"}, after: []string{"1"}},
		{name: "queue-imports", keys: []string{"ctrl+shift+i"}, says: "Import 1 of", part: left, after: []string{"Escape"}},
		{name: "queue-search", do: func(s *desk) {
			s.press("ctrl+f")
			s.write("lab")
		}, says: "Lab report", part: left},
		{name: "queue-keep", keys: []string{"ctrl+shift+v"}, says: "Name of the view", part: (*desk).middle, after: []string{"Escape"}},
	}
}

func reviewStops() []stop {
	page, fields := (*desk).page, (*desk).fields
	return []stop{
		{place: "atReview", name: "review", keys: []string{"Return", "Return"}, says: "fields need you", part: fields},
		{name: "review-page", keys: []string{"F2"}, after: []string{"F2"}},
		{name: "review-readings", keys: []string{"F5"}},
		{name: "review-find", keys: []string{"ctrl+f"}, says: "Find in this chart", part: page, after: []string{"Escape"}},
		{name: "review-ask", keys: []string{"F8"}, says: "whole document", part: page, after: []string{"Escape"}},
		{name: "review-wrong", keys: []string{"F7"}, says: "What is wrong?", part: page, after: []string{"Escape"}},
		{name: "review-reveal", keys: []string{"F4"}, says: "What do you need the masked values", part: page, after: []string{"Escape"}},
		{name: "review-table", keys: []string{"ctrl+t"}, says: "next cell", part: (*desk).bottom, after: []string{"ctrl+t"}},
		{name: "review-redact", keys: []string{"F6"}, says: "Arrows move", part: fields, after: []string{"Return"}},
		{name: "review-exported", keys: []string{"F9"}, says: "As it will be exported", part: fields, after: []string{"F9"}},
		{name: "review-changes", keys: []string{"shift+F9"}, says: "propose", part: fields, after: []string{"shift+F9"}},
		{name: "review-emergency", keys: []string{"ctrl+shift+e"}, says: "Why it cannot wait", part: (*desk).middle, after: []string{"Escape"}},
		{place: "atPages", name: "pages", keys: []string{"ctrl+p"}, says: "The pages of this file", part: (*desk).right},
		{name: "pages-turned", keys: []string{"F7"}, after: []string{"ctrl+z"}},
		{name: "pages-file", keys: []string{"F9"}, says: "Replace this page by another scan", part: (*desk).sheet},
		{name: "pages-replaced", do: func(s *desk) {
			s.press("shift+Tab", "ctrl+a")
			s.write(chartFile(s.t, "a-denial.jpg"))
			s.press("Return")
			s.shows(s.right(), s.says("{{.N}} documents after that; what was decided stays with its page."), 5*time.Minute)
		}, says: "{{.N}} documents after that; what was decided stays with its page.", part: (*desk).right},
		{name: "pages-inserted", do: func(s *desk) {
			s.press("F8")
			s.still()
			s.press("shift+Tab", "ctrl+a")
			s.write(chartFile(s.t, "b-prescription.tif"))
			s.press("Return")
			s.shows(s.right(), s.says("inserted: page {{.N}} of {{.All}} of its file"), 5*time.Minute)
		}, says: "inserted: page {{.N}} of {{.All}} of its file", part: (*desk).right, after: []string{"ctrl+z", "ctrl+z", "Escape"}},
		{place: "atTrail", name: "history", keys: []string{"ctrl+h"}, says: "History", part: (*desk).top, after: []string{"Escape"}},
		{name: "rules-document", keys: []string{"ctrl+9"}, says: "Rules", part: (*desk).top, after: []string{"Escape", "ctrl+1"}},
	}
}

func groupStops() []stop {
	return []stop{
		{place: "atGroup", name: "group-list", keys: []string{"ctrl+g"}, says: "Check alike together", part: (*desk).left},
		{name: "group", keys: []string{"Return"}, do: func(s *desk) {
			first := image.Rect(24, 134, 300, 156)
			s.until("pictures to stand in the grid", time.Minute, func() bool { return colours(s.picture(), first, 12) == 12 })
		}, after: []string{"Escape", "Escape"}},
	}
}

func signedStops() []stop {
	return []stop{
		{name: "sign", do: func(s *desk) {
			s.open("superbill")
			s.decideAll()
			s.press("ctrl+s")
		}, says: "your password", part: (*desk).middle},
		{name: "signed", do: func(s *desk) {
			s.write(s.password)
			s.press("Return")
			s.shows(s.page(), "Signed", 2*time.Minute)
			s.press("ctrl+1", "Escape", "Escape")
		}},
		{place: "atRelease", name: "release", keys: []string{"ctrl+3"}, says: "De-identified release", part: (*desk).top, after: []string{"Escape"}},
		{place: "atQuality", name: "quality", keys: []string{"ctrl+d"}, says: "Quality", part: (*desk).top},
		{name: "quality-table", keys: []string{"F2"}, after: []string{"F2"}},
		{name: "quality-people", keys: []string{"F3"}, after: []string{"Escape", "Escape"}},
		{name: "settings-two", do: func(s *desk) {
			s.press("ctrl+comma")
			s.still()
			s.press("Next", "Next", "Next", "space")
		}, says: "A colleague types them again", part: (*desk).left, after: []string{"Escape"}},
		{name: "second-handed", do: func(s *desk) {
			s.open("card")
			s.decideAll()
			s.press("ctrl+s")
		}, says: "Handed on"},
	}
}

func colleagueStops(cora *colleague) []stop {
	middle := (*desk).middle
	return []stop{
		{name: "locked", keys: []string{"ctrl+l"}, says: "Locked", part: middle},
		{name: "signin", keys: []string{"Tab", "Tab", "space"}, says: "Sign in to {{.Practice}}", part: middle},
		{name: "queue-second", do: func(s *desk) {
			s.until("a code that was not used", time.Minute, func() bool { return codeOf(s.t, cora.key) != cora.used })
			s.press("ctrl+a")
			s.fill("cora", s.password, codeOf(s.t, cora.key))
		}, says: "second look", part: (*desk).page},
		{place: "atSecond", name: "second", do: func(s *desk) { s.open("card") }, says: "Second look: ", after: []string{"Escape"}},
		{place: "atCoding", name: "coding", do: func(s *desk) {
			s.press("Escape", "ctrl+f")
			s.write("superbill")
			s.still()
			s.press("Return", "ctrl+shift+j")
		}, says: "Coding", part: (*desk).top},
		{name: "coding-find", keys: []string{"F5"}, after: []string{"Escape"}},
		{name: "coding-compare", keys: []string{"F8"}},
	}
}

// open finds a document in the queue by what is typed and opens it.
func (s *desk) open(word string) {
	s.t.Helper()
	s.press("ctrl+1", "Escape", "ctrl+f")
	s.write(word)
	s.still()
	s.press("Return", "Return")
	s.still()
}

// typeColleague types a new person, a reviewer and coder, up to the authenticator.
func (s *desk) typeColleague() {
	s.t.Helper()
	s.fill("Cora Diaz", "cora")
	s.press("Tab", "space", "Tab", "space", "Tab", "Tab", "Tab", "Tab", "Tab")
	s.still()
	s.fill(s.password, s.password)
}

// scanAnywhere reads a QR code off the whole screen.
func (s *desk) scanAnywhere() (key *otp.Key) {
	s.t.Helper()
	s.until("a QR code that a phone can read", time.Minute, func() bool {
		text, ok := qr(part(s.picture(), s.all()))
		if !ok {
			return false
		}
		var err error
		key, err = otp.NewKeyFromURL(text)
		return err == nil
	})
	return key
}
