// Package e2e holds the tests of the built binaries, end to end. They run with the build tag e2e, after packaging/build.
//
// TestEveryScreenByKeyboard walks through every screen; a new place of ui/shell gets a line in walk(). It takes any screen:
//
//	CHARTPROOF_SHOTS=/some/folder CHARTPROOF_LOOK="dark 200" CHARTPROOF_LANGUAGE=es CHARTPROOF_SCREEN=1920x1080 \
//		packaging/with-keyring go test -count=1 -timeout 30m -tags walk -run EveryScreen ./app/e2e
//
// packaging/pictures puts the pictures of assets/help anew with it, which README shows.
//
// Those of the real window keep pictures of what they see in the folder that CHARTPROOF_SHOTS names, at the size of
// CHARTPROOF_SCREEN. To look at every screen, in every look and at both sizes of text:
//
//	CHARTPROOF_SHOTS=/some/folder CHARTPROOF_SCREEN=1280x800 CHARTPROOF_LANGUAGE=en \
//		packaging/with-keyring go test -count=1 -tags e2e -timeout 30m -run TheScreens ./app/e2e
package e2e
