package intake

import (
	"bytes"
	"regexp"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
)

var (
	drawnElsewhere = regexp.MustCompile(`/NeedsRendering\s+true\b`)
	linearized     = regexp.MustCompile(`/Linearized\b`)
	fileLength     = regexp.MustCompile(`/L\s+(\d{1,15})\b`)
)

// checkPDF tells a PDF that was cut off, which readers would mend in silence and show with pages missing: no end mark at
// all, objects after the last end mark, or fewer bytes than a linearised file says it has. And it tells a form whose pages
// only its vendor's viewer can draw, from data: everybody else sees "please wait", which must not pass for the chart.
// Everything else about a PDF is for the worker.
func checkPDF(data []byte, _ Limits) (int, *chart.Refusal) {
	end := bytes.LastIndex(data, []byte("%%EOF"))
	if end < 0 {
		return 0, damaged("the file ends too early: it has no end mark")
	}
	if bytes.Contains(data[end:], []byte(" 0 obj")) {
		return 0, damaged("the file ends too early: objects follow its last end mark")
	}
	if drawnElsewhere.Match(data) {
		return 0, refuse(chart.RefusedActiveContent, "a form whose pages only its vendor's viewer can draw")
	}
	head := data[:min(len(data), 2*junk)]
	if at := linearized.FindIndex(head); at != nil {
		dict := head[at[0]:]
		if i := bytes.Index(dict, []byte(">>")); i >= 0 {
			dict = dict[:i]
		}
		if m := fileLength.FindSubmatch(dict); m != nil {
			want, err := strconv.ParseInt(string(m[1]), 10, 64)
			if err == nil && int64(len(data)) < want {
				return 0, damaged("the file ends too early: %d of %d bytes", len(data), want)
			}
		}
	}
	return 0, nil
}
