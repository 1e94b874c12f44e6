package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"
)

const (
	// ownHub is the setting that makes the practice's hub run with this desktop.
	ownHub = "hub.own"
	// ownHubKeys is the setting, sealed under the machine's secret, that holds that hub's keys. They open every record, so they do not
	// lie on the disk as they are; with the setting they are in the backup.
	ownHubKeys = "hub.keys"
)

// serveHub starts the practice's hub with this desktop, once.
func (d *Desk) serveHub(ctx context.Context) (*wirehub.Hub, error) {
	d.hubUp.Lock() // not d.mu: a start takes a second, and every screen asks for d.mu
	defer d.hubUp.Unlock()
	d.mu.Lock()
	running := d.hub
	d.mu.Unlock()
	if running != nil {
		return running, nil
	}
	keys, err := d.hubKeys(ctx)
	if err != nil {
		return nil, err
	}
	running, err = wirehub.Start(ctx, wirehub.Options{Dir: d.hubDir(), Addr: d.opts.HubAddress, Log: d.opts.Log, Keys: keys})
	if err != nil {
		return nil, err
	}
	if err := takeRestored(ctx, running, d.opts.Dir); err != nil {
		return nil, errors.Join(err, running.Close())
	}
	d.mu.Lock()
	d.hub = running
	d.mu.Unlock()
	return running, nil
}

func (d *Desk) hubDir() string { return filepath.Join(d.opts.Dir, "hub") }

// hubKeys gives the keys of the practice's hub. Those of an earlier release lie in a file and move into the workspace; where there are
// none, and nothing that they would open, they are made.
func (d *Desk) hubKeys(ctx context.Context) (*hub.Identity, error) {
	data, err := d.vault.DeviceSetting(ctx, ownHubKeys)
	if err == nil {
		defer clear(data)
		keys, err := hub.ParseIdentity(data)
		if err != nil {
			return nil, err
		}
		return keys, wirehub.DropKeyFile(d.hubDir()) // a move that was cut off
	}
	if chart.KindOf(err) != chart.NotFound {
		return nil, err
	}
	keys, err := wirehub.KeysIn(d.hubDir())
	detail := "keys=moved"
	if chart.KindOf(err) == chart.NotFound {
		detail = "keys=made"
		keys, err = hub.NewIdentity(d.opts.Now())
	}
	if err != nil {
		return nil, err
	}
	if data, err = json.Marshal(keys); err != nil {
		return nil, chart.E(chart.Internal, "seal the hub's keys", errors.New("they have no JSON"))
	}
	defer clear(data)
	if err := d.vault.SetDeviceSetting(ctx, ownHubKeys, data, chart.AuditEntry{Action: chart.ActHubStart, Detail: detail}); err != nil {
		return nil, err
	}
	return keys, wirehub.DropKeyFile(d.hubDir())
}

// ownEnrolment starts the practice's hub and gives how this workstation reaches it. A restored workspace has the hub's keys and not what
// the hub kept, so the workstation joins it again.
func (d *Desk) ownEnrolment(ctx context.Context, device chart.DeviceID, was vault.Hub) (vault.Hub, error) {
	running, err := d.serveHub(ctx)
	if err != nil {
		return was, err
	}
	was.URL = running.URL
	known, err := running.Knows(ctx, device)
	if err != nil || known {
		return was, err
	}
	code, err := running.NewCode(ctx)
	if err != nil {
		return was, err
	}
	if err := d.enrolAt(ctx, "", running.URL, code); err != nil {
		return was, err
	}
	return d.vault.Hub(ctx)
}

// askHub starts the practice's hub, where this workspace has one, and gives what its keeper asks it with.
func (d *Desk) askHub(ctx context.Context, op string) (*wirehub.Admin, error) {
	if own, err := d.cases.Preference(ctx, ownHub); err != nil || own != "on" {
		return nil, errors.Join(err, chart.E(chart.NotFound, op, errors.New("no hub runs with this workspace; where it runs elsewhere, ask there: chartproofhub")))
	}
	running, err := d.serveHub(ctx)
	if err != nil {
		return nil, err
	}
	return running.Admin()
}

