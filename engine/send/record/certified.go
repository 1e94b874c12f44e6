package record

import "encoding/hex"

// EnvelopeMedia is the media type of a DSSE envelope, as which a redaction certificate lies in a record.
const EnvelopeMedia = "application/vnd.dsse.envelope.v1+json"

// Certificate is the signed redaction certificate of the redacted pages, and the salt that proves the original's pages to be the
// ones before redaction. The salt lies beside the original and goes where that one goes, and no further.
type Certificate struct {
	Signed []byte // an Envelope
	Salt   []byte
}

func (c Certificate) salt() []identifier {
	if len(c.Salt) == 0 {
		return nil
	}
	return []identifier{{System: "urn:chartproof:page-salt", Value: hex.EncodeToString(c.Salt)}}
}

// Part is a file that a verified record holds.
type Part struct {
	Media string
	Data  []byte
}
