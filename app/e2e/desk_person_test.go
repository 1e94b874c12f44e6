//go:build e2e || walk

package e2e

import (
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/disintegration/imaging"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// desk is the real program on a screen, and a person at its keyboard.
type desk struct {
	*display
	workspace string
	program   *process
	password  string
	key       *otp.Key // of the person's authenticator, from set-up on
}

// sit starts the program with a new workspace.
func sit(t *testing.T, d *display, args ...string) *desk {
	t.Helper()
	if out, err := exec.Command("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
		"org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets").CombinedOutput(); err != nil {
		t.Fatalf("no keyring answers (%s): run it by packaging/with-keyring", out)
	}
	s := &desk{display: d, workspace: filepath.Join(t.TempDir(), "workspace"), password: "blue heron over 7 dunes"}
	s.start(args...)
	return s
}

func (s *desk) start(args ...string) {
	s.t.Helper()
	cmd := exec.Command(built(s.t, "chartproof"), append([]string{"--workspace", s.workspace}, args...)...)
	cmd.Env = s.env()
	s.program = begin(s.t, cmd, nil)
	s.window()
}

// shows waits until a part of the screen reads as the pattern wants, and gives its groups. Whoever waits sits there: the mouse
// moves once a minute, so that a long wait does not end in the lock. Only what changed is read again: reading takes a core.
func (s *desk) shows(r image.Rectangle, pattern string, within time.Duration) []string {
	s.t.Helper()
	p := regexp.MustCompile(pattern)
	var found []string
	moved, aside := time.Now(), 1
	var last *image.RGBA
	s.until("the screen to read "+strconv.Quote(pattern), within, func() bool {
		if time.Since(moved) > time.Minute {
			moved, aside = time.Now(), 3-aside
			s.xdotool("mousemove", strconv.Itoa(s.size.X-aside), strconv.Itoa(s.size.Y-1))
		}
		now := s.picture()
		if last != nil && differ(last, now, r) == 0 {
			return false
		}
		last, found = now, p.FindStringSubmatch(s.read(r))
		return found != nil
	})
	return found
}

// middle is where the gate's card and the dialogs stand.
func (s *desk) middle() image.Rectangle {
	return image.Rect(s.size.X/2-320, 40, s.size.X/2+320, s.size.Y)
}

// fill types into the entries of a form, one after the other; Enter in the last one submits.
func (s *desk) fill(values ...string) {
	s.t.Helper()
	for _, v := range values {
		s.write(v)
		s.still()
		s.press("Return")
	}
}

// setUp goes through the first run: practice, person, authenticator.
func (s *desk) setUp() {
	s.t.Helper()
	s.shows(s.middle(), s.says("Set up Chartproof"), time.Minute)
	s.still()
	s.shot("setup")
	s.fill("Dune Street Clinic", "Ana Reyes", "ana", s.password, s.password)
	s.shows(s.middle(), s.says("Do you work alone?"), time.Minute)
	s.still()
	s.shot("alone")
	s.press("3") // one look is enough: what the second look is about has tests of its own
	s.shows(s.middle(), s.says("Set up the authenticator"), time.Minute)
	s.key = s.scan()
	s.shot("authenticator")
	s.fill(s.code())
	s.shows(s.middle(), s.says("Write down your recovery codes"), time.Minute)
	s.still()
	s.shot("recovery-codes")
	s.press("Return")
}

// signIn comes back with login, password and authenticator.
func (s *desk) signIn() {
	s.t.Helper()
	s.shows(s.middle(), "Sign in to Dune Street Clinic", time.Minute)
	s.still()
	s.shot("signin")
	s.fill("ana", s.password)
	s.fill(s.code())
}

// scan reads the QR code off the screen, as the authenticator on a phone does.
func (s *desk) scan() *otp.Key {
	s.t.Helper()
	var key *otp.Key
	s.until("a QR code that a phone can read", 30*time.Second, func() bool {
		text, ok := qr(part(s.picture(), s.middle()))
		if !ok {
			return false
		}
		var err error
		key, err = otp.NewKeyFromURL(text)
		return err == nil
	})
	if !strings.HasPrefix(key.Issuer(), "Chartproof") || key.Type() != "totp" {
		s.t.Errorf("the authenticator is told of a %s of %q", key.Type(), key.Issuer())
	}
	return key
}

// qr reads a QR code as a phone does: it looks more than once, from nearer and with another idea of what is black.
func qr(m image.Image) (string, bool) {
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, scale := range []int{1, 2, 3} {
		near := imaging.Resize(m, scale*m.Bounds().Dx(), 0, imaging.NearestNeighbor)
		light := gozxing.NewLuminanceSourceFromImage(near)
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(light), gozxing.NewGlobalHistgramBinarizer(light)} {
			bits, err := gozxing.NewBinaryBitmap(binarizer)
			if err != nil {
				continue
			}
			if res, err := qrcode.NewQRCodeReader().Decode(bits, hints); err == nil {
				return res.GetText(), true
			}
		}
	}
	return "", false
}

// code is what the authenticator shows now.
func (s *desk) code() string {
	s.t.Helper()
	return codeOf(s.t, s.key)
}

// codeOf is what an authenticator shows now.
func codeOf(t *testing.T, key *otp.Key) string {
	t.Helper()
	code, err := totp.GenerateCode(key.Secret(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// quit closes the window from the keyboard; the program must end well.
func (s *desk) quit() {
	s.t.Helper()
	s.press("ctrl+q")
	select {
	case <-s.program.done:
	case <-time.After(30 * time.Second):
		s.t.Fatal("the program did not end within 30 s of Ctrl+Q")
	}
	if s.program.err != nil {
		s.t.Errorf("the program ended with %v", s.program.err)
	}
	if m := crash.FindString(s.program.said.String()); m != "" {
		s.t.Errorf("stderr tells of a crash: %q", m)
	}
}

// verifyTrail proves the workspace's audit trail from outside.
func (s *desk) verifyTrail() {
	s.t.Helper()
	out, err := exec.Command(built(s.t, "chartproofctl"), "audit", "verify", "--workspace", s.workspace).CombinedOutput()
	if err != nil {
		s.t.Errorf("audit verify: %v: %s", err, out)
	}
	s.t.Logf("audit verify: %s", out)
}

// chartFile is a chart of testdata.
func chartFile(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../../testdata/charts", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}
