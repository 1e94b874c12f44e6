package wirehub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
)

// Admin asks a running hub with the administrator certificate that its folder can make.
type Admin struct {
	url    string
	client *http.Client
}

// OpenAdmin needs the folder of a hub that runs.
func OpenAdmin(dir string) (*Admin, error) {
	const op = "reach the hub"
	data, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, chart.E(chart.NotFound, op, errors.New("no hub's key file lies in this folder; a hub that runs with a desktop is asked with: chartproofctl hub"))
	}
	id, err := hub.ParseIdentity(data)
	if err != nil {
		return nil, err
	}
	address, err := os.ReadFile(filepath.Join(dir, addressFile))
	if err != nil {
		return nil, chart.E(chart.Unreachable, op, errors.New("the hub of this folder was never started; start it with: chartproofhub serve"))
	}
	return newAdmin(id, string(address))
}

func newAdmin(id *hub.Identity, url string) (*Admin, error) {
	conf, err := id.AdminTLS(time.Now())
	if err != nil {
		return nil, err
	}
	return &Admin{url: url, client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: conf, Proxy: nil}}}, nil
}

func (a *Admin) do(ctx context.Context, method, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, a.url+path, nil)
	if err != nil {
		return err
	}
	res, err := a.client.Do(req)
	if err != nil {
		return chart.E(chart.Unreachable, "reach the hub", errors.New("it does not answer; start it with: chartproofhub serve"))
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		var p hub.Problem
		if err := json.NewDecoder(res.Body).Decode(&p); err != nil || p.Kind == "" {
			return chart.E(chart.Unreachable, "ask the hub", fmt.Errorf("status %d", res.StatusCode))
		}
		return chart.E(p.Kind, "ask the hub", errors.New(p.Error))
	}
	if raw, ok := into.(*[]byte); ok {
		*raw, err = io.ReadAll(res.Body)
		return err
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// NewCode makes a one-time code for a workstation.
func (a *Admin) NewCode(ctx context.Context) (string, error) {
	var res struct {
		Code string `json:"code"`
	}
	err := a.do(ctx, http.MethodPost, hub.PathCodes, &res)
	return res.Code, err
}

// Records lists what the hub keeps.
func (a *Admin) Records(ctx context.Context) ([]hub.Kept, error) {
	var out []hub.Kept
	err := a.do(ctx, http.MethodGet, hub.PathRecords, &out)
	return out, err
}

// Record gives one record with its receipt, as `chartproofctl record verify` takes it.
func (a *Admin) Record(ctx context.Context, id string) ([]byte, error) {
	var out []byte
	err := a.do(ctx, http.MethodGet, hub.PathRecords+"/"+id, &out)
	return out, err
}

// Roster gives the keys that records are compared with.
func (a *Admin) Roster(ctx context.Context) ([]byte, error) {
	var out []byte
	err := a.do(ctx, http.MethodGet, hub.PathRoster, &out)
	return out, err
}

// Forks lists the trails that went on beside what was witnessed, after a backup was restored.
func (a *Admin) Forks(ctx context.Context) ([]hub.Forked, error) {
	var out []hub.Forked
	err := a.do(ctx, http.MethodGet, hub.PathForks, &out)
	return out, err
}

// URL is where the hub answers.
func (a *Admin) URL() string { return a.url }
