package present_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

type gateView struct{ snaps []present.GateSnapshot }

func (v *gateView) Render(s present.GateSnapshot) { v.snaps = append(v.snaps, s) }
func (v *gateView) last() present.GateSnapshot    { return v.snaps[len(v.snaps)-1] }

type gateBench struct {
	house *deskHouse
	run   *serialRun
	clock *handClock
	view  *gateView
	in    []chart.Person
	gate  *present.GatePresenter
}

func newGateBench(status present.GateStatus) *gateBench {
	b := &gateBench{house: &deskHouse{status: status, person: chart.Person{ID: "p1", DisplayName: "Ana Ruiz"}},
		run: newRun(), clock: newClock(), view: &gateView{}}
	b.gate = present.NewGate(b.house, b.run, b.clock, b.view, func(p chart.Person) { b.in = append(b.in, p) })
	b.gate.Start()
	b.run.drain()
	return b
}

var goodSetUp = present.SetUp{Practice: "Elm Street Clinic", DisplayName: "Ana Ruiz", Login: "Ana", Password: "correct horse battery"}

func TestGateShowsWhatTheHouseSays(t *testing.T) {
	for _, c := range []struct {
		name   string
		status present.GateStatus
		step   present.GateStep
		do     string
	}{
		{"fresh", present.GateStatus{NeedsSetUp: true}, present.GateSetUp, ""},
		{"known", present.GateStatus{Practice: "Elm"}, present.GateSignIn, ""},
		{"no keyring", present.GateStatus{Problem: chart.E(chart.KeyringAbsent, "open", nil)}, present.GateProblem, "Start the keyring"},
		{"locked keyring", present.GateStatus{Problem: chart.E(chart.KeyringLocked, "open", nil)}, present.GateProblem, "Unlock the keyring"},
		{"another's keyring", present.GateStatus{Problem: chart.E(chart.KeyringWrong, "open", nil)}, present.GateProblem, "account that set Chartproof up"},
	} {
		b := newGateBench(c.status)
		s := b.view.last()
		if s.Step != c.step || s.Busy {
			t.Errorf("%s: want step %d and idle, got step %d busy %v", c.name, c.step, s.Step, s.Busy)
		}
		if (s.Problem == nil) != (c.do == "") || s.Problem != nil && !strings.Contains(s.Problem.Do.Key, c.do) {
			t.Errorf("%s: want advice %q, got %+v", c.name, c.do, s.Problem)
		}
	}
}

