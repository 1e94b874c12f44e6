package paddle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// Names of the files in the folder that Load is given.
const (
	detectorFile   = "models/det.onnx"
	recogniserFile = "models/rec.onnx"
	keysFile       = "models/keys.txt"
)

// libraryFile is ONNX Runtime as its makers name it for each platform.
func libraryFile() string {
	switch runtime.GOOS {
	case "windows":
		return "lib/onnxruntime.dll"
	case "darwin":
		return "lib/libonnxruntime.dylib"
	}
	return "lib/libonnxruntime.so.1"
}

// Sums are the SHA-256 of the files by their names, in hexadecimal.
type Sums map[string]string

// Pinned are the sums of what packaging/setup fetches. A better model is used by giving its sums instead.
func Pinned() Sums {
	s := Sums{
		detectorFile:   "30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff",
		recogniserFile: "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0",
		keysFile:       "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
	}
	switch runtime.GOOS + "/" + runtime.GOARCH {
	case "linux/amd64":
		s[libraryFile()] = "ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23"
	case "linux/arm64":
		s[libraryFile()] = "1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76"
	}
	return s
}

// Files are the engine's parts: the library by its path, the rest as checked bytes.
type Files struct {
	Library                    string
	Detector, Recogniser, Keys []byte
}

const maxFile = 512 << 20

// Load reads the engine's files from a folder and checks each by its sum.
func Load(folder string, sums Sums) (Files, error) {
	f := Files{Library: filepath.Join(folder, libraryFile())}
	for _, part := range []struct {
		name string
		into *[]byte
	}{{libraryFile(), nil}, {detectorFile, &f.Detector}, {recogniserFile, &f.Recogniser}, {keysFile, &f.Keys}} {
		data, err := checked(filepath.Join(folder, part.name), sums[part.name])
		if err != nil {
			return Files{}, fmt.Errorf("second reading engine: %s: %w", part.name, err)
		}
		if part.into != nil {
			*part.into = data
		}
	}
	return f, nil
}

var (
	errMissing = errors.New("the file is missing")
	errSum     = errors.New("the file is not the one that was pinned")
)

// checked reads a file and compares its sum. Its errors name no path.
func checked(path, sum string) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil || !st.Mode().IsRegular() || st.Size() > maxFile {
		return nil, errMissing
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, errMissing
	}
	want, err := hex.DecodeString(sum)
	if got := sha256.Sum256(data); err != nil || !bytes.Equal(got[:], want) {
		return nil, errSum
	}
	return data, nil
}
