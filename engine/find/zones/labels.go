package zones

import (
	"strings"
	"sync"
)

// labelWords are the words that label forms, in English and Spanish, without accents. Some of them are names as well (a
// surname is Street); on a form they label. What a person might fill in by itself (single, widowed, aspirin) is not among them.
var labelWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`
account accident acct address admission admit admitting age agreement allergies allergy allowed amount application appointment
apt assessment assigned assignment attending authorization authorize authorized balance behalf bed benefit benefits billed
billing birth birthdate blood box business card carrier category cell charge charges check chief city claim claimant
claims class clinic clinical code codes coinsurance collected comments company complaint complete completed condition consent
consultation contact coordination copay copy cosigner county coverage covered credential current customer daily date dated
dates day days deductible degree delivery denial dental department description details device diagnosis diagnoses directions
directive disability discharge discharged dispense dob dose dosage drug drugs duration effective eligibility email emergency
employed employer employment encounter enrollment enter examination explanation exposure extension facility family fax federal
fee fees female file fill findings first flag following form frequency from full gender given group guarantor guardian
handicap health height history home hospital household identification immunization immunizations impression indicate
information initial initials injury instructions insurance insured insurer interpretation interval issue issued item
laboratory lab language last legal level license line list location lot male manufacturer marital medicaid medical medicare
medication medications medicine member method middle mobile modifier month name names national next none note notes notice
number occupation office onset only optional order ordered ordering other outpatient page paid parent part past patient
patients payer payment payments period permission person pharmacy phone physical physician place plan please policy
policyholder practice prescriber prescription previous primary print prior privacy problem problems procedure procedures
program provider purpose quantity question questions race range rate reaction reason received record records reference referral
referred referring refill refills registration relation relationship release remarks report reported request requested required
responsible result results return review reviewed route sample schedule secondary section select sender service services
severity sex sign signature signed site social source specialty specimen spouse ssn staff state statement status
strength subscriber submitted substitution suffix summary supervising surgery surgical symptoms telephone test
tests therapy time title today total treatment type unit units update urgent use vaccine vaccination vaccines value verified
version visit vital vitals ward week weight witness work year years yes zip
acuerdo alergia alergias apellido apellidos ciudad codigo consentimiento correo cuenta cuidado departamento diagnostico
direccion documento edad empleador empleo enfermedad estado expediente farmacia fecha femenino firma formulario genero grupo
historia historial idioma ingreso lugar masculino medicamento medicamentos medico miembro motivo
nacimiento nombre nombres numero ocupacion paciente pago parentesco poliza postal proveedor receta referido relacion
resultado resultados seguro servicio servicios sexo sintomas solicitud telefono testigo tipo titular trabajo tratamiento
vacuna vacunas visita`) {
		out[w] = true
	}
	return out
})
