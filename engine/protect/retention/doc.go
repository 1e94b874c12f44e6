// Package retention decides how long what is kept, and when what may be disposed of. Rules are data: a dated table with a
// source a row (assets/retention), changed by the practice's own Settings.
//
// The unit is a file that came in, with the documents that were made of it: its pages lie under one key, so a file goes as a
// whole or stays. The original goes earlier, as soon as quality assurance is over: the signed record holds a copy.
//
// Guaranteed: of several rules the longest counts. A record is kept while anything of this is unknown: the state whose law
// counts (or nobody has confirmed its row), whose chart it is, when that patient was last seen, or whether the patient was
// of age; a patient without a date of birth is taken for one born on the day of the last service. Dates that cannot be (after
// the scan, before 1900, service before birth) are unknown. A hold wins over every rule. Verdicts are machine words and hold
// nothing of a chart.
//
// Refused: law. The table states facts and says where they are uncertain; that is for counsel. It imports engine/chart and
// assets/retention; app/wire and ui/present may import it.
package retention
