package siem

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"chartproof.org/chartproof/engine/chart"
)

// maxLine bounds a message that Collector takes.
const maxLine = 64 << 10

// window is how many messages of a workstation are remembered to tell one sent twice from one of the same number that says
// something else. Doubles are never further back than one delivery.
const window = 4 * MaxBatch

// ID finds the workstation and the number of the entry that a message tells of.
type ID func(message []byte) (device string, number int64, ok bool)

// File is what a Collector keeps messages in; OpenFile gives one. Lock keeps other processes out until Unlock.
type File interface {
	io.ReadWriteSeeker
	Truncate(size int64) error
	Sync() error
	Lock() error
	Unlock() error
}

// Collector keeps each message once, in order, in a file, whatever was sent twice. It knows from the file itself what it
// has: it can be killed at any moment, and several may keep one file (rsyslog starts one a thread).
type Collector struct {
	file File
	id   ID
	read int64 // how much of the file is known
	seen map[string]*source
	Odd  []string // what did not go in order: entries that are missing, numbers that came again with other words
}

// source is what is known of one workstation.
type source struct {
	last int64
	sums map[int64][sha256.Size]byte
}

// NewCollector reads what the file has, and cuts off a last line that was not written whole.
func NewCollector(f File, id ID) (*Collector, error) {
	c := &Collector{file: f, id: id, seen: map[string]*source{}}
	err := c.alone(c.catchUp)
	c.Odd = nil // told when it came
	return c, err
}

// alone runs f while no other process touches the file.
func (c *Collector) alone(f func() error) (err error) {
	if err := c.file.Lock(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.file.Unlock()) }()
	return f()
}

// catchUp reads what is in the file and not yet known. Whoever wrote half a line is dead: nobody else holds the lock.
func (c *Collector) catchUp() error {
	const op = "read collected messages"
	if _, err := c.file.Seek(c.read, io.SeekStart); err != nil {
		return chart.E(chart.Internal, op, err)
	}
	r := bufio.NewReaderSize(c.file, maxLine)
	for {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			if len(line) == 0 {
				return nil
			}
			break
		}
		if err != nil {
			return chart.E(chart.BadInput, op, errors.New("a line is too long: this is no file of collected messages"))
		}
		c.read += int64(len(line))
		c.note(bytes.TrimSuffix(line, []byte("\n")))
	}
	if err := c.file.Truncate(c.read); err != nil {
		return chart.E(chart.Internal, op, err)
	}
	_, err := c.file.Seek(c.read, io.SeekStart)
	return err
}

// Take keeps a message unless it is there already, and reports whether it was new. It is in the file when Take returns, and
// outlives a loss of power once Sync has returned.
func (c *Collector) Take(message []byte) (fresh bool, err error) {
	err = c.alone(func() error {
		if err := c.catchUp(); err != nil {
			return err
		}
		if fresh = c.note(message); !fresh {
			return nil
		}
		n, err := c.file.Write(append(bytes.Clone(message), '\n'))
		c.read += int64(n)
		return err
	})
	return fresh, err
}

// Sync makes what was taken durable.
func (c *Collector) Sync() error { return c.file.Sync() }

// note remembers a message, and reports whether it was new. What bears no number is always new.
func (c *Collector) note(message []byte) bool {
	device, n, ok := c.id(message)
	if !ok {
		return true
	}
	s := c.seen[device]
	if s == nil {
		s = &source{last: n - 1, sums: map[int64][sha256.Size]byte{}}
		c.seen[device] = s
	}
	sum := sha256.Sum256(message)
	if n <= s.last {
		have, known := s.sums[n]
		if !known || have == sum {
			return false
		}
		c.Odd = append(c.Odd, fmt.Sprintf("%s: entry %d came again with other words", device, n))
		return true
	}
	if n > s.last+1 {
		c.Odd = append(c.Odd, fmt.Sprintf("%s: entries %d to %d did not come", device, s.last+1, n-1))
	}
	s.last, s.sums[n] = n, sum
	delete(s.sums, n-window)
	return true
}

// Serve takes messages line by line as rsyslog's omprog gives them with confirmMessages="on", and answers each with OK once it
// is durable. tell is called with what did not go in order.
func (c *Collector) Serve(in io.Reader, answers io.Writer, tell func(string)) error {
	say := func(what string) error {
		_, err := io.WriteString(answers, what+"\n")
		return err
	}
	if err := say("OK"); err != nil { // ready
		return err
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, maxLine), maxLine)
	for lines.Scan() {
		if _, err := c.Take(lines.Bytes()); err != nil {
			return err
		}
		if err := c.Sync(); err != nil {
			return err
		}
		for _, odd := range c.Odd {
			tell(odd)
		}
		c.Odd = nil
		if err := say("OK"); err != nil {
			return err
		}
	}
	return lines.Err()
}
