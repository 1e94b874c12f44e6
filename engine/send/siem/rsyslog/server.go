package rsyslog

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/send/siem"
)

// The names in the certificates.
const (
	ServerName = "siem.practice.test"
	ClientName = "workstation.practice.test"
)

// Server is one rsyslogd. Its port, certificates and files outlive it: it can be killed and started again.
type Server struct {
	tb   testing.TB
	dir  string
	port int
	pki  Authority
	run  *exec.Cmd
	gone chan struct{} // closed when run has ended

	Program string // a program and its arguments that gets every message too (omprog, with confirmation)
}

// New prepares a server; Start runs it.
func New(tb testing.TB) *Server {
	tb.Helper()
	s := &Server{tb: tb, dir: tb.TempDir(), pki: NewAuthority(tb)}
	l, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	s.must(err)
	s.port = l.Addr().(*net.TCPAddr).Port
	s.must(l.Close())
	certificate, key := s.pki.Issue(tb, ServerName)
	s.write("ca.pem", s.pki.PEM)
	s.write("server.pem", certificate)
	s.write("server.key", key)
	tb.Cleanup(s.Kill)
	return s
}

// Target is the server as a workstation with a good certificate is told of it.
func (s *Server) Target() siem.Target {
	certificate, key := s.pki.Issue(s.tb, ClientName)
	return siem.Target{Address: s.Address(), ServerName: ServerName, CA: s.pki.PEM, Certificate: certificate, Key: key}
}

// Authority is the one that both sides trust.
func (s *Server) Authority() Authority { return s.pki }

// Address is where it listens, host:port.
func (s *Server) Address() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

// Start runs the server until it takes connections.
func (s *Server) Start() {
	s.tb.Helper()
	program, err := exec.LookPath("rsyslogd")
	if err != nil {
		program = "/usr/sbin/rsyslogd" // not on every person's PATH
	}
	s.write("rsyslog.conf", []byte(s.conf()))
	s.run = exec.CommandContext(context.WithoutCancel(s.tb.Context()), program, // Kill and Stop end it
		"-n", "-C", "-f", s.at("rsyslog.conf"), "-i", s.at("pid"))
	said, err := os.OpenFile(s.at("said"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	s.must(err)
	defer said.Close()
	s.run.Stdout, s.run.Stderr = said, said
	if err := s.run.Start(); err != nil {
		s.run = nil
		s.tb.Fatalf("rsyslogd does not start; packaging/setup test installs it: %v", err)
	}
	s.gone = make(chan struct{})
	go func(run *exec.Cmd, gone chan struct{}) {
		_ = run.Wait()
		close(gone)
	}(s.run, s.gone)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for range 2000 {
		if c, err := new(net.Dialer).DialContext(s.tb.Context(), "tcp", s.Address()); err == nil {
			s.must(c.Close())
			return
		}
		<-tick.C
	}
	s.tb.Fatalf("rsyslogd takes no connections: %s", s.Said())
}

// Kill ends the server at once, as a crash does.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

// Stop ends the server as an administrator does.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

func (s *Server) end(how syscall.Signal) {
	if s.run == nil {
		return
	}
	_ = s.run.Process.Signal(how)
	s.Wait()
}

// Wait waits until a server that was told to end has ended.
func (s *Server) Wait() { <-s.gone }

// Lines gives what the server wrote into its file, message by message.
func (s *Server) Lines() []string { return Lines(s.tb, s.at("messages")) }

// Said gives what the server complained of.
func (s *Server) Said() string {
	data, err := os.ReadFile(s.at("said"))
	s.must(err)
	return string(data)
}

// Lines gives the whole lines of a file; none where there is no file.
func Lines(tb testing.TB, path string) []string {
	tb.Helper()
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	return lines[:len(lines)-1]
}

func (s *Server) conf() string {
	program := ""
	if s.Program != "" {
		program = fmt.Sprintf(`  action(type="omprog" binary="%s" template="asSent" confirmMessages="on" reportFailures="on" action.resumeRetryCount="-1" action.resumeInterval="1")`, s.Program)
	}
	return fmt.Sprintf(`global(workDirectory="%[1]s" maxMessageSize="64k" processInternalMessages="off"
  defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="%[1]s/ca.pem"
  defaultNetstreamDriverCertFile="%[1]s/server.pem" defaultNetstreamDriverKeyFile="%[1]s/server.key")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/name" permittedPeer=["%[2]s"])
module(load="omprog")
template(name="asSent" type="string" string="%%rawmsg%%\n")
ruleset(name="trail" queue.type="Direct") {
  action(type="omfile" file="%[1]s/messages" template="asSent" asyncWriting="off" flushOnTXEnd="on")
%[4]s
}
input(type="imtcp" address="127.0.0.1" port="%[3]d" ruleset="trail")
`, s.dir, ClientName, s.port, program)
}

func (s *Server) at(name string) string { return filepath.Join(s.dir, name) }

func (s *Server) write(name string, data []byte) {
	s.tb.Helper()
	s.must(os.WriteFile(s.at(name), data, 0o600))
}

func (s *Server) must(err error) {
	s.tb.Helper()
	if err != nil {
		s.tb.Fatal(err)
	}
}
