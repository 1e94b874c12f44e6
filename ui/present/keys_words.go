package present

import "chartproof.org/chartproof/engine/chart"

// keyReasons are the reasons for renewing a key; the machine words are the trail's.
var keyReasons = []KeyReason{
	{"scheduled", Say("It is time")},
	{"person_left", Say("Somebody left")},
	{"roles_lost", Say("Somebody has other work now")},
	{"suspected_leak", Say("It may be known to somebody")},
	{"device_lost", Say("A computer or drive is lost")},
	{"recovery", Say("After a recovery")},
}

func keyReasonWord(is string) Line {
	for _, r := range keyReasons {
		if r.Is == is {
			return r.Word
		}
	}
	return Say("It is time")
}

// KeyZoneWord names a zone of the workspace.
func KeyZoneWord(z chart.Zone) Line {
	switch z {
	case chart.Originals:
		return Say("Originals")
	case chart.Working:
		return Say("Pages and fields as read")
	case chart.RedactedZ:
		return Say("Redacted copies")
	case chart.Structured:
		return Say("Clinical values")
	case chart.Tokens:
		return Say("Tokens")
	case chart.AuditZone:
		return Say("Trail")
	}
	return Say("{{.Zone}}", Data{"Zone": string(z)})
}

// keyDoes says what renewing does.
func keyDoes(t KeyTarget) Line {
	switch t {
	case MachineKey:
		return Say("A new secret takes the place of the one in the keyring. Nobody needs to sign in again. A copied disk opens no more with the old one.")
	case DeviceKey:
		return Say("The old key announces the new one in the trail and is destroyed. Whoever kept the old public part can go on checking with it.")
	case MyKey:
		return Say("You get a new key pair, and the zone keys are sealed to it. Your password and your signature stay.")
	}
	return Say("Everything new goes under a new key, every chart of the zone is sealed to it, and the old key is destroyed. Nobody has to stop working. What somebody has copied before stays copied.")
}
