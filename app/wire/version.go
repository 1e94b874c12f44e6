package wire

// Version is the program's, as records name it.
const Version = "0.1.0"
