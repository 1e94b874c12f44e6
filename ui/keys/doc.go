// Package keys draws the keys of the workspace: the zones with their versions and holders, this computer's secret, the
// trail's key, the person's own pair, and the renewing of each, with a reason and the password. Below it stands what
// SetRecovery puts there.
//
// Guaranteed: a typed password is gone from the screen's widgets as soon as another key is at hand or the renewal was asked;
// everything works by keyboard alone.
//
// Refused: decisions (present.KeysPresenter makes them), any key's private part. Imported by ui/shell only.
package keys
