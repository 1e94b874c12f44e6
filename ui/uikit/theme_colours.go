package uikit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
)

// The colours of DESK.md. Widgets look them up through the current theme, so that a change of look repaints everything.
const (
	ColorGround      fyne.ThemeColorName = "cp.ground"
	ColorPanel       fyne.ThemeColorName = "cp.panel"
	ColorLine        fyne.ThemeColorName = "cp.line"
	ColorText        fyne.ThemeColorName = "cp.text"
	ColorQuiet       fyne.ThemeColorName = "cp.quiet"
	ColorAccent      fyne.ThemeColorName = "cp.accent"
	ColorAccentSoft  fyne.ThemeColorName = "cp.accentSoft" // ground of the row at hand
	ColorOnAccent    fyne.ThemeColorName = "cp.onAccent"
	ColorDoubt       fyne.ThemeColorName = "cp.doubt"
	ColorDoubtGround fyne.ThemeColorName = "cp.doubtGround"
	ColorWrong       fyne.ThemeColorName = "cp.wrong"
	ColorDone        fyne.ThemeColorName = "cp.done"
	ColorDoneGround  fyne.ThemeColorName = "cp.doneGround"
	ColorDesk        fyne.ThemeColorName = "cp.desk" // what the page lies on
)

// Look is one of the three appearances.
type Look string

// The looks. LookSystem follows the desktop's light or dark setting.
const (
	LookSystem       Look = "system"
	LookLight        Look = "light"
	LookDark         Look = "dark"
	LookHighContrast Look = "high_contrast"
)

type palette map[fyne.ThemeColorName]color.NRGBA

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: byte(v >> 16), G: byte(v >> 8), B: byte(v), A: 0xff}
}

// palettes gives the colours of a look; LookSystem has none of its own.
func palettes(l Look) palette {
	switch l {
	case LookDark:
		return palette{
			ColorGround: hex(0x14181A), ColorPanel: hex(0x1C2225), ColorLine: hex(0x38424A),
			ColorText: hex(0xE8EEEB), ColorQuiet: hex(0x9FB0AA),
			ColorAccent: hex(0x4FD1B5), ColorAccentSoft: hex(0x1F2F2D), ColorOnAccent: hex(0x0C1513),
			ColorDoubt: hex(0xFFD479), ColorDoubtGround: hex(0x3A2E10),
			ColorWrong: hex(0xFF8A80), ColorDone: hex(0x8BD68B), ColorDoneGround: hex(0x1D2F1F),
			ColorDesk: hex(0x0F1214),
		}
	case LookHighContrast:
		return palette{
			ColorGround: hex(0x000000), ColorPanel: hex(0x000000), ColorLine: hex(0xC8D2CE),
			ColorText: hex(0xFFFFFF), ColorQuiet: hex(0xD8E2DE),
			ColorAccent: hex(0x3DFFE0), ColorAccentSoft: hex(0x06302A), ColorOnAccent: hex(0x000000),
			ColorDoubt: hex(0xFFE066), ColorDoubtGround: hex(0x332900),
			ColorWrong: hex(0xFFB0A8), ColorDone: hex(0xA6F7A6), ColorDoneGround: hex(0x0B2A0B),
			ColorDesk: hex(0x1A1A1A),
		}
	}
	return palette{
		ColorGround: hex(0xF7F8F7), ColorPanel: hex(0xFFFFFF), ColorLine: hex(0xD5DAD8),
		ColorText: hex(0x17211E), ColorQuiet: hex(0x51605B),
		ColorAccent: hex(0x0B6B5D), ColorAccentSoft: hex(0xEAF3F0), ColorOnAccent: hex(0xFFFFFF),
		ColorDoubt: hex(0x8A5A00), ColorDoubtGround: hex(0xFFF4D6),
		ColorWrong: hex(0xB3261E), ColorDone: hex(0x2E6B2E), ColorDoneGround: hex(0xE4F2E4),
		ColorDesk: hex(0xE8ECEA),
	}
}

// Contrast is the ratio of two opaque colours after WCAG 2.2, 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}
