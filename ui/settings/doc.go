// Package settings draws the settings: look, text size, idle lock, the practice's policy of reading, watched folder, the hub, and
// the forms that are known again, with the board on which their zones are drawn.
//
// Guaranteed: every choice shows which one holds by a mark as well as by colour, takes effect at once, and works by
// keyboard. What the person's role may not change is shown with the reason.
//
// Refused: decisions (present.SettingsPresenter and present.FormsPresenter make them). Imported by ui/shell only.
package settings
