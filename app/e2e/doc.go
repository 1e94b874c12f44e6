// Package e2e holds the tests of the built binaries, end to end. They run with the build tag e2e, after packaging/build.
package e2e
