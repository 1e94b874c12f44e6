package workstation

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// aBus starts a message bus of the test's own and gives the way to it.
func aBus(t *testing.T) connect {
	t.Helper()
	cmd := exec.Command("dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return func(o ...dbus.ConnOption) (*dbus.Conn, error) { return dbus.Connect(strings.TrimSpace(address), o...) }
}

const ownSession = dbus.ObjectPath("/org/freedesktop/login1/session/c7")

// manager answers as logind does.
type manager struct{ held chan inhibitor }

// inhibitor is a pipe: whoever reads it learns when the watcher lets go of what it was given.
type inhibitor struct{ read, given *os.File }

func (manager) GetSession(id string) (dbus.ObjectPath, *dbus.Error) {
	if id != "c7" {
		return "", dbus.NewError(loginName+".NoSuchSession", nil)
	}
	return ownSession, nil
}

func (manager) GetSessionByPID(uint32) (dbus.ObjectPath, *dbus.Error) { return ownSession, nil }

// Inhibit gives one end of a pipe.
func (m manager) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	if what != "sleep" || mode != "delay" {
		return 0, dbus.NewError(loginName+".Refused", nil)
	}
	r, w, err := os.Pipe()
	if err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	m.held <- inhibitor{r, w}
	return dbus.UnixFD(w.Fd()), nil
}

// computer is a bus with a login manager on it, and a watcher that listens.
type computer struct {
	t    *testing.T
	conn *dbus.Conn
	held chan inhibitor
	away chan Why

	mu    sync.Mutex
	own   []*dbus.Conn // of the watcher
	state map[string]bool
}

// Get answers for the properties of the session.
func (c *computer) Get(_, name string) (dbus.Variant, *dbus.Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return dbus.MakeVariant(c.state[name]), nil
}

// drops cuts the watcher off the bus, with the session in that state from then on.
func (c *computer) drops(state map[string]bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state = state
	for _, conn := range c.own {
		_ = conn.Close()
	}
	c.own = nil
}

func aComputer(t *testing.T) *computer {
	t.Setenv("XDG_SESSION_ID", "c7")
	c := &computer{t: t, held: make(chan inhibitor, 4), away: make(chan Why), state: map[string]bool{"Active": false}}
	bus := aBus(t)
	at := func(o ...dbus.ConnOption) (*dbus.Conn, error) {
		conn, err := bus(o...)
		if err == nil {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.own = append(c.own, conn)
		}
		return conn, err
	}
	var err error
	if c.conn, err = bus(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.conn.Close() })
	if err := c.conn.Export(manager{c.held}, loginPath, loginManager); err != nil {
		t.Fatal(err)
	}
	if err := c.conn.ExportMethodTable(map[string]any{"Get": c.Get}, ownSession, properties); err != nil {
		t.Fatal(err)
	}
	if _, err := c.conn.RequestName(loginName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	w := open(t.Context(), time.Millisecond, at, at)
	if len(w.Notices()) != 0 || len(w.buses) != 2 {
		t.Fatalf("want both buses watched, got %d and %q", len(w.buses), w.Notices())
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		w.Run(ctx, func(why Why) {
			select {
			case c.away <- why:
			case <-ctx.Done(): // said more often than the test asked
			}
		})
		close(ended)
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return c
}

// sleepIsHeld waits until the watcher listens, which is when it asks that sleep wait.
func (c *computer) sleepIsHeld() inhibitor {
	c.t.Helper()
	select {
	case f := <-c.held:
		c.t.Cleanup(func() { _ = f.read.Close(); _ = f.given.Close() })
		return f
	case <-time.After(10 * time.Second):
		c.t.Fatal("nobody asks that sleep wait for a blank screen")
		return inhibitor{}
	}
}

// says sends a signal and wants it understood.
func (c *computer) says(want Why, path dbus.ObjectPath, name string, body ...any) {
	c.t.Helper()
	if err := c.conn.Emit(path, name, body...); err != nil {
		c.t.Fatal(err)
	}
	select {
	case got := <-c.away:
		if got != want {
			c.t.Errorf("%s: want %q, got %q", name, want, got)
		}
	case <-time.After(10 * time.Second):
		c.t.Fatalf("%s: want %q, got nothing", name, want)
	}
}

func TestTheComputerIsTakenAway(t *testing.T) {
	c := aComputer(t)
	end := c.sleepIsHeld()
	c.says(ScreenLocked, ownSession, loginSession+".Lock")
	changed := func(name string, v any) []any {
		return []any{loginSession, map[string]dbus.Variant{name: dbus.MakeVariant(v)}, []string{}}
	}
	c.says(ScreenLocked, ownSession, properties+".PropertiesChanged", changed("LockedHint", true)...)
	c.says(Switched, ownSession, properties+".PropertiesChanged", changed("Active", false)...)
	c.says(Sleeping, loginPath, loginManager+".PrepareForSleep", true)
	_ = end.given.Close() // our own end; the watcher had a copy
	if n, err := end.read.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("the computer may not sleep though the screen is blank: %d, %v", n, err)
	}
	if err := c.conn.Emit(loginPath, loginManager+".PrepareForSleep", false); err != nil {
		t.Fatal(err)
	}
	c.sleepIsHeld() // the next sleep waits as well
}

