package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/assets/medical"
	"chartproof.org/chartproof/engine/chart"
)

// drugNames are the medications prescribed most in the United States, and drugStems the endings of generic names: together
// they tell a medication in running text, where no heading announces it.
var (
	drugNames = words("atorvastatin rosuvastatin simvastatin pravastatin lovastatin lisinopril enalapril ramipril benazepril losartan valsartan olmesartan irbesartan telmisartan candesartan metoprolol atenolol carvedilol propranolol " +
		"bisoprolol nebivolol labetalol amlodipine nifedipine diltiazem verapamil hydrochlorothiazide chlorthalidone furosemide torsemide bumetanide spironolactone triamterene hydralazine clonidine isosorbide nitroglycerin digoxin amiodarone " +
		"warfarin apixaban rivaroxaban dabigatran clopidogrel ticagrelor prasugrel aspirin heparin enoxaparin metformin glipizide glimepiride glyburide sitagliptin linagliptin empagliflozin dapagliflozin canagliflozin semaglutide dulaglutide " +
		"liraglutide tirzepatide exenatide pioglitazone insulin lantus humalog novolog levemir tresiba basaglar levothyroxine synthroid liothyronine methimazole prednisone prednisolone methylprednisolone dexamethasone hydrocortisone albuterol " +
		"ventolin proair fluticasone flonase advair symbicort budesonide tiotropium spiriva ipratropium montelukast singulair salmeterol formoterol loratadine cetirizine fexofenadine diphenhydramine benadryl guaifenesin benzonatate " +
		"omeprazole pantoprazole esomeprazole lansoprazole famotidine ranitidine ondansetron metoclopramide docusate senna polyethylene miralax bisacodyl loperamide sertraline fluoxetine escitalopram citalopram paroxetine venlafaxine " +
		"duloxetine bupropion mirtazapine trazodone amitriptyline nortriptyline buspirone alprazolam lorazepam clonazepam diazepam zolpidem quetiapine olanzapine risperidone aripiprazole ziprasidone lithium lamotrigine topiramate " +
		"levetiracetam gabapentin pregabalin carbamazepine oxcarbazepine valproate divalproex phenytoin donepezil memantine carbidopa levodopa ropinirole pramipexole sumatriptan rizatriptan methylphenidate amphetamine adderall vyvanse " +
		"atomoxetine hydrocodone oxycodone tramadol morphine hydromorphone fentanyl codeine acetaminophen tylenol ibuprofen advil naproxen meloxicam celecoxib diclofenac ketorolac cyclobenzaprine methocarbamol tizanidine baclofen " +
		"amoxicillin augmentin penicillin cephalexin cefdinir cefuroxime ceftriaxone azithromycin clarithromycin erythromycin doxycycline minocycline ciprofloxacin levofloxacin nitrofurantoin sulfamethoxazole trimethoprim bactrim " +
		"metronidazole clindamycin vancomycin fluconazole nystatin acyclovir valacyclovir oseltamivir hydroxychloroquine methotrexate adalimumab etanercept azathioprine mycophenolate tacrolimus cyclosporine tamoxifen anastrozole letrozole " +
		"finasteride tamsulosin oxybutynin tolterodine mirabegron sildenafil tadalafil estradiol progesterone norethindrone medroxyprogesterone testosterone alendronate risedronate raloxifene denosumab allopurinol colchicine febuxostat " +
		"potassium magnesium calcium vitamin cholecalciferol ergocalciferol folic ferrous cyanocobalamin multivitamin latanoprost timolol brimonidine epinephrine naloxone naltrexone buprenorphine suboxone varenicline nicotine eliquis xarelto " +
		"lipitor crestor zocor plavix coumadin lasix norvasc zestril cozaar diovan toprol januvia jardiance farxiga ozempic trulicity mounjaro zoloft prozac lexapro celexa cymbalta effexor wellbutrin xanax ativan klonopin ambien " +
		"dorzolamide dorzolamide-timolol bimatoprost travoprost brinzolamide bumex entresto coreg zyrtec claritin allegra flovent qvar pulmicort dulera breo anoro trelegy nitro nitrostat aleve motrin excedrin zithromax keflex flexeril skelaxin soma ultram percocet norco vicodin oxycontin lantoprost xalatan paricalcitol epoetin iron glucosamine melatonin probiotic biotin colace dulcolax imodium lomotil bentyl reglan phenergan compazine antivert meclizine hydroxyzine vistaril prazosin guanfacine doxazosin terazosin sacubitril ranolazine ezetimibe zetia fenofibrate gemfibrozil niacin omega-3 lispro glargine aspart detemir metformina losartán atorvastatina omeprazol amlodipina enalaprilo ibuprofeno acetaminofen acetaminofén aspirina levotiroxina glipizida insulina clindamicina amoxicilina cefalexina azitromicina prednisona albuterol " +
		"seroquel abilify neurontin lyrica keppra nexium prilosec protonix pepcid zofran glucophage")
	drugStems  = regexp.MustCompile(`(?i)^[a-z]{3,}(?:pril|sartan|statin|olol|dipine|prazole|cillin|mycin|floxacin|cycline|azole|vir|oxetine|triptan|gliptin|gliflozin|glutide|xaban|mab|tinib|thiazide|semide|lukast|terol|asone|onide|profen|tidine|setron|pam|zolam|barbital|caine|dronate|fibrate|parin|grel)$`)
	drugInLine = regexp.MustCompile(`([A-Za-z][A-Za-z\-]{3,}(?:\s+(?:[A-Z]?[a-z]{4,}|[A-Z][0-9]|[A-Z]{2,3}|HFA|[0-9]/[0-9]+))?(?:\s+[a-z]{4,})?)\s+(?:\(?\d)`)
)

