package present

import "time"

// awayAfter is how long the watched folder may be out of reach before the queue says so: networks pause.
const awayAfter = time.Minute

// watchTrouble says what keeps files in the watched folder, the worst first; nil where nothing does.
func watchTrouble(w Watching, err error, now time.Time) *Trouble {
	switch {
	case err != nil: // the queue itself tells of a house that does not answer
		return nil
	case !w.Away.IsZero() && now.Sub(w.Away) >= awayAfter:
		return &Trouble{Happened: Say("The watched folder cannot be read; it last could {{.Ago}}.", Data{"Ago": Ago(now.Sub(w.Away))}),
			Safe: Say("What was taken before is kept, and what lies in the folder stays there."),
			Do:   Say("See that its disk or its network is there. The folder is looked at again by itself.")}
	case w.Held > 0:
		return &Trouble{Happened: Count("{{.N}} files in the watched folder cannot be taken now.", w.Held),
			Safe: Say("They are where they were, unchanged, and are tried again by themselves."),
			Do:   Say("Close them in other programs; see that this computer may read them and has room on its disk.")}
	case w.Stuck > 0:
		return &Trouble{Happened: Count("{{.N}} files in the watched folder were read and cannot be moved out of it.", w.Stuck),
			Safe: Say("None is taken a second time; the last imports tell what became of each."),
			Do:   Say("See that the folders imported and refused in it can be written and have room. It is tried again by itself.")}
	case w.Others > 0:
		return &Trouble{Happened: Count("{{.N}} folders or links in the watched folder are not taken.", w.Others),
			Safe: Say("They are where they were, unchanged, and nothing in them was read."),
			Do:   Say("Put the files themselves into the watched folder, or drop the folder on the window to choose from it.")}
	}
	return nil
}
