package hostile

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

//go:embed files/*.pdf
var sealed embed.FS

func types() []File {
	mismatch, unsupported := reasons(chart.RefusedTypeMismatch), reasons(chart.RefusedNotSupported)
	program := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), noise(4000)...)
	page := "<!DOCTYPE html><html><head><title>404</title></head><body><script>alert(1)</script></body></html>"
	return []File{
		{ID: "empty", Name: "empty.pdf", Why: "no bytes", Refused: reasons(chart.RefusedEmpty)},
		{ID: "one-byte", Name: "one.pdf", Why: "one byte", Data: []byte("%"), Refused: unsupported},
		{ID: "noise", Name: "noise.pdf", Why: "random bytes", Data: noise(4096), Refused: unsupported},
		{ID: "header-only-pdf", Name: "header.pdf", Why: "a PDF header and nothing else", Data: []byte("%PDF-1.7\n"), Refused: reasons(chart.RefusedDamaged)},
		{ID: "program-as-pdf", Name: "scan.pdf", Why: "a program named PDF", Data: program, Refused: mismatch},
		{ID: "program-as-jpeg", Name: "scan.jpg", Why: "a program named JPEG", Data: program, Refused: mismatch},
		{ID: "zip-as-pdf", Name: "scan.pdf", Why: "an archive named PDF", Data: archive("a.txt", "text"), Refused: mismatch},
		{ID: "html-as-pdf", Name: "scan.pdf", Why: "a web page named PDF, as failed downloads are", Data: []byte(page), Refused: mismatch},
		{ID: "docx", Name: "letter.docx", Why: "an office document", Data: archive("[Content_Types].xml", "<Types/>"), Refused: unsupported},
		{ID: "docx-as-tiff", Name: "letter.tif", Why: "an office document named TIFF", Data: archive("[Content_Types].xml", "<Types/>"), Refused: mismatch},
		{ID: "png-as-pdf", Name: "scan.pdf", Why: "a PNG named PDF", Data: cardPNG(), Refused: mismatch},
		{ID: "pdf-as-jpeg", Name: "scan.jpeg", Why: "a PDF named JPEG", Data: plainPDF(), Refused: mismatch},
		{ID: "text", Name: "note.txt", Why: "a plain text", Data: []byte(strings.Repeat("Progress note. ", 40)), Refused: unsupported},
		{ID: "zip-then-pdf", Name: "both.pdf", Why: "an archive that also opens as PDF", Data: append(archive("a", "b"), plainPDF()...), Refused: mismatch},
		{ID: "pdf-then-zip", Name: "both.pdf", Why: "a PDF that also opens as archive", Data: append(plainPDF(), archive("a.txt", "hidden")...),
			Refused: reasons(chart.RefusedDamaged), Taken: true},
		{ID: "pdf-after-junk", Name: "mailed.pdf", Why: "a PDF after 900 bytes of junk: offsets are off by as much", Data: append(bytes.Repeat([]byte("x\n"), 450), plainPDF()...),
			Refused: reasons(chart.RefusedDamaged), Taken: true},
	}
}

func archive(name, content string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if w, err := z.Create(name); err == nil {
		_, _ = w.Write([]byte(content)) // a bytes.Buffer takes everything
	}
	_ = z.Close()
	return b.Bytes()
}

// truncated cuts a good file of each type at several points. No cut may pass for a whole file.
func truncated() []File {
	whole := []struct {
		ext  string
		data []byte
	}{{"pdf", plainPDF()}, {"tif", cardTIFF()}, {"jpg", cardJPEG()}, {"png", cardPNG()}, {"bmp", cardBMP()}}
	var out []File
	for _, w := range whole {
		n := len(w.data)
		for _, cut := range []int{3, 12, n / 10, n / 3, n / 2, n * 9 / 10, n - 3} {
			out = append(out, File{
				ID:      fmt.Sprintf("cut-%s-%d", w.ext, cut),
				Name:    "cut." + w.ext,
				Why:     fmt.Sprintf("the first %d of %d bytes of a good file", cut, n),
				Data:    w.data[:cut],
				Refused: reasons(chart.RefusedDamaged, chart.RefusedNotSupported),
			})
		}
	}
	return out
}

func encrypted() []File {
	read := func(name string) []byte {
		data, err := sealed.ReadFile("files/" + name)
		if err != nil {
			panic("hostile: " + name + " is not embedded") // a mistake of the build, not of a run
		}
		return data
	}
	locked := reasons(chart.RefusedEncrypted)
	return []File{
		{ID: "encrypted-aes256", Name: "locked.pdf", Why: "needs a password to open (AES-256)", Data: read("aes256-user.pdf"), Refused: locked},
		{ID: "encrypted-rc4", Name: "locked.pdf", Why: "needs a password to open (RC4, 40 bits)", Data: read("rc4-user.pdf"), Refused: locked},
		{ID: "encrypted-owner", Name: "restricted.pdf", Why: "opens without a password, forbids copying", Data: read("aes256-owner.pdf"), Refused: locked, Taken: true},
	}
}

// names are good pictures under bad names. All must be taken.
func names() []File {
	list := []struct{ id, name, why string }{
		{"name-unicode", "Pérez Ñandú 病历 🩺.png", "letters of several scripts"},
		{"name-rtl", "chart\u202egnp.fdp.png", "text direction turned in the name"},
		{"name-newline", "chart\nof\tday.png", "line feed and tab in the name"},
		{"name-dash", "--out=x.png", "looks like a flag"},
		{"name-quotes", `it's "a" $(chart); 'b' & c.png`, "blanks, quotes and shell characters"},
		{"name-percent", "%s%n%d%00.png", "format verbs"},
		{"name-dots", "...png", "hidden and almost without a name"},
		{"name-no-extension", "SCAN0001", "no extension"},
		{"name-not-utf8", "chart\xff\xfe.png", "bytes that are no UTF-8"},
		{"name-long", strings.Repeat("long", 59) + ".png", "240 bytes long, so that result names no longer fit"},
	}
	var out []File
	for _, n := range list {
		out = append(out, File{ID: n.id, Name: n.name, Why: n.why, Data: cardPNG(), Taken: true})
	}
	return out
}
