package uikit

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"chartproof.org/chartproof/assets"
)

// A is the data of a translated text: uikit.T("{{.Open}} of {{.All}} fields need you", uikit.A{"Open": 4, "All": 19}).
type A map[string]any

// LoadTranslations hands the catalogues to Fyne, which keeps them for the process and picks the desktop's language.
func LoadTranslations() error {
	if err := lang.AddTranslationsFS(assets.Translations, "i18n"); err != nil {
		return fmt.Errorf("load translations: %w", err)
	}
	return nil
}

// T translates a text. The English text is the key, so a missing translation shows English and never a code.
func T(english string, data ...A) string {
	if len(data) == 0 {
		return lang.L(english)
	}
	return lang.L(english, map[string]any(data[0]))
}

// N translates a text that depends on a number; the key is the plural English text, the number is {{.N}}.
func N(english string, n int, data ...A) string {
	d := map[string]any{"N": n}
	for _, more := range data {
		for k, v := range more {
			d[k] = v
		}
	}
	return lang.N(english, n, d)
}
