package wire

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// longestName is how many bytes a file's name may have on the disks that are met.
const longestName = 255

// mostAlike bounds the names that are tried within one second.
const mostAlike = 10_000

// moveAside moves a file into a folder, which is made where the folder around it is there, and gives its path then. It never
// replaces a file, whoever else moves some there at the same time: the name is taken first, by an empty file.
func moveAside(path, dir string) (string, error) {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	base, ext := filepath.Base(path), filepath.Ext(path)
	base = strings.TrimSuffix(base, ext)
	stamp := time.Now().Format("-20060102-150405")
	for n := range mostAlike {
		add := ""
		if n > 0 {
			add = stamp
		}
		if n > 1 {
			add += "-" + strconv.Itoa(n)
		}
		target := filepath.Join(dir, shorten(base, longestName-len(add)-len(ext))+add+ext)
		mark, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		if err := errors.Join(mark.Close(), os.Rename(path, target)); err != nil {
			return "", errors.Join(err, os.Remove(target))
		}
		return target, nil
	}
	return "", errors.New("too many files of one name at once")
}

// shorten cuts a text to so many bytes, between two letters.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:max(most, 0)]
}
