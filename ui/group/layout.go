package group

import (
	"math"

	"chartproof.org/chartproof/ui/present"
)

// plan is how the grid divides its room, in points.
type plan struct {
	cols, rows   int
	cellW, cellH float32
	picW, picH   float32
	lines        int // of text beneath a picture
}

// The measures of a cell in points; text grows with the person's setting, and so does the picture.
const (
	cellGap   = 8
	cellPad   = 6
	mostPic   = 44
	leastPic  = 24
	textSize  = 14
	lineSize  = 18
	mostLines = 3
	// monoWide is the width of a character of the mono type, of its size.
	monoWide = 0.6
)

// The height of a whole page: pages are few on a screen, so that a faint line on one is seen.
const (
	mostSheet  = 320
	leastSheet = 120
	sheetShare = 4 // as many times fewer than lines
)

// plan finds the largest pictures of which a fair number stand on the screen: 30 lines at 1280x800, more than 60 at 1920x1080; of
// whole pages, which are higher than wide, a quarter of that.
func planFor(w, h, scale float32, shape float64, longest int) plan {
	fair := max(30, int(float64(w*h)/1_680_000*66))
	most, least, step := float32(mostPic), float32(leastPic), float32(2)
	if shape < 1 {
		fair, most, least, step = fair/sheetShare, mostSheet, leastSheet, 10
	}
	fair = max(4, int(float32(fair)/(scale*scale)))
	var p plan
	for pic := most; pic >= least; pic -= step {
		p = planAt(w, h, scale, pic*scale, shape, longest)
		if p.room() >= fair {
			break
		}
	}
	return p
}

func planAt(w, h, scale, pic float32, shape float64, longest int) plan {
	p := plan{picH: pic, picW: pic * float32(shape)}
	char := textSize * monoWide * scale
	least := 6 * char // a short value still has its tag above it
	p.picW = min(max(p.picW, least), w-2*cellPad-cellGap)
	p.lines = int(math.Ceil(float64(float32(longest) * char / p.picW)))
	p.lines = min(max(p.lines, 1), mostLines)
	p.cellW = p.picW + 2*cellPad
	p.cellH = p.picH + float32(p.lines)*lineSize*scale + 3*cellPad
	p.cols = max(1, int((w+cellGap)/(p.cellW+cellGap)))
	p.rows = max(1, int((h+cellGap)/(p.cellH+cellGap)))
	// What is left over goes to the pictures.
	p.cellW = (w+cellGap)/float32(p.cols) - cellGap
	p.picW = p.cellW - 2*cellPad
	high := min((h+cellGap)/float32(p.rows)-cellGap, p.cellH+p.picH/4)
	p.picH, p.cellH = p.picH+high-p.cellH, high
	return p
}

func (p plan) room() int { return p.cols * p.rows }

// place gives the left upper corner of the i-th cell.
func (p plan) place(i int) (x, y float32) {
	return float32(i%p.cols) * (p.cellW + cellGap), float32(i/p.cols) * (p.cellH + cellGap)
}

// label is what a cell is called: the letter of its column and the number of its row; empty where one key does not say it.
func (p plan) label(i int) string {
	col, row := i%p.cols, i/p.cols
	if col > 25 || row > 8 {
		return ""
	}
	return string(rune('A'+col)) + string(rune('1'+row))
}

// at gives the cell at a point, -1 between them.
func (p plan) at(x, y float32) int {
	col, row := int(x/(p.cellW+cellGap)), int(y/(p.cellH+cellGap))
	if col < 0 || col >= p.cols || row < 0 || row >= p.rows {
		return -1
	}
	if px, py := p.place(row*p.cols + col); x > px+p.cellW || y > py+p.cellH {
		return -1
	}
	return row*p.cols + col
}

// longestText is the longest text beneath a picture, in characters.
func longestText(cells []present.GroupCell) int {
	n := 1
	for _, c := range cells {
		n = max(n, len([]rune(c.Text)))
	}
	return n
}
