package siem_test

import (
	"encoding/json"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
)

// FuzzTarget: settings of a receiver are taken whole or refused, and no refusal quotes the client's key.
func FuzzTarget(f *testing.F) {
	authority := rsyslog.NewAuthority(f)
	certificate, key := authority.Issue(f, rsyslog.ClientName)
	whole, err := json.Marshal(siem.Target{Address: "127.0.0.1:6514", CA: authority.PEM, Certificate: certificate, Key: key})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"address":"[::1]:65536","ca":"AAAA"}`))
	f.Add([]byte(`{"address":":0"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var target siem.Target
		if json.Unmarshal(data, &target) != nil {
			return
		}
		if err := target.Check(); err != nil && (chart.KindOf(err) != chart.BadInput || len(target.Key) > 20 && strings.Contains(err.Error(), string(target.Key))) {
			t.Errorf("want %s without the key, got %v", chart.BadInput, err)
		}
	})
}

// FuzzSplit: of a PEM file nothing but certificates and one private key comes through.
func FuzzSplit(f *testing.F) {
	certificate, key := rsyslog.NewAuthority(f).Issue(f, rsyslog.ClientName)
	f.Add(append(append([]byte("words before\n"), certificate...), key...))
	f.Add([]byte("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		certificates, key := siem.Split(file)
		if strings.Contains(string(certificates), "PRIVATE KEY") || strings.Count(string(key), "-----BEGIN ") > 1 {
			t.Errorf("want certificates and one key apart, got %q and %q", certificates, key)
		}
		again, _ := siem.Split(certificates)
		if string(again) != string(certificates) {
			t.Errorf("what was taken apart comes apart otherwise: %q, %q", certificates, again)
		}
	})
}
