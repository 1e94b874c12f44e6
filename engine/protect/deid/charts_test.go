//go:build !race

package deid_test

// charts is how many charts the property is held to.
const charts = 10_000
