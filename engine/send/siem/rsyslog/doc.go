// Package rsyslog starts a real rsyslogd for tests: on a loopback port, with a configuration and certificates of its own,
// mutual TLS, and a ruleset that has written what it has read when it closes a connection.
//
// A test fails where rsyslogd is missing; packaging/setup test installs it. Only tests import rsyslog.
package rsyslog
