package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func policyRun(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append([]string{"policy"}, args...), streams{in: strings.NewReader(""), out: &o, err: &e})
	return code, o.String(), e.String()
}

func textFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPolicyTestPrintsTheMatrixByRuleAndByKey(t *testing.T) {
	code, out, errs := policyRun(t, "test")
	if code != exitDone || !strings.Contains(out, " 0 not as designed; 0 zones where rule and key differ") {
		t.Errorf("want every cell as designed, got %d\n%s%s", code, out, errs)
	}
	for _, line := range []string{"administrator    – / no key      – / no key", "privacy_officer  read / key      read / key"} {
		if !strings.Contains(out, line) {
			t.Errorf("want %q in\n%s", line, out)
		}
	}
}

func TestPolicyTestFailsWhereACaseIsAnsweredOtherwise(t *testing.T) {
	own := textFile(t, "own.cedar", `@id("no-coders") @says("Coders are away.") forbid (principal in Role::"coder", action, resource);`)
	cases := textFile(t, "cases.json", `{"schema":"chartproof.policy-cases/1","cases":[
		{"name":"coders are away","roles":["coder"],"action":"document.open","about":{},"want":"deny","rule":"no-coders"}]}`)
	if code, _, errs := policyRun(t, "test", "--no-keys", "--with", own, cases); code != exitDone {
		t.Errorf("with the rule: want it done, got %d %s", code, errs)
	}
	if code, _, errs := policyRun(t, "test", "--no-keys", cases); code != exitSomeFailed || !strings.Contains(errs, "coders are away: want deny") {
		t.Errorf("without it: want it failed and named, got %d %s", code, errs)
	}
	if code, _, errs := policyRun(t, "test", "--with", own); code != exitSomeFailed || !strings.Contains(errs, "coder zone.read redacted") {
		t.Errorf("the release's cases with it: want it failed, got %d %s", code, errs)
	}
	for name, text := range map[string]string{"no cases": `{}`, "no JSON": `[`, "an unknown word": `{"schema":"chartproof.policy-cases/1","rules":[]}`,
		"no answer": `{"schema":"chartproof.policy-cases/1","cases":[{"name":"x","roles":["coder"],"action":"a","about":{},"want":"maybe"}]}`} {
		if code, _, _ := policyRun(t, "test", "--no-keys", textFile(t, "c.json", text)); code != exitUsage {
			t.Errorf("%s: want wrong usage, got %d", name, code)
		}
	}
}

func TestPolicyCheck(t *testing.T) {
	own := textFile(t, "own.cedar", `@id("no-coders") @says("Coders are away.") forbid (principal in Role::"coder", action, resource);`)
	if code, out, _ := policyRun(t, "check", own); code != exitDone || !strings.Contains(out, "added no-coders") {
		t.Errorf("got %d %s", code, out)
	}
	for name, text := range map[string]string{"a rule that permits": `@id("x") @says("y") permit (principal, action, resource);`,
		"a misspelt action": `@id("x") @says("y") forbid (principal, action == Action::"document.opne", resource);`, "no rule": `hello`} {
		if code, _, errs := policyRun(t, "check", textFile(t, "own.cedar", text)); code != exitSomeFailed || errs == "" {
			t.Errorf("%s: want it refused, got %d %s", name, code, errs)
		}
	}
	if code, _, _ := policyRun(t, "check", filepath.Join(t.TempDir(), "none.cedar")); code != exitUsage {
		t.Errorf("no file: want wrong usage, got %d", code)
	}
	if code, _, _ := policyRun(t, "check", own, own); code != exitUsage {
		t.Errorf("the same file twice: want wrong usage, got %d", code)
	}
}

func TestPolicyShow(t *testing.T) {
	if code, out, _ := policyRun(t, "show"); code != exitDone || !strings.Contains(out, "chart-restricted") || !strings.Contains(out, "forbids") {
		t.Errorf("got %d %s", code, out)
	}
	if code, out, _ := policyRun(t, "show", "--rule", "break-glass"); code != exitDone || !strings.Contains(out, `@id("break-glass")`) {
		t.Errorf("one rule: got %d %s", code, out)
	}
	if code, _, _ := policyRun(t, "show", "--rule", "nonsense"); code != exitUsage {
		t.Errorf("no such rule: want wrong usage, got %d", code)
	}
	if code, _, _ := policyRun(t, "set"); code != exitUsage {
		t.Errorf("set nothing: want wrong usage, got %d", code)
	}
}

func TestPolicySealSigns(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join("..", "..", "assets", "policies")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, e.Name()), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := policyRun(t, "seal", dir)
	key, err := os.ReadFile(filepath.Join(dir, "release.key"))
	if code != exitDone || err != nil || out != string(key) || !strings.HasPrefix(out, "chartproof.org/policies+") {
		t.Errorf("got %d %q %s, %v", code, out, errs, err)
	}
	if code, _, errs := policyRun(t, "seal", "--key", textFile(t, "key", "PRIVATE+KEY+no"), dir); code != exitUsage || strings.Contains(errs, "PRIVATE") {
		t.Errorf("no key: want wrong usage and nothing of it told, got %d %s", code, errs)
	}
}
