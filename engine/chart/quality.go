package chart

// The actions of looking at how good the work is, and of the fields with known answers.
const (
	ActQuality       Action = "quality.read"     // somebody looked at the practice's figures and the own ones: "from=… to=…"
	ActQualityPeople Action = "quality.people"   // at those of every person
	ActQualityGive   Action = "quality.export"   // figures left as a file: "format=csv"
	ActBlocked       Action = "record.blocked"   // nothing left, because what is covered could be found again: "residual=2"
	ActVigilance     Action = "vigilance.answer" // a value that was known to be wrong was shown: Vigilant or Missed, as the detail's first word
)

// How a person took a value that was known to be wrong, as the detail of ActVigilance says it.
const (
	Vigilant = "right"  // the person saw that it was wrong
	Missed   = "missed" // the person took it
)
