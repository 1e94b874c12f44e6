package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
)

// Version is the program's, as records name it.
const Version = "0.1.0"

// Program names this program as certificates do: its version, and the SHA-256 of the file that runs, by which a build is known
// whatever it says of itself. It is asked for once, at the start: later another build may stand where this one was.
func Program(version string) string {
	name := fmt.Sprintf("chartproof %s, %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	path, err := os.Executable()
	if err != nil {
		return name
	}
	f, err := os.Open(path)
	if err != nil {
		return name
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return name
	}
	return name + ", program sha256:" + hex.EncodeToString(h.Sum(nil))
}
