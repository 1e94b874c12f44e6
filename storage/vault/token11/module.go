//go:build pkcs11

package token11

import (
	"errors"
	"strings"
	"sync"

	"github.com/miekg/pkcs11"

	"chartproof.org/chartproof/engine/chart"
)

// Module is a library of a token's maker. One process has each library once.
type Module struct {
	mu    sync.Mutex // PKCS #11 sessions are not for several threads at once
	ctx   *pkcs11.Ctx
	owner bool // the library was made ready here
}

// Load opens the library; chart.MissingTool where there is none that answers.
func Load(library string) (*Module, error) {
	const op = "load PKCS #11 library"
	ctx := pkcs11.New(library)
	if ctx == nil {
		return nil, chart.E(chart.MissingTool, op, fault(chart.CardNoLibrary, "there is no such library, or it is no PKCS #11 library"))
	}
	m := &Module{ctx: ctx, owner: true}
	switch err := ctx.Initialize(); {
	case is(err, pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED):
		m.owner = false
	case err != nil:
		ctx.Destroy()
		return nil, chart.E(chart.MissingTool, op, fault(chart.CardNoLibrary, code(err).Error()))
	}
	return m, nil
}

// Close gives the library back; tokens opened with it are closed by their owners before.
func (m *Module) Close() (err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ctx == nil {
		return nil
	}
	if m.owner {
		err = m.ctx.Finalize()
	}
	m.ctx.Destroy()
	m.ctx = nil
	return mapped("close PKCS #11 library", err)
}

// Slots lists the tokens that are there and set up.
func (m *Module) Slots() (out []Slot, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	err = m.each(func(_ uint, s Slot) bool {
		out = append(out, s)
		return true
	})
	return out, err
}

func (m *Module) each(fn func(id uint, s Slot) bool) error {
	const op = "list tokens"
	if m.ctx == nil {
		return chart.E(chart.BadState, op, errors.New("the library was closed"))
	}
	ids, err := m.ctx.GetSlotList(true)
	if err != nil {
		return mapped(op, err)
	}
	for _, id := range ids {
		info, err := m.ctx.GetTokenInfo(id)
		if err != nil || info.Flags&pkcs11.CKF_TOKEN_INITIALIZED == 0 {
			continue // taken out this moment, or empty
		}
		if !fn(id, Slot{Label: clean(info.Label), Serial: clean(info.SerialNumber), Model: clean(info.Model)}) {
			break
		}
	}
	return nil
}

func clean(s string) string { return strings.TrimRight(s, " \x00") }

// Open signs in to the token of the label, or to the only one that is there where the label is empty.
func (m *Module) Open(label, pin string) (*Token, error) {
	const op = "open token"
	m.mu.Lock()
	defer m.mu.Unlock()
	slot, info, err := m.find(op, label)
	if err != nil {
		return nil, err
	}
	session, err := m.ctx.OpenSession(slot, pkcs11.CKF_SERIAL_SESSION|pkcs11.CKF_RW_SESSION)
	if err != nil {
		return nil, mapped(op, err)
	}
	t := &Token{m: m, slot: slot, session: session, info: info}
	if err := m.login(session, pin); err != nil {
		return nil, errors.Join(m.counted(slot, mapped(op, err)), mapped(op, m.ctx.CloseSession(session)))
	}
	return t, nil
}

// Find looks for the token that Open would sign in to, without a PIN.
func (m *Module) Find(label string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, _, err := m.find("find token", label)
	return err
}

func (m *Module) find(op, label string) (slot uint, info Slot, err error) {
	found := 0
	if err := m.each(func(id uint, s Slot) bool {
		if label == "" || s.Label == label {
			slot, info = id, s
			found++
		}
		return true
	}); err != nil {
		return 0, info, err
	}
	switch {
	case found == 0:
		return 0, info, m.absent(op)
	case found > 1:
		return 0, info, chart.E(chart.Conflict, op, fault(chart.CardSeveral, "several tokens answer; name the one that is meant"))
	}
	return slot, info, nil
}

// absent says whether a card or its reader is missing.
func (m *Module) absent(op string) error {
	if readers, err := m.ctx.GetSlotList(false); err == nil && len(readers) == 0 {
		return chart.E(chart.NotFound, op, fault(chart.CardNoReader, "no reader is connected"))
	}
	return chart.E(chart.NotFound, op, fault(chart.CardAbsent, "the card is not in the reader"))
}

// counted adds to a wrong PIN what the token tells of the tries that are left.
func (m *Module) counted(slot uint, err error) error {
	var f *chart.CardFault
	if !errors.As(err, &f) || f.Why != chart.CardWrongPIN {
		return err
	}
	info, asked := m.ctx.GetTokenInfo(slot)
	if asked != nil {
		return err
	}
	switch {
	case info.Flags&pkcs11.CKF_USER_PIN_LOCKED != 0:
		return mapped("open token", pkcs11.Error(pkcs11.CKR_PIN_LOCKED))
	case info.Flags&pkcs11.CKF_USER_PIN_FINAL_TRY != 0:
		f.Left = chart.TriesLast
	case info.Flags&pkcs11.CKF_USER_PIN_COUNT_LOW != 0:
		f.Left = chart.TriesFew
	}
	return err
}

func fault(why chart.CardWhy, says string) *chart.CardFault {
	return &chart.CardFault{Why: why, Says: says}
}

// login checks the PIN also where the process is signed in already: the library would take any PIN then.
func (m *Module) login(session pkcs11.SessionHandle, pin string) error {
	err := m.ctx.Login(session, pkcs11.CKU_USER, pin)
	if !is(err, pkcs11.CKR_USER_ALREADY_LOGGED_IN) {
		return err
	}
	if err := m.ctx.Logout(session); err != nil {
		return err
	}
	return m.ctx.Login(session, pkcs11.CKU_USER, pin)
}

func is(err error, codes ...uint) bool {
	var e pkcs11.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if uint(e) == c {
			return true
		}
	}
	return false
}

// code gives the library's error by its name only.
func code(err error) error {
	var e pkcs11.Error
	if errors.As(err, &e) {
		return e
	}
	return errors.New("the library failed")
}

// mapped gives an error of the library its kind.
func mapped(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case is(err, pkcs11.CKR_PIN_LOCKED):
		return chart.E(chart.NotAllowed, op, fault(chart.CardBlocked, "the card is blocked after too many wrong PINs; its issuer unblocks it"))
	case is(err, pkcs11.CKR_PIN_INCORRECT, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE, pkcs11.CKR_PIN_EXPIRED):
		return chart.E(chart.NotAllowed, op, fault(chart.CardWrongPIN, "the PIN is not right"))
	case is(err, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_SESSION_CLOSED,
		pkcs11.CKR_USER_NOT_LOGGED_IN, pkcs11.CKR_SLOT_ID_INVALID, pkcs11.CKR_CRYPTOKI_NOT_INITIALIZED):
		return chart.E(chart.NotFound, op, fault(chart.CardAbsent, "the card is not in the reader any more"))
	}
	return chart.E(chart.MissingTool, op, code(err))
}
