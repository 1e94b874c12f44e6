// Package wire joins the rooms: it hands the engine's stages to the pipeline, storage to the engine's ports, and both to
// the screens as a present.House. The asserts that everything fits stand here and nowhere else.
//
// Guaranteed: Headless keeps nothing; a Desk keeps everything in its workspace folder. What a person sees or changes goes
// through one method here, which checks the role, and one transaction in storage, which writes the trail.
//
// Refused: decisions of its own about charts. The mains and the end-to-end tests import wire; nobody else does.
package wire
