package siem

import (
	"bytes"
	"strconv"
)

// EntryOf is the ID of the messages that engine/protect/trail writes: HOSTNAME, and the parameter index of the element trail@….
func EntryOf(message []byte) (device string, number int64, ok bool) {
	fields := bytes.SplitN(message, []byte(" "), 7) // PRI and VERSION, TIMESTAMP, HOSTNAME, APP-NAME, PROCID, MSGID, and the data
	if len(fields) != 7 || !bytes.HasSuffix(fields[0], []byte(">1")) || string(fields[3]) != "chartproof" {
		return "", 0, false
	}
	data, ok := bytes.CutPrefix(fields[6], []byte("[trail@"))
	if !ok {
		return "", 0, false
	}
	_, data, ok = bytes.Cut(data, []byte(` index="`))
	digits, _, closed := bytes.Cut(data, []byte(`"`))
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if !ok || !closed || err != nil || n < 0 || len(fields[2]) > 255 {
		return "", 0, false
	}
	return string(fields[2]), n, true
}
