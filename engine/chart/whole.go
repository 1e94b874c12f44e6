package chart

// The actions of keeping the workspace whole.
const (
	ActSealRows      Action = "workspace.seal"            // the rows were sealed as they stand: "cause=first", "cause=schema", "cause=repair"
	ActBackup        Action = "workspace.backup"          // a backup was made and read back: "generation=7 files=120 new=4"
	ActBackupSetUp   Action = "workspace.backup_settings" // where to, when, how many
	ActBackupCheck   Action = "workspace.check"           // everything was verified: "findings=0"
	ActRestore       Action = "workspace.restore"         // this workspace came out of a backup: "generation=7 at=... entries=..."
	ActRestoreRehear Action = "workspace.rehearse"        // a backup was restored to try it: "generation=7 documents=120 opened=20 ok=true"
	ActRepair        Action = "workspace.repair"          // damaged parts were set aside
	ActDamage        Action = "workspace.damage_alarm"    // the workspace does not hold: "findings=2"
)

// AlertForked is the rule of the alert that a restored workspace raises where the hub has witnessed entries that the backup has not:
// "rule=trail_forked severity=high entry=12 action=workspace.restore count=30 size=42 root=..." names what the hub has seen. Once a
// person has acknowledged it, the hub goes on from there and keeps both.
const AlertForked = "trail_forked"
