package present

import (
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// troubles says each kind of error in three lines. The words are the same on every screen; a screen that knows more about
// what it was doing says it itself.
var troubles = map[chart.ErrKind]Trouble{
	chart.NotFound: {Say("This document is no longer here."), Say("Nothing was changed."),
		Say("Go back to the queue; it shows what is there.")},
	chart.NotAllowed: {Say("Your role does not allow this."), Say("Nothing was changed."),
		Say("Ask a colleague whose role does, or the administrator.")},
	chart.Locked: {Say("The workspace is locked."), Say("Everything is sealed."), Say("Sign in again.")},
	chart.Conflict: {Say("Somebody else changed this document first."), Say("Both versions are kept; yours was not written over theirs."),
		Say("Look at what changed, then decide again.")},
	chart.Held: {Say("A colleague is at work on this document."), Say("Nothing of it was changed."),
		Say("Wait until they are through, or open it in the review and go on in their place with Shift F8.")},
	chart.BadState: {Say("The document is not at the step that this needs."), Say("Nothing was changed."),
		Say("Open it again; the queue shows where it stands.")},
	chart.BadInput: {Say("What was typed cannot be right."), Say("Nothing was changed."), Say("Check it and try again.")},
	chart.MissingTool: {Say("A program that reading needs is missing on this computer."), Say("Charts that are here stay here, sealed."),
		Say("Run packaging/run again, or ask whoever looks after this computer to install Tesseract.")},
	chart.Unreachable: {Say("The hub does not answer."), Say("Signed records wait here and are sent by themselves later."),
		Say("Go on working. If it lasts, check the network and the hub's address in the settings.")},
	chart.Tampered: {Say("A seal or signature does not hold: data was changed outside Chartproof."),
		Say("Nothing was opened and nothing was sent."),
		Say("Do not work on. Tell the privacy officer; chartproofctl audit verify shows where.")},
	chart.KeyringAbsent: {Say("This computer's keyring does not answer, and the key to the charts is kept there."),
		Say("The charts are sealed and unharmed."),
		Say("Start the keyring (GNOME Keyring, KWallet, Credential Manager or Keychain), then try again. Where there is none, start Chartproof with --key-file.")},
	chart.KeyringLocked: {Say("This computer's keyring is locked."), Say("The charts are sealed and unharmed."),
		Say("Unlock the keyring with the password of this computer's account, then try again.")},
	chart.KeyringWrong: {Say("This computer's keyring does not have the key that fits these charts."),
		Say("The charts are sealed and unharmed; nothing was written over."),
		Say("Sign in to the computer with the account that set Chartproof up, or restore that account's keyring. Where it is lost, recovery shares open the charts: chartproofctl keys recover.")},
	chart.Internal: {Say("Something went wrong inside Chartproof."), Say("What you confirmed before is saved."),
		Say("Try again. If it comes back, restart Chartproof; work goes on where it stood.")},
}

// TroubleOf says an error in three lines. It looks at the kind and at causes of closed sets only, so that no text of an error reaches the screen.
func TroubleOf(err error) Trouble {
	if errors.Is(err, ErrBrokenForm) {
		return Trouble{Say("A form in the settings cannot be used any more, so what it covers is not known."), Say("What came in is kept, sealed; it is read when the form is gone."),
			Say("Ask an administrator to forget the form in the settings, or to draw it again.")}
	}
	var scan *ScanError
	if errors.As(err, &scan) {
		return scanTroubles[scan.Fault]
	}
	var refusal *rulebook.Refusal
	if chart.KindOf(err) == chart.NotAllowed && errors.As(err, &refusal) {
		if t, ok := refusalTrouble(refusal.Ruling); ok {
			return t
		}
	}
	if t, ok := cardSays(err); ok {
		return t
	}
	var held *chart.HeldBy
	if errors.As(err, &held) {
		return heldTrouble(held)
	}
	if t, ok := troubles[chart.KindOf(err)]; ok {
		return t
	}
	return troubles[chart.Internal]
}

// heldTrouble says who is at work on a document.
func heldTrouble(h *chart.HeldBy) Trouble {
	var name any = Say("A colleague")
	if h.Name != "" {
		name = h.Name
	}
	return Trouble{Say("{{.Name}} is at work on this document, until {{.Time}} at least.", Data{"Name": name, "Time": h.Until.Local().Format("15:04")}),
		Say("Nothing was changed."), Say("Take another document, or ask your colleague to let this one go.")}
}

// wrongSecret says that what was typed at the gate did not match, without saying which part.
func wrongSecret(step GateStep) Trouble {
	safe := Say("Nothing was opened.")
	switch step {
	case GateEnrol:
		return Trouble{Say("The code did not match."), Say("Nothing was kept yet."),
			Say("Type the six digits that the authenticator shows now. If they never match, set the phone's clock to automatic.")}
	case GateLocked:
		return Trouble{Say("The password did not match."), safe, Say("Check Caps Lock and try again.")}
	}
	return Trouble{Say("Login name, password or code did not match."), safe,
		Say("Check Caps Lock and type the six digits that the authenticator shows now; they change every 30 seconds.")}
}

// DamagedTrouble says at the gate that the workspace may only be read, and what to do about it.
func DamagedTrouble() Trouble {
	return Trouble{Say("This workspace was changed or damaged outside Chartproof. It opens for reading only."),
		Say("What holds can be read; nothing is written over, and nothing is sent."),
		Say("Tell the privacy officer or the administrator: with Chartproof closed, chartproofctl doctor --repair shows what is damaged and brings back what a backup has.")}
}
