// Package uikit is what every screen is built of: the theme of DESK.md, the Dispatcher that is the only door to the UI
// goroutine, the command table that becomes menu, shortcuts and help, translation, and small widgets.
//
// Guaranteed: every colour pair that carries text reaches 4.5:1 (7:1 in high contrast); every focused widget of ours
// shows a 3 px ring and hands keys that it does not use to the command table; after Close the Dispatcher runs nothing.
//
// Refused: knowledge of charts, storage, presenters. All screens may import uikit; it imports Fyne and assets.
package uikit
