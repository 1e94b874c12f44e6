package leak

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// mostDecoded bounds what all streams of a file may become together.
const mostDecoded = 64 << 20

// decoder undoes the filters of streams that do not make pictures.
type decoder struct{ left int64 }

// decode gives the bytes of a stream and the filter at which it stopped: "" where none is left, the picture's codec, or one
// that is not known. What a filter gives before it fails is kept.
func (d *decoder) decode(data []byte, filters []name) ([]byte, name) {
	for _, f := range filters {
		r, known := reader(f, data)
		if !known {
			return data, f
		}
		out, _ := io.ReadAll(io.LimitReader(r, max(d.left, 0)))
		d.left -= int64(len(out))
		data = out
	}
	return data, ""
}

func reader(filter name, data []byte) (io.Reader, bool) {
	in := bytes.NewReader(data)
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(in)
		if err != nil {
			return bytes.NewReader(nil), true
		}
		return z, true
	case "LZWDecode", "LZW":
		return lzw.NewReader(in, lzw.MSB, 8), true
	case "ASCIIHexDecode", "AHx":
		text := bytes.Join(bytes.Fields(bytes.TrimRight(data, "> \r\n\t")), nil)
		return hex.NewDecoder(bytes.NewReader(text)), true
	case "ASCII85Decode", "A85":
		text, _, _ := bytes.Cut(data, []byte("~>"))
		return ascii85.NewDecoder(bytes.NewReader(text)), true
	case "RunLengthDecode", "RL":
		return bytes.NewReader(unrun(data)), true
	}
	return nil, false
}

// unrun undoes the run lengths; what they can become is bounded by 64 times the bytes.
func unrun(data []byte) []byte {
	var out []byte
	for len(data) > 1 && data[0] != 128 {
		n := int(data[0])
		if n < 128 {
			n = min(n+1, len(data)-1)
			out = append(out, data[1:n+1]...)
			data = data[n+1:]
			continue
		}
		out = append(out, bytes.Repeat(data[1:2], 257-n)...)
		data = data[2:]
	}
	return out
}
