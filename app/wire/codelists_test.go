//go:build cgo

package wire

import (
	"os"
	"path/filepath"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestCodeListsAreLoadedAndStayLoaded(t *testing.T) {
	r := setUpRoom(t)
	ctx, dir := t.Context(), t.TempDir()
	wantKind(t, "a folder that is not there", r.SetCodeLists(ctx, filepath.Join(dir, "gone")), chart.BadInput)
	wantKind(t, "a folder without lists", r.SetCodeLists(ctx, dir), chart.BadInput)
	order := "00001 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae          Cholera due to Vibrio cholerae 01, biovar cholerae\n"
	if err := os.WriteFile(filepath.Join(dir, "icd10cm_order_2026.txt"), []byte(order), 0o600); err != nil {
		t.Fatal(err)
	}
	r.must(r.SetCodeLists(ctx, dir))
	r.close()
	r.open()
	r.signIn("ada", r.secret)
	if got, err := r.CodeLists(ctx); err != nil || got.Codes != 1 || got.Folder != dir {
		t.Errorf("want the code after a restart, got %+v, %v", got, err)
	}
	if valid, listed := r.finder.terms.Load().DiagnosisCode("A00.0"); !valid || !listed {
		t.Error("want the code known to the finding")
	}
	r.must(r.SetCodeLists(ctx, ""))
	if got, err := r.CodeLists(ctx); err != nil || got.Folder != "" || r.finder.terms.Load() != nil {
		t.Errorf("want the built-in lists alone, got %+v, %v", got, err)
	}
}
