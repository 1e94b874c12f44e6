package chart

// The actions of policy, restrictions and break-glass.
const (
	ActDenied       Action = "access.deny"          // somebody asked to act and may not: "action=… more=…"
	ActProof        Action = "session.proof"        // the password was typed again
	ActPolicyChange Action = "policy.change"        // rules or their settings: "added=… removed=… changed=… was=… is=…"
	ActPolicyRefuse Action = "policy.refuse"        // rules of the practice whose signature or hash does not hold
	ActPolicyLook   Action = "policy.look"          // read only: which rules hold
	ActRestrict     Action = "document.restrict"    // a restriction or consent was recorded, or ended
	ActWatched      Action = "document.watched"     // a chart that the privacy officer has watched was opened
	ActGlass        Action = "document.break_glass" // a chart was opened in an emergency
	ActGlassEnd     Action = "document.break_glass_end"
	ActGlassAlarm   Action = "document.break_glass_alarm"
	ActGlassReview  Action = "document.break_glass_review"
	ActRevealMany   Action = "field.reveal_many"  // more than a person's work needs in an hour
	ActSecondSign   Action = "record.second_sign" // a blind look at one field, second or third: "step=second outcome=agrees later=false"
	ActSecondAsk    Action = "record.second_ask"  // the first pass is done, and the document handed to the second look
	ActSecondTake   Action = "record.second_take" // it was taken back to the first pass
	ActSecondShow   Action = "record.second_show" // the third person saw the two values
	ActValidators   Action = "policy.validators"  // who validates high-risk fields: "validators=two_people wait=10m0s was=…"
)

// The questions about zones; no entry of the trail bears them.
const (
	AskZoneRead  Action = "zone.read"
	AskZoneWrite Action = "zone.write"
)