// What happens while the bus is down is seen when it is back. At the start a session may be inactive, as one without a seat is.
func TestWhatWasMissedWhileTheBusWasDown(t *testing.T) {
	c := aComputer(t)
	c.sleepIsHeld()
	select {
	case got := <-c.away:
		t.Fatalf("at the first connection: want nothing, got %q", got)
	default:
	}
	for _, step := range []struct {
		want  Why
		state map[string]bool
	}{{ScreenLocked, map[string]bool{"Active": true, "LockedHint": true}}, {Switched, map[string]bool{"Active": false}}, {"", map[string]bool{"Active": true}}} {
		c.drops(step.state)
		if step.want != "" {
			select {
			case got := <-c.away:
				if got != step.want {
					t.Errorf("%v: want %q, got %q", step.state, step.want, got)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%v: want %q, got nothing", step.state, step.want)
			}
		}
		c.sleepIsHeld() // it would have told before it asks for this
	}
}

// A desktop's own screen saver tells on the session bus, where it may come and go.
func TestAScreenSaverCoversTheScreen(t *testing.T) {
	for _, name := range savers {
		c := aComputer(t)
		c.sleepIsHeld()
		ready := make(chan struct{})
		go func() { // the session bus has no inhibitor to wait for
			defer close(ready)
			for range 200 {
				if c.conn.Emit("/ScreenSaver", name+".ActiveChanged", true) != nil {
					return
				}
				select {
				case got := <-c.away:
					if got != ScreenLocked {
						t.Errorf("%s: got %q", name, got)
					}
					return
				case <-time.After(50 * time.Millisecond):
				}
			}
			t.Errorf("%s: want the lock, got nothing", name)
		}()
		<-ready
	}
}

func TestSignalsThatMeanNothing(t *testing.T) {
	variant := func(v any) map[string]dbus.Variant { return map[string]dbus.Variant{"Active": dbus.MakeVariant(v)} }
	for name, s := range map[string]*dbus.Signal{
		"comes back":         {Name: properties + ".PropertiesChanged", Body: []any{loginSession, variant(true)}},
		"another interface":  {Name: properties + ".PropertiesChanged", Body: []any{loginManager, variant(false)}},
		"not a truth value":  {Name: properties + ".PropertiesChanged", Body: []any{loginSession, variant("no")}},
		"cut short":          {Name: properties + ".PropertiesChanged"},
		"something else":     {Name: loginSession + ".Unlock"},
		"wakes up":           {Name: loginManager + ".PrepareForSleep", Body: []any{false}},
		"another's property": {Name: properties + ".PropertiesChanged", Body: []any{loginSession, map[string]dbus.Variant{"Idle": dbus.MakeVariant(true)}}},
	} {
		if why, _ := ofLogin(s); why != "" {
			t.Errorf("%s: want nothing, got %q", name, why)
		}
	}
	if why, _ := ofLogin(&dbus.Signal{Name: loginManager + ".PrepareForSleep"}); why != Sleeping {
		t.Errorf("a sleep that cannot be read: want the lock, got %q", why)
	}
}

// Without a login manager the program says so, and its own idle lock is what is left.
func TestAComputerThatTellsNothing(t *testing.T) {
	none := func(...dbus.ConnOption) (*dbus.Conn, error) { return nil, os.ErrNotExist }
	for name, w := range map[string]*Watcher{"no bus": open(t.Context(), time.Millisecond, none, none),
		"a bus without logind": open(t.Context(), time.Millisecond, aBus(t), none)} {
		if len(w.Notices()) != 1 {
			t.Errorf("%s: want it said, got %q", name, w.Notices())
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		w.Run(ctx, func(Why) { t.Error("nothing can have told") })
	}
}
