package fields

import (
	"sort"
	"strings"
	"sync"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/medical"
	"chartproof.org/chartproof/engine/find/layout"
)

// A name that no list has may be a misread one. What it may have been is suggested and never put in its place; and because
// names of drugs are confused by people too, whoever is shown one of a confused pair is shown the other as well.

// confused are pairs of names of drugs that are known to be taken for each other.
var confused = pairs("hydralazine hydroxyzine|clonidine clonazepam|clonidine klonopin|celebrex celexa|celexa zyprexa|lamictal lamisil|lamotrigine lamivudine|metformin metronidazole|prednisone prednisolone|bupropion buspirone|" +
	"tramadol trazodone|zantac zyrtec|zyprexa zyrtec|xanax zantac|losartan valsartan|glipizide glyburide|glimepiride glipizide|sitagliptin saxagliptin|sumatriptan sitagliptin|metoprolol metoclopramide|metoprolol misoprostol|amlodipine amiloride|" +
	"amlodipine amitriptyline|amiodarone amantadine|atenolol albuterol|carboplatin cisplatin|cefazolin ceftriaxone|cefotetan cefoxitin|chlorpromazine chlorpropamide|cyclobenzaprine cyproheptadine|cyclosporine cycloserine|diazepam diltiazem|dobutamine dopamine|" +
	"doxycycline dicyclomine|duloxetine fluoxetine|fluoxetine paroxetine|ephedrine epinephrine|fentanyl sufentanil|guaifenesin guanfacine|guanfacine guaifenesin|hydrocodone oxycodone|hydromorphone morphine|humalog humulin|novolog novolin|humalog novolog|lantus lente|" +
	"isosorbide isoniazid|ketorolac ketamine|lisinopril risperidone|lorazepam alprazolam|lorazepam clonazepam|methadone methylphenidate|methotrexate metolazone|methylprednisolone medroxyprogesterone|mirtazapine methimazole|nicardipine nifedipine|nimodipine nifedipine|" +
	"olanzapine quetiapine|omeprazole aripiprazole|pantoprazole aripiprazole|rabeprazole aripiprazole|penicillin penicillamine|pentobarbital phenobarbital|pioglitazone rosiglitazone|pravastatin atorvastatin|propranolol pravastatin|quinine quinidine|ranitidine amantadine|" +
	"risperidone ropinirole|rifampin rifaximin|sertraline cetirizine|sertraline selegiline|sulfadiazine sulfasalazine|tamoxifen tamsulosin|terbinafine terbutaline|tizanidine tiagabine|tolterodine tolcapone|topiramate torsemide|toprol topamax|valacyclovir valganciclovir|" +
	"venlafaxine vinorelbine|vinblastine vincristine|wellbutrin wellcovorin|zolpidem zolmitriptan|alprazolam lorazepam|acetazolamide acetohexamide|allopurinol haloperidol|azathioprine azithromycin|captopril carvedilol|desipramine disopyramide|enalapril eplerenone|levetiracetam levocarnitine|levetiracetam levofloxacin|" +
	"levothyroxine liothyronine|lisinopril fosinopril|oxcarbazepine carbamazepine|oxybutynin oxycontin|nortriptyline amitriptyline|spironolactone sulfasalazine|ticagrelor clopidogrel|apixaban rivaroxaban|jardiance januvia|farxiga fanapt")

func pairs(list string) map[string][]string {
	m := map[string][]string{}
	for _, p := range strings.Split(list, "|") {
		a, b, _ := strings.Cut(p, " ")
		m[a], m[b] = append(m[a], b), append(m[b], a)
	}
	return m
}

// drugList is every single word that is known as the name of a drug, in order; built once and never written after.
var drugList = sync.OnceValue(func() []string {
	all := map[string]bool{}
	for w := range drugNames {
		all[w] = true
	}
	medical.Shared().Names(func(name string) {
		if !strings.Contains(name, " ") && listedDrug(name) {
			all[name] = true
		}
	})
	for w := range confused {
		all[w] = true
	}
	if lex, err := lexicon.Shared(); err == nil {
		lex.Words(func(w string, e lexicon.Entry) {
			if e.Clinical && drugStems.MatchString(w) {
				all[w] = true
			}
		})
	}
	out := make([]string, 0, len(all))
	for w := range all {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
})

// mostSuggestions is the number of names that a person can tell apart at a glance.
const mostSuggestions = 4

// drugsLike gives the known names that the first word of an unknown one may have been, nearest first, each with those that it
// is confused with. Names that are known have none.
func drugsLike(text string) []string {
	ts := tokens(text)
	if len(ts) == 0 || knowsDrug(text) {
		return nil
	}
	w := bare(ts[0].text)
	far := 1
	switch {
	case len(w) < 5 || hasDigit(w):
		return nil
	case len(w) >= 8:
		far = 2
	}
	var out []string
	put := func(name string) {
		for _, o := range out {
			if o == name {
				return
			}
		}
		if len(out) < mostSuggestions {
			out = append(out, name)
		}
	}
	for d := 1; d <= far; d++ {
		for _, name := range drugList() {
			if layout.Distance(w, name, d) == d {
				put(name)
				for _, other := range confused[name] {
					put(other)
				}
			}
		}
	}
	return out
}
