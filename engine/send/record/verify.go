package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// File is a record as it is handed over for proof: the opened envelope and, where the hub gave one, its receipt.
type File struct {
	Envelope *Envelope       `json:"envelope"`
	Receipt  json.RawMessage `json:"receipt,omitempty"`
}

// Roster lists the keys that a practice knows: its people, workstations and hub. A nil Roster compares nothing and the
// verdict says so.
type Roster struct {
	Keys []Key `json:"keys"`
}

func (r *Roster) knows(k Key) bool {
	for _, have := range r.Keys {
		if have.KeyID == k.KeyID && have.Role == k.Role && have.ID == k.ID && Fingerprint(have.PKIX) == k.KeyID {
			return true
		}
	}
	return false
}

// Vouches reports a key that does not stand in the roster as chart.Tampered.
func (r *Roster) Vouches(keys []Key) error {
	for _, k := range keys {
		if !r.knows(k) {
			return chart.E(chart.Tampered, "look in the roster", errors.New("a signer's key does not stand in it"))
		}
	}
	return nil
}

// Verdict is what holds of a verified record.
type Verdict struct {
	Record      string    `json:"record"`
	SignedAt    time.Time `json:"signed_at"`
	Person      Key       `json:"person"`
	Device      Key       `json:"device"`
	Resources   int       `json:"resources"`
	Attachments int       `json:"attachments"`
	InRoster    bool      `json:"in_roster"`         // both signers, and the hub where there is a receipt, stand in the roster given
	Receipt     *Receipt  `json:"receipt,omitempty"` // the hub's, when the file holds one
	Parts       []Part    `json:"-"`                 // the attachments, in the order of the document
}

// Verify proves a record offline: both signatures, that the payload is the document those two signed, that every
// attachment has the hash it is named by, and the hub's receipt where there is one. A record that fails anything is
// chart.Tampered.
func Verify(data []byte, roster *Roster) (Verdict, error) {
	file, err := parseFile(data)
	if err != nil {
		return Verdict{}, err
	}
	keys, err := file.Envelope.Signers(PayloadType)
	if err != nil {
		return Verdict{}, err
	}
	v, err := signersOf(keys)
	if err != nil {
		return Verdict{}, err
	}
	if err := v.checkBundle(file.Envelope.Payload); err != nil {
		return Verdict{}, chart.E(chart.Tampered, "verify record", err)
	}
	v.InRoster = roster != nil
	if roster != nil && (!roster.knows(v.Person) || !roster.knows(v.Device)) {
		return Verdict{}, chart.E(chart.Tampered, "verify record", errors.New("a signer's key does not stand in the roster"))
	}
	if len(file.Receipt) > 0 {
		if err := v.checkReceipt(file.Receipt, roster); err != nil {
			return Verdict{}, err
		}
	}
	return v, nil
}

// parseFile takes a File or a bare envelope.
func parseFile(data []byte) (File, error) {
	if len(data) > maxEnvelope {
		return File{}, chart.E(chart.BadInput, "read record", errors.New("too large"))
	}
	var f File
	if err := json.Unmarshal(data, &f); err == nil && f.Envelope != nil {
		return f, nil
	}
	env, err := ParseEnvelope(data)
	return File{Envelope: env}, err
}

func signersOf(keys []Key) (Verdict, error) {
	var v Verdict
	for _, k := range keys {
		switch {
		case k.Role == RolePerson && v.Person.KeyID == "":
			v.Person = k
		case k.Role == RoleDevice && v.Device.KeyID == "":
			v.Device = k
		default:
			return Verdict{}, chart.E(chart.Tampered, "verify record", fmt.Errorf("a signature of role %q too many", k.Role))
		}
	}
	if v.Person.KeyID == "" || v.Device.KeyID == "" || v.Person.KeyID == v.Device.KeyID {
		return Verdict{}, chart.E(chart.Tampered, "verify record", errors.New("a person and a device must both have signed"))
	}
	return v, nil
}

// head is what every resource is asked for.
type head struct {
	ResourceType string        `json:"resourceType"`
	Identifier   []identifier  `json:"identifier"`
	Content      []contentItem `json:"content"`
}

func (h head) has(value string) bool {
	for _, id := range h.Identifier {
		if id.Value == value {
			return true
		}
	}
	return false
}

// headOf reads a resource's type, and the rest of its head where it is one of those that the proof looks into; the
// identifiers of others have other shapes.
func headOf(resource []byte) (head, error) {
	var kind struct {
		ResourceType string `json:"resourceType"`
	}
	if err := json.Unmarshal(resource, &kind); err != nil {
		return head{}, err
	}
	h := head{ResourceType: kind.ResourceType}
	switch kind.ResourceType {
	case "Practitioner", "Device", "DocumentReference":
		err := json.Unmarshal(resource, &h)
		return h, err
	}
	return h, nil
}

func (v *Verdict) checkBundle(payload []byte) error {
	var b struct {
		ResourceType string    `json:"resourceType"`
		ID           string    `json:"id"`
		Type         string    `json:"type"`
		Timestamp    time.Time `json:"timestamp"`
		Entry        []struct {
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(payload, &b); err != nil || b.ResourceType != "Bundle" || b.Type != "document" || b.ID == "" {
		return errors.New("the payload is no FHIR document")
	}
	v.Record, v.SignedAt, v.Resources = b.ID, b.Timestamp, len(b.Entry)
	person, dev := false, false
	for i, e := range b.Entry {
		h, err := headOf(e.Resource)
		if err != nil || (i == 0) != (h.ResourceType == "Composition") {
			return fmt.Errorf("entry %d is out of place", i+1)
		}
		person = person || h.ResourceType == "Practitioner" && h.has(v.Person.ID)
		dev = dev || h.ResourceType == "Device" && h.has(v.Device.ID)
		if err := v.checkAttachments(h); err != nil {
			return fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	switch {
	case !person:
		return errors.New("the person who signed is not the document's author")
	case !dev:
		return errors.New("the device that signed is not the document's")
	case v.Attachments == 0:
		return errors.New("the document has no pages")
	}
	return nil
}

func (v *Verdict) checkAttachments(h head) error {
	for _, c := range h.Content {
		sum := sha256.Sum256(c.Attachment.Data)
		if !h.has(hex.EncodeToString(sum[:])) || c.Attachment.Size != len(c.Attachment.Data) {
			return errors.New("an attachment is not what it is named by")
		}
		v.Attachments++
		v.Parts = append(v.Parts, Part{c.Attachment.ContentType, c.Attachment.Data})
	}
	return nil
}

func (v *Verdict) checkReceipt(data []byte, roster *Roster) error {
	env, err := ParseEnvelope(data)
	if err != nil {
		return err
	}
	keys, err := env.Signers(ReceiptType)
	if err != nil {
		return err
	}
	if roster != nil && (len(keys) != 1 || !roster.knows(keys[0])) {
		return chart.E(chart.Tampered, "verify receipt", errors.New("the hub's key does not stand in the roster"))
	}
	r, err := OpenReceipt(data, keys[0].KeyID)
	if err != nil {
		return err
	}
	if r.Record != v.Record || string(r.Device) != v.Device.ID {
		return chart.E(chart.Tampered, "verify receipt", errors.New("the receipt is for another record"))
	}
	v.Receipt = &r
	return nil
}
