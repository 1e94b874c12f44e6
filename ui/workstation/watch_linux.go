package workstation

import (
	"context"
	"os"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	loginName    = "org.freedesktop.login1"
	loginPath    = dbus.ObjectPath("/org/freedesktop/login1")
	loginManager = loginName + ".Manager"
	loginSession = loginName + ".Session"
	properties   = "org.freedesktop.DBus.Properties"
)

// savers are the interfaces by which screen savers tell that they have covered the screen.
var savers = [...]string{"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver"}

// again is how long a bus that went down is left alone.
const again = 5 * time.Second

// Open looks for the buses of this computer. Addresses come from the environment, as for every program.
func Open(ctx context.Context) *Watcher {
	return open(ctx, again, dbus.ConnectSystemBus, dbus.ConnectSessionBus)
}

type connect func(...dbus.ConnOption) (*dbus.Conn, error)

func open(ctx context.Context, pause time.Duration, system, session connect) *Watcher {
	w := &Watcher{}
	login := &login{at: system, pause: pause}
	if conn, err := system(dbus.WithContext(ctx)); err == nil {
		_, err = login.session(conn)
		_ = conn.Close()
		if err == nil {
			w.buses = append(w.buses, login)
		}
	}
	if conn, err := session(dbus.WithContext(ctx)); err == nil {
		_ = conn.Close()
		w.buses = append(w.buses, &screenSaver{at: session, pause: pause})
	}
	if len(w.buses) == 0 || w.buses[0] != bus(login) {
		w.notices = append(w.notices, "This computer does not tell when it goes to sleep or to another account (no systemd-logind session): Chartproof locks by its own time only.")
	}
	return w
}

// login listens to systemd-logind.
type login struct {
	at    connect
	pause time.Duration
}

// session is the path of the session that the program runs in.
func (l *login) session(conn *dbus.Conn) (path dbus.ObjectPath, err error) {
	manager := conn.Object(loginName, loginPath)
	if id := os.Getenv("XDG_SESSION_ID"); id != "" {
		if err = manager.Call(loginManager+".GetSession", 0, id).Store(&path); err == nil {
			return path, nil
		}
	}
	err = manager.Call(loginManager+".GetSessionByPID", 0, uint32(os.Getpid())).Store(&path) //nolint:gosec // a process id is positive
	return path, err
}

func (l *login) run(ctx context.Context, away func(Why)) {
	listened := false
	forever(ctx, l.pause, l.at, func(conn *dbus.Conn, signals <-chan *dbus.Signal) error {
		path, err := l.session(conn)
		if err != nil {
			return err
		}
		for _, m := range [][]dbus.MatchOption{
			{dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(loginSession), dbus.WithMatchMember("Lock")},
			{dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged")},
			{dbus.WithMatchObjectPath(loginPath), dbus.WithMatchInterface(loginManager), dbus.WithMatchMember("PrepareForSleep")},
		} {
			if err := conn.AddMatchSignal(m...); err != nil {
				return err
			}
		}
		if why := l.missed(conn, path, listened); why != "" {
			away(why)
		}
		listened = true
		hold := inhibit(conn)
		defer func() { hold.release() }()
		for s := range signals {
			why, sleeps := ofLogin(s)
			if why != "" {
				away(why)
			}
			switch sleeps {
			case asleep:
				hold.release()
			case awake:
				hold = inhibit(conn)
			}
		}
		return nil
	})
}

// missed says what happened while the bus was down, which no signal tells afterwards. At the first connection nothing is missed:
// a session without a seat is never active, and somebody has just started the program in it.
func (l *login) missed(conn *dbus.Conn, path dbus.ObjectPath, listened bool) Why {
	if !listened {
		return ""
	}
	session := conn.Object(loginName, path)
	is := func(name string) (on, ok bool) {
		v, err := session.GetProperty(loginSession + "." + name)
		if err != nil {
			return false, false
		}
		on, ok = v.Value().(bool)
		return on, ok
	}
	if locked, ok := is("LockedHint"); ok && locked {
		return ScreenLocked
	}
	if active, ok := is("Active"); ok && !active {
		return Switched
	}
	return ""
}

// rest is what a signal says of sleep.
type rest int

const (
	nothing rest = iota
	asleep
	awake
)

// ofLogin reads a signal of logind.
func ofLogin(s *dbus.Signal) (Why, rest) {
	switch s.Name {
	case loginSession + ".Lock":
		return ScreenLocked, nothing
	case loginManager + ".PrepareForSleep":
		if begins, ok := first[bool](s.Body); ok && !begins {
			return "", awake
		}
		return Sleeping, asleep // also where what is said cannot be read
	case properties + ".PropertiesChanged":
		if len(s.Body) < 2 || s.Body[0] != loginSession {
			return "", nothing
		}
		changed, _ := s.Body[1].(map[string]dbus.Variant)
		if active, ok := changed["Active"].Value().(bool); ok && !active {
			return Switched, nothing
		}
		if locked, ok := changed["LockedHint"].Value().(bool); ok && locked {
			return ScreenLocked, nothing
		}
	}
	return "", nothing
}

func first[T any](body []any) (v T, ok bool) {
	if len(body) > 0 {
		v, ok = body[0].(T)
	}
	return v, ok
}

// delay is an inhibitor of logind: sleep waits until its descriptor is closed, a few seconds at most.
type delay struct{ fd int }

// inhibit asks for a delay; where it is refused the screen goes blank as fast as it can all the same.
func inhibit(conn *dbus.Conn) delay {
	var fd dbus.UnixFD
	call := conn.Object(loginName, loginPath).Call(loginManager+".Inhibit", 0, "sleep", "Chartproof", "The screen goes blank first", "delay")
	if call.Store(&fd) != nil {
		return delay{-1}
	}
	return delay{int(fd)}
}

func (d *delay) release() {
	if d.fd >= 0 {
		_ = syscall.Close(d.fd)
	}
	d.fd = -1
}

// screenSaver listens to the desktops' screen savers.
type screenSaver struct {
	at    connect
	pause time.Duration
}

func (l *screenSaver) run(ctx context.Context, away func(Why)) {
	forever(ctx, l.pause, l.at, func(conn *dbus.Conn, signals <-chan *dbus.Signal) error {
		for _, name := range savers {
			if err := conn.AddMatchSignal(dbus.WithMatchInterface(name), dbus.WithMatchMember("ActiveChanged")); err != nil {
				return err
			}
		}
		for s := range signals {
			if on, ok := first[bool](s.Body); ok && on {
				away(ScreenLocked)
			}
		}
		return nil
	})
}

// forever listens on a bus and, where it goes down, looks for it again after a pause.
func forever(ctx context.Context, pause time.Duration, at connect, listen func(*dbus.Conn, <-chan *dbus.Signal) error) {
	for ctx.Err() == nil {
		if conn, err := at(dbus.WithContext(ctx)); err == nil {
			signals := make(chan *dbus.Signal, 16)
			conn.Signal(signals) // the connection closes the channel when it ends
			_ = listen(conn, signals)
			_ = conn.Close()
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
