package workstation

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Windows Terminal Services: the state of the session that the program runs in (wtsapi32.h).
const (
	currentSession  = 0xFFFFFFFF
	sessionInfoEx   = 25 // WTSSessionInfoEx
	stateActive     = 0  // WTSActive
	flagsLocked     = 0  // WTS_SESSIONSTATE_LOCK
	askEvery        = 500 * time.Millisecond
	sleptAtLeast    = 5 * time.Second // between two questions: the computer stood still
	offsetOfState   = 8               // Level, padding and SessionId come before
	offsetOfFlags   = 12
	leastAnswerSize = 16
)

var querySession = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSQuerySessionInformationW")

// Open looks at the session of this computer.
func Open(context.Context) *Watcher {
	if querySession.Find() != nil {
		return &Watcher{notices: []string{"Windows does not tell when the screen is locked: Chartproof locks by its own time only."}}
	}
	return &Watcher{buses: []bus{session{}}}
}

// session asks for the session's state.
type session struct{}

func (session) run(ctx context.Context, away func(Why)) {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	var gone Why
	last := time.Now().Round(0) // the wall clock goes on while the computer sleeps
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := time.Now().Round(0)
		why := state()
		if why == "" && now.Sub(last) > sleptAtLeast {
			away(Sleeping)
		}
		if why != "" && why != gone {
			away(why)
		}
		gone, last = why, now
	}
}

// state says why the session is not the one in front, or nothing.
func state() Why {
	var info *byte
	var size uint32
	ok, _, _ := querySession.Call(0, currentSession, sessionInfoEx, uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)))
	if ok == 0 || info == nil {
		return ""
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(info)))
	if size < leastAnswerSize {
		return ""
	}
	at := func(offset uintptr) int32 { return *(*int32)(unsafe.Add(unsafe.Pointer(info), offset)) }
	switch {
	case at(offsetOfState) != stateActive:
		return Switched
	case at(offsetOfFlags) == flagsLocked:
		return ScreenLocked
	}
	return ""
}
