package codes

// written gives abbreviations as titles write them out.
var written = map[string]string{
	"afib": "atrial fibrillation", "aki": "acute kidney failure", "bph": "benign prostatic hyperplasia", "bilat": "bilateral",
	"ca": "malignant neoplasm", "cancer": "malignant neoplasm", "cad": "atherosclerotic heart disease", "chf": "heart failure",
	"ckd": "chronic kidney disease", "copd": "chronic obstructive pulmonary disease", "cva": "cerebral infarction", "dm": "diabetes mellitus",
	"dm1": "type 1 diabetes mellitus", "dm2": "type 2 diabetes mellitus", "t1dm": "type 1 diabetes mellitus", "t2dm": "type 2 diabetes mellitus",
	"dvt": "thrombosis deep vein", "esrd": "end stage renal disease", "fx": "fracture", "gad": "generalized anxiety disorder",
	"gerd": "gastro esophageal reflux disease", "hf": "heart failure", "hld": "hyperlipidemia", "htn": "hypertension", "inj": "injury",
	"lt": "left", "mdd": "major depressive disorder", "mi": "myocardial infarction", "oa": "osteoarthritis", "osa": "obstructive sleep apnea",
	"pe": "pulmonary embolism", "pna": "pneumonia", "pvd": "peripheral vascular disease", "ra": "rheumatoid arthritis", "rt": "right",
	"sle": "systemic lupus erythematosus", "sz": "seizure", "tia": "transient cerebral ischemic attack", "unsp": "unspecified",
	"uri": "upper respiratory infection", "uti": "urinary tract infection", "w": "with", "wo": "without",
	"renal": "kidney", "stroke": "cerebral infarction",
}
