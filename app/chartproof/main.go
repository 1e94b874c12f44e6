package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"chartproof.org/chartproof/app/crash"
	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/worker/child"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/shell"
	"chartproof.org/chartproof/ui/uikit"
	"chartproof.org/chartproof/ui/workstation"
)

// appID names the application to the desktop; FyneApp.toml says the same.
const appID = "org.chartproof.Chartproof"

// The exit codes that the commands share.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitLacking = 3
)

func main() {
	child.RunIfAsked()
	wire.SpareMemory()
	muted := crash.Mute()
	defer crash.Words("chartproof", os.Stderr)
	if muted != nil {
		fmt.Fprintln(os.Stderr, "chartproof:", muted)
		os.Exit(exitFailed)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process: it gives the exit code.
func run(ctx context.Context, args []string, errOut io.Writer) int {
	f, err := parse(args, errOut)
	switch {
	case errors.Is(err, errHelp):
		return exitDone
	case err != nil:
		return exitUsage
	}
	if err := confine(f.workspace); err != nil {
		fmt.Fprintf(errOut, "chartproof: the workspace cannot be made: %v\nSay where it may be: chartproof --workspace DIR\n", err)
		return exitFailed
	}
	log := slog.New(slog.NewJSONHandler(errOut, &slog.HandlerOptions{Level: slog.LevelWarn}))
	opened := opening(ctx, wire.DeskOptions{Dir: f.workspace, KeyFile: f.keyFile, Card: f.card, Module: f.module, HubAddress: f.hubAddress, Version: wire.Version, Log: log})
	if err := display(); err != nil {
		fmt.Fprintln(errOut, noDisplay(err))
		if desk, err := opened(); err == nil {
			_ = desk.Close() // nothing was done yet
		}
		return exitLacking
	}
	desk, err := opened()
	if err != nil {
		fmt.Fprintln(errOut, cannotOpen(err))
		if chart.KindOf(err) == chart.MissingTool {
			return exitLacking
		}
		return exitFailed
	}
	err = show(ctx, desk, f)
	if err = errors.Join(err, desk.Close()); err != nil {
		log.Error("close the desktop", "kind", chart.KindOf(err))
		return exitFailed
	}
	return exitDone
}

// opening opens the desk beside what its caller does, and gives it once it is open.
func opening(ctx context.Context, o wire.DeskOptions) func() (*wire.Desk, error) {
	type opened struct {
		desk *wire.Desk
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		desk, err := wire.OpenDesk(ctx, o)
		done <- opened{desk, err}
	}()
	return func() (*wire.Desk, error) {
		o := <-done
		return o.desk, o.err
	}
}

// show runs the window until it is closed.
func show(ctx context.Context, desk *wire.Desk, f flags) error {
	app := fyneapp.NewWithID(appID)
	app.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	set := present.ReadSettings(ctx, desk)
	if err := uikit.LoadTranslations(set.Language); err != nil {
		return err
	}
	theme := uikit.NewTheme(uikit.Look(set.Look), float32(set.TextPercent)/100)
	theme.Apply(app)
	size, _ := desk.Preference(ctx, present.PrefWindow) // unset or unreadable: the default size
	dispatch := uikit.NewDispatcher(ctx, fyne.Do)
	defer dispatch.Close()
	computer := workstation.Open(ctx)
	s := shell.New(shell.Options{App: app, Kit: uikit.NewKit(theme, dispatch), House: desk, Clock: present.SystemClock{},
		Folders: shell.Disk{}, Review: newReview(desk), Check: wire.CheckTyped, Limits: func() []string { return append(desk.Notices(), computer.Notices()...) }, Version: wire.Version, Import: f.files,
		Sample: f.sample, Join: f.join, Size: shell.WindowSize(size)})
	// Fyne writes its preferences when it stops, sees its own file half written, and logs that it cannot be read.
	app.Lifecycle().SetOnStopped(func() { log.SetOutput(io.Discard) })
	app.Lifecycle().SetOnStarted(func() {
		watch(s.Window(), s.Touch)
		if !hide(s.Window()) {
			s.Watermark()
		}
		dispatch.Go(func(context.Context) { desk.Warm() })
	})
	stop := context.AfterFunc(ctx, func() { dispatch.Do(s.Quit) })
	dispatch.Go(func(ctx context.Context) { lockWithComputer(ctx, computer, dispatch, s.Lock) })
	defer stop()
	s.Start()
	s.Window().ShowAndRun()
	return nil
}

// confine makes the workspace and keeps the toolkit's own files inside it: Fyne keeps settings under the configuration
// folder and an index of fonts under the cache folder, where Mesa would keep shaders too.
func confine(workspace string) error {
	desktop := filepath.Join(workspace, "desktop")
	if err := os.MkdirAll(filepath.Join(desktop, "cache"), 0o700); err != nil {
		return fmt.Errorf("make a folder: %w", plain(err))
	}
	env := map[string]string{"XDG_CONFIG_HOME": desktop, "XDG_CACHE_HOME": filepath.Join(desktop, "cache"), "MESA_SHADER_CACHE_DISABLE": "true",
		"__GL_SHADER_DISK_CACHE": "0", "ORT_DISABLE_TELEMETRY": "1"}
	if name, wrong := noLanguage(os.Getenv); wrong {
		env[name] = "en_US.UTF-8" // Fyne takes no other word for English
	}
	if dir, err := os.UserCacheDir(); err == nil && os.Getenv("CHARTPROOF_CACHE") == "" {
		env["CHARTPROOF_CACHE"] = filepath.Join(dir, "chartproof") // the readers' models stay where they are
	}
	for name, value := range env {
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("set %s: %w", name, err)
		}
	}
	return crash.NoCores()
}

// noLanguage names the variable that decides on the language where it names none: unset, or the C locale with whatever
// character set.
func noLanguage(env func(string) string) (string, bool) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" || name == "LANG" {
			language, _, _ := strings.Cut(value, ".")
			return name, language == "" || language == "C" || language == "POSIX"
		}
	}
	return "", false
}

// plain takes the path out of an error.
func plain(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// cannotOpen says why the workspace does not open, in three lines.
func cannotOpen(err error) string {
	t := present.TroubleOf(err)
	return fmt.Sprintf("chartproof: %s\n%s\n%s\n(%s)", t.Happened.Key, t.Safe.Key, t.Do.Key, chart.KindOf(err))
}