// knownDrug reports whether a word is the name of a medication.
func knownDrug(w string) bool {
	b := bare(w)
	return drugNames[b] || drugStems.MatchString(b) || listedDrug(b)
}

// listedDrug reports whether a word by itself is the name of a medication in the list, and neither an ordinary word nor a person's
// name.
func listedDrug(w string) bool {
	if len(w) < 4 || medical.Shared().Generic(w) == "" {
		return false
	}
	lex, err := lexicon.Shared()
	if err != nil {
		return false
	}
	e := lex.Lookup(w)
	return e.Clinical || (e.Word == 0 || e.Word > 3) && e.Given == 0 && (e.Surname == 0 || e.Surname > 2)
}

// drugsInText takes medications that stand in running text or on lines of their own with a dose: a known name before a dose.
func (r *reader) drugsInText(l *leaf) {
	if !r.calls.listed(chart.Medication) || !r.calls.wants(chart.Medication) {
		return
	}
	have := map[int]bool{}
	for _, h := range r.found[chart.Medication] {
		for _, w := range h.words {
			if h.leaf == l {
				have[w.Index] = true
			}
		}
	}
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		v := see(l.sheet.Lines[i].Words)
		for _, m := range drugInLine.FindAllStringSubmatchIndex(v.text, 12) {
			from, to := drugSpan(v.text, m[2], m[3])
			rest := v.text[m[3]:min(len(v.text), m[3]+24)]
			dose := doseShape.FindStringIndex(rest)
			if to <= from || dose == nil || dose[0] > 2 {
				continue
			}
			seen := false
			for _, w := range v.cut(from, to) {
				seen = seen || have[w.Index]
			}
			if !seen {
				r.addItem(l, chart.Medication, item{view: v}, from, to, 0.82)
			}
		}
	}
}

// drugSpan gives the part of a stretch that is a medication's name: from the first word that is known.
func drugSpan(s string, from, to int) (int, int) {
	for _, t := range tokens(s[from:to]) {
		if knownDrug(t.text) {
			return from + t.from, from + len(strings.TrimRight(s[from:to], " ,;"))
		}
	}
	return 0, 0
}