func TestSetUpRefusesBeforeTheHouseIsAsked(t *testing.T) {
	with := func(change func(*present.SetUp)) present.SetUp {
		s := goodSetUp
		change(&s)
		return s
	}
	for _, c := range []struct {
		name  string
		setUp present.SetUp
		again string
		want  present.GateField
	}{
		{"no practice", with(func(s *present.SetUp) { s.Practice = " " }), goodSetUp.Password, present.PracticeField},
		{"no name", with(func(s *present.SetUp) { s.DisplayName = "" }), goodSetUp.Password, present.NameField},
		{"login with a blank", with(func(s *present.SetUp) { s.Login = "ana ruiz" }), goodSetUp.Password, present.LoginField},
		{"thirteen characters", with(func(s *present.SetUp) { s.Password = "1234567890123" }), "1234567890123", present.PasswordField},
		{"thirteen characters of two bytes", with(func(s *present.SetUp) { s.Password = strings.Repeat("é", 13) }),
			strings.Repeat("é", 13), present.PasswordField},
		{"two passwords", goodSetUp, "another password", present.AgainField},
	} {
		b := newGateBench(present.GateStatus{NeedsSetUp: true})
		b.gate.SetUp(c.setUp, c.again)
		b.run.drain()
		if s := b.view.last(); s.Field != c.want || s.FieldSays.Empty() || s.Busy {
			t.Errorf("%s: want field %d with a reason, got %d %q", c.name, c.want, s.Field, s.FieldSays.Key)
		}
		if diff := cmp.Diff([]string{"gate"}, b.house.calls); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSetUpEndsWithTheFirstCode(t *testing.T) {
	b := newGateBench(present.GateStatus{NeedsSetUp: true})
	b.gate.SetUp(goodSetUp, goodSetUp.Password)
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateAlone || len(b.house.calls) != 1 {
		t.Fatalf("want the question who looks twice before the house is asked, got step %d, %v", s.Step, b.house.calls)
	}
	b.gate.Alone(chart.OneLater)
	b.run.drain()
	if b.house.setUp.Validators != chart.OneLater {
		t.Errorf("want the answer kept, got %q", b.house.setUp.Validators)
	}
	s := b.view.last()
	if s.Step != present.GateEnrol || s.Enrolment.Secret == "" || len(s.QR) == 0 {
		t.Fatalf("want the authenticator's secret and its picture, got step %d, %d rows", s.Step, len(s.QR))
	}
	b.gate.ConfirmSetUp("12 34")
	if got := b.view.last(); got.Field != present.CodeField || got.Busy {
		t.Errorf("four digits: want the code refused, got %+v", got.Field)
	}
	b.house.err = chart.E(chart.NotAllowed, "confirm", nil)
	b.gate.ConfirmSetUp("111111")
	b.run.drain()
	if got := b.view.last(); got.Step != present.GateEnrol || got.Problem == nil || len(b.in) != 0 {
		t.Errorf("wrong code: want to stay with a reason, got step %d", got.Step)
	}
	b.gate.ConfirmSetUp("123 456")
	b.run.drain()
	if len(b.in) != 1 || b.view.last().Step != present.GateOpen {
		t.Errorf("right code: want one person in, got %d", len(b.in))
	}
	want := []string{"gate", "setup ana", "confirm 111111", "confirm 123456"}
	if diff := cmp.Diff(want, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestSignInBacksOff(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	b.house.err = slowDown{chart.E(chart.NotAllowed, "sign in", nil), 3 * time.Second}
	b.gate.SignIn("ana", "wrong", "000000")
	b.run.drain()
	if got := b.view.last(); got.Wait != 3*time.Second || got.Problem == nil || got.Login != "ana" {
		t.Fatalf("want a wait of 3 s, the reason and the login kept, got %v %v %q", got.Wait, got.Problem, got.Login)
	}
	tries := len(b.house.calls)
	b.gate.SignIn("ana", "right", "123456")
	b.run.drain()
	if len(b.house.calls) != tries {
		t.Error("a try while waiting reached the house")
	}
	b.clock.advance(3*time.Second, b.run)
	if got := b.view.last().Wait; got != 0 {
		t.Errorf("after 3 s: want no wait, got %v", got)
	}
	b.gate.SignIn("ana", "right", "123456")
	b.run.drain()
	if len(b.in) != 1 {
		t.Errorf("want one person in, got %d", len(b.in))
	}
}

func TestErrorTextNeverReachesTheScreen(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	b.house.err = errors.New("Maria Gonzalez could not be opened")
	b.gate.SignIn("ana", "x", "123456")
	b.run.drain()
	p := b.view.last().Problem
	for _, l := range []present.Line{p.Happened, p.Safe, p.Do} {
		if strings.Contains(l.Key, "Maria") || l.Empty() {
			t.Errorf("want three lines of our own, got %q", l.Key)
		}
	}
}

func TestLockedTakesThePasswordAlone(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	ana := chart.Person{ID: "p1", DisplayName: "Ana Ruiz"}
	b.gate.Locked(ana, nil)
	if s := b.view.last(); s.Step != present.GateLocked || s.Person != "Ana Ruiz" || s.Practice != "" {
		t.Errorf("want nothing but who can unlock, got %+v", s)
	}
	b.gate.Unlock("secret")
	b.run.drain()
	if len(b.in) != 1 {
		t.Errorf("unlock: want one person in, got %d", len(b.in))
	}
	b.gate.Locked(ana, errors.New("disk full"))
	if b.view.last().Problem == nil {
		t.Error("a failed seal is not told")
	}
	b.gate.Another()
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateSignIn || s.Person != "" {
		t.Errorf("another person: want the sign-in form, got step %d", s.Step)
	}
	want := []string{"gate", "unlock", "sign out", "gate"}
	if diff := cmp.Diff(want, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestPasswordSays(t *testing.T) {
	for typed, want := range map[string]present.Tone{
		"": present.Quiet, "short": present.Doubtful, "1234567890123": present.Doubtful, "12345678901234": present.Doubtful, "a sentence, really": present.Done,
	} {
		if _, got := present.PasswordSays(typed); got != want {
			t.Errorf("%d characters: want tone %d, got %d", len(typed), want, got)
		}
	}
}

// The picture is read back by a reader of QR codes, at three pixels a module.
func TestQRCodeIsReadable(t *testing.T) {
	const uri = "otpauth://totp/Chartproof:ana?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Chartproof&algorithm=SHA256"
	qr, err := present.QRCode(uri)
	if err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewSquareBitMatrix(len(qr))
	if err != nil {
		t.Fatal(err)
	}
	for y := range qr {
		for x, dark := range qr[y] {
			if dark {
				bits.Set(x, y)
			}
		}
	}
	big := scaled(bits, 3)
	got, err := qrcode.NewQRCodeReader().Decode(big, nil)
	if err != nil || got.GetText() != uri {
		t.Errorf("want the text back, got %v, %v", got, err)
	}
	if _, err := present.QRCode(strings.Repeat("x", 5000)); err == nil || strings.Contains(err.Error(), "xxx") {
		t.Errorf("too long: want an error that quotes nothing, got %v", err)
	}
}

func scaled(m *gozxing.BitMatrix, by int) *gozxing.BinaryBitmap {
	side := m.GetWidth() * by
	pix := make([]byte, side*side)
	for y := range side {
		for x := range side {
			if !m.Get(x/by, y/by) {
				pix[y*side+x] = 0xff
			}
		}
	}
	src, _ := gozxing.NewPlanarYUVLuminanceSource(pix, side, side, 0, 0, side, side, false)
	bmp, _ := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(src))
	return bmp
}
