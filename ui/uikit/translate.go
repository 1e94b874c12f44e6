package uikit

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"chartproof.org/chartproof/assets"
)

// A is the data of a translated text: uikit.T("{{.Open}} of {{.All}} fields need you", uikit.A{"Open": 4, "All": 19}).
type A map[string]any

// LoadTranslations hands the catalogues to Fyne, which keeps them for the process and picks the desktop's language. A
// language that was chosen is handed over as the desktop's own, because Fyne asks nobody but the desktop; "" and one that
// there is no catalogue for change nothing. It is called before the first screen is made.
func LoadTranslations(chosen string) error {
	if err := lang.AddTranslationsFS(assets.Translations, "i18n"); err != nil {
		return fmt.Errorf("load translations: %w", err)
	}
	data, err := assets.Translations.ReadFile("i18n/" + chosen + ".json")
	if chosen == "" || err != nil {
		return nil //nolint:nilerr // the desktop's own language stays
	}
	if err := lang.AddTranslationsForLocale(data, lang.SystemLocale()); err != nil {
		return fmt.Errorf("load the language %s: %w", chosen, err)
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
