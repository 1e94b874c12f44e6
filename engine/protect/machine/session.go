package machine

import (
	"context"
	"errors"
	"strings"
)

// loose are settings of the environment that let secrets out, or code in.
var loose = []struct{ name, holds, says string }{
	{"SSLKEYLOGFILE", "", "programs write the keys of their TLS connections into a file"},
	{"LD_PRELOAD", "", "foreign code is loaded into every program"},
	{"LD_AUDIT", "", "foreign code is loaded into every program"},
	{"GOTRACEBACK", "crash", "a crash of a Go program writes its memory"},
	{"GODEBUG", "http2debug", "network traffic of Go programs is printed"},
	{"GODEBUG", "tlssha1=1", "TLS takes signatures that are broken"},
	{"GODEBUG", "tls10server=1", "TLS takes versions that are broken"},
	{"GODEBUG", "x509sha1=1", "certificates may have signatures that are broken"},
	{"G_DEBUG", "", "the window system's libraries stop at faults and may dump"},
}

// environment looks for settings that are for who builds programs, not for who works with charts.
func (m Machine) environment() []Finding {
	var out []Finding
	for _, l := range loose {
		if v := m.Env(l.name); v != "" && strings.Contains(v, l.holds) {
			out = append(out, Finding{Check: "debug_settings", Verdict: Unsafe, Says: l.name + " is set: " + l.says, Do: "take " + l.name + " out of the environment"})
		}
	}
	if len(out) == 0 {
		out = append(out, Finding{Check: "debug_settings", Verdict: OK, Says: "no setting for who builds programs is on"})
	}
	return out
}

// screenLock says whether the desktop locks the screen by itself.
func (m Machine) screenLock(ctx context.Context) Finding {
	f := Finding{Check: "screen_lock", Verdict: Unknown, Says: "whether the screen locks by itself cannot be read here",
		Do: "see in the system's settings that it locks after at most 15 minutes and on sleep; Chartproof locks itself besides"}
	if !m.linux() || !strings.Contains(strings.ToLower(m.Env("XDG_CURRENT_DESKTOP")), "gnome") {
		return f
	}
	enabled, err := m.ask(ctx, "gsettings", "get", "org.gnome.desktop.screensaver", "lock-enabled")
	idle, ierr := m.ask(ctx, "gsettings", "get", "org.gnome.desktop.session", "idle-delay")
	if err != nil || ierr != nil {
		return f
	}
	const do = "turn it on: Settings, Privacy, Screen Lock"
	switch {
	case strings.TrimSpace(enabled) != "true":
		return Finding{Check: "screen_lock", Verdict: Unsafe, Says: "the screen does not lock by itself", Do: do}
	case strings.TrimSpace(idle) == "uint32 0":
		return Finding{Check: "screen_lock", Verdict: Unsafe, Says: "the screen locks, but never goes blank by itself", Do: do}
	}
	return Finding{Check: "screen_lock", Verdict: OK, Says: "the screen locks by itself"}
}

// capture says what pictures of the screen other programs can take.
func (m Machine) capture() Finding {
	f := Finding{Check: "screen_capture", Verdict: Limit}
	switch {
	case m.OS == "windows":
		f.Verdict, f.Says = OK, "Windows keeps Chartproof's window out of pictures of the screen"
	case m.OS == "darwin":
		f.Says, f.Do = "macOS lets programs with the right to record the screen record this window", "look who has that right: System Settings, Privacy & Security, Screen Recording"
	case m.Env("WAYLAND_DISPLAY") != "":
		f.Says, f.Do = "Wayland asks before a program records the screen; the window cannot shut itself out", "do not permit it; pages bear the reader's name as a watermark"
	case m.Env("DISPLAY") != "":
		f.Says, f.Do = "X11 lets every program of this account see the screen and the keys that are pressed", "use a Wayland session; pages bear the reader's name as a watermark"
	default:
		f.Verdict, f.Says = OK, "nobody sits at a screen here"
	}
	return f
}

func (m Machine) ask(ctx context.Context, program string, args ...string) (string, error) {
	if m.Ask == nil {
		return "", errors.ErrUnsupported
	}
	return m.Ask(ctx, program, args...)
}