// HubCode makes a one-time code with which a further workstation joins the practice's hub, and gives the address at which the hub was
// when this workstation joined it.
func (d *Desk) HubCode(ctx context.Context) (url, code string, err error) {
	const op = "make a code of the hub"
	ses, err := d.at(op, chart.ActHubStart)
	if err != nil {
		return "", "", err
	}
	admin, err := d.askHub(ctx, op)
	if err != nil {
		return "", "", err
	}
	if code, err = admin.NewCode(ctx); err != nil {
		return "", "", err
	}
	at, err := d.vault.Hub(ctx)
	if err != nil {
		return "", "", err
	}
	return at.URL, code, d.enter(ctx, chart.AuditEntry{Action: chart.ActHubStart, Person: ses.Person().ID, Detail: "code=made"})
}

// HubRecords lists what the practice's hub keeps, by ids.
func (d *Desk) HubRecords(ctx context.Context) ([]hub.Kept, error) {
	admin, err := d.lookAtHub(ctx, "list the hub's records")
	if err != nil {
		return nil, err
	}
	return admin.Records(ctx)
}

// HubForks lists the workstations whose trail went on beside what the hub had witnessed.
func (d *Desk) HubForks(ctx context.Context) ([]hub.Forked, error) {
	admin, err := d.lookAtHub(ctx, "list forked trails")
	if err != nil {
		return nil, err
	}
	return admin.Forks(ctx)
}

// HubRoster gives the keys that records are compared with.
func (d *Desk) HubRoster(ctx context.Context) ([]byte, error) {
	admin, err := d.lookAtHub(ctx, "read the roster")
	if err != nil {
		return nil, err
	}
	return admin.Roster(ctx)
}

// lookAtHub is for what shows ids and public keys only: to who looks after the hub, and to who reads the trail.
func (d *Desk) lookAtHub(ctx context.Context, op string) (*wirehub.Admin, error) {
	if _, err := d.at(op, chart.ActTrailRead); err != nil {
		if _, also := d.at(op, chart.ActHubStart); also != nil {
			return nil, also
		}
	}
	return d.askHub(ctx, op)
}

// HubRecord gives one record with its receipt, opened, as `chartproofctl record verify` takes it: the chart leaves, and the trail says
// to where.
func (d *Desk) HubRecord(ctx context.Context, id string) ([]byte, error) {
	const op = "give a record out"
	doc, err := d.documentOf(ctx, op, id)
	if err != nil {
		return nil, err
	}
	ses, err := d.atChart(op, chart.ActExport, doc)
	if err != nil {
		return nil, err
	}
	admin, err := d.askHub(ctx, op)
	if err != nil {
		return nil, err
	}
	data, err := admin.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	return data, d.enter(ctx, chart.AuditEntry{Action: chart.ActExport, Person: ses.Person().ID, Document: doc, Detail: "what=record record=" + id + " recipient=file"})
}

// documentOf gives the document of a record that was signed in this workspace.
func (d *Desk) documentOf(ctx context.Context, op, id string) (doc chart.DocumentID, err error) {
	if strings.ContainsAny(id, " =") || id == "" {
		return "", chart.E(chart.BadInput, op, fmt.Errorf("no record's id"))
	}
	err = d.trail.Each(ctx, audit.Filter{Actions: []chart.Action{chart.ActSignRecord}}, func(e chart.AuditEntry) error {
		if chart.MachineWord(e.Detail, "record") == id {
			doc = e.Document
		}
		return nil
	})
	if err == nil && doc == "" {
		err = chart.E(chart.NotFound, op, errors.New("no record of this id was signed in this workspace"))
	}
	return doc, err
}
