package phi

import "chartproof.org/chartproof/assets/lexicon"

// spanishWord reports an ordinary word of Spanish that is no common name.
func spanishWord(low string, e lexicon.Entry) bool {
	return spanishWords[low] && e.Given != 1 && (e.Surname == 0 || e.Surname > 2)
}

// spanishWords are ordinary words of Spanish as forms, letters and notes are written in it, less those that are names of people
// as well.
//
//nolint:misspell // of Spanish
var spanishWords = set(`
	a al ante bajo con contra de del desde durante el en entre hacia hasta la las le les lo los me mi mis nos o para pero por que se segun si sin sobre su sus
	te tu un una unas uno unos y ya yo ella ellos ellas usted ustedes nosotros esta este estas estos eso esa ese esos esas como cuando donde cual cuales quien
	quienes cuanto cuanta cuantos cuantas porque aunque mientras tambien tampoco muy mas menos mucho mucha muchos muchas poco poca pocos otro otra otros otras
	todo toda todos todas cada alguno alguna algun ninguno ninguna ningun nunca siempre ahora antes despues luego hoy ayer manana aqui alli bien mal mejor peor
	es son era eran fue fueron sea ser estar estaba estuvo ha han he hemos haber habia hay tiene tienen tenia tener puede pueden puedo poder debe deben debo deber
	hace hacer hecho dice dicen decir doy dar da dio ve ver va van voy ir vino viene venir usa usar uso toma tomar tome tomo llame llamar llamo favor gracias
	nombre nombres apellido apellidos paterno materno segundo inicial fecha fechas nacimiento nacio edad sexo genero masculino femenino hombre mujer direccion
	domicilio calle avenida apartado apto piso ciudad pueblo municipio estado condado codigo postal pais telefono telefonos celular cel tel correo electronico
	casa trabajo trabaja empleo empleador empleado empleada patrono ocupacion ingreso ingresos escala familia familiar familiares hogar casado casada soltero
	soltera viudo viuda divorciado divorciada esposo esposa madre padre mama papa hijo hija hijos hijas hermano hermana abuelo abuela tio tia primo prima tutor
	encargado encargada custodio parentesco relacion contacto emergencia emergencias idioma lengua ingles espanol interprete raza etnicidad hispano latino
	paciente pacientes medico medica medicos medicas doctor doctora enfermera enfermero enfermeria clinica hospital centro laboratorio farmacia receta recetas
	dentista dental dientes diente pediatra pediatria consulta consultorio cita citas visita visitas referido referida referir proveedor proveedores servicio
	servicios salud seguro seguros plan poliza contrato grupo miembro asegurado asegurada suscriptor beneficiario beneficiaria cubierta cobertura deducible copago
	coaseguro cargo cargos pago pagos pagado pagar pague saldo balance factura recibo cuenta cuentas total monto cantidad precio descuento ajuste permitido incluido
	incluye numero numeros expediente historia historial registro identificacion licencia tarjeta autorizacion autorizo autoriza autorizado autorizada aprobado
	aprobada denegado denegada negado denegacion apelacion apelar apela queja derecho derechos aviso notificacion notifique inmediatamente carta determinacion
	decision razon motivo motivos explicacion beneficios beneficio reclamacion reclamo reclamaciones consentimiento informado firma firmado firmada firmar testigo
	iniciales letra molde lea entiendo acepto rechazo doy permiso procedimiento procedimientos cirugia operacion tratamiento tratamientos terapia anestesia riesgos
	riesgo alternativas complicaciones sangrado infeccion dolor fiebre tos nausea vomito vomitos diarrea mareo mareos debilidad fatiga cefalea cabeza cuello
	garganta oido oidos ojo ojos nariz boca pecho corazon pulmon pulmones abdomen estomago espalda cadera rodilla pierna piernas pie pies brazo brazos mano manos
	piel sangre orina heces peso talla estatura presion arterial pulso temperatura respiracion saturacion alergia alergias alergico alergica medicamento
	medicamentos medicina medicinas dosis tableta tabletas capsula pastilla pastillas via oral diaria diario dia dias semana semanas mes meses ano anos hora horas
	minutos vez veces noche tarde lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre setiembre
	octubre noviembre diciembre diagnostico diagnosticos condicion condiciones enfermedad enfermedades diabetes asma hipertension cancer embarazo embarazada
	parto cesarea vacuna vacunas vacunacion inmunizacion inmunizaciones certificado escolar escuela estudiante grado maestra maestro guarderia padres resultado
	resultados prueba pruebas analisis muestra muestras valor valores referencia rango normal anormal alto alta bajo baja positivo negativo pendiente recibido
	recibio tomada tomado unidad unidades examen fisico antecedentes personales sociales quirurgicos alcohol tabaco fuma fumador drogas niega refiere presenta
	acude evaluacion evaluado evaluada plan seguimiento instrucciones instruccion alta admision egreso ingreso observacion nota notas progreso signos vitales
	firma sello fax pagina paginas de hoja formulario solicitud solicitante solicitado solicitada departamento asuntos veteranos comunidad comunitario gobierno
	oficina administracion secretaria cajera cajero recepcion recepcionista metodo efectivo cheque tarjeta proxima proximo vence vencimiento valido valida valida
	hasta desde preguntas pregunta respuesta informacion importante atencion cliente clientes gratis llamada llamadas lugar traiga llegue espere complete
	conteste marque indique escriba describa explique anote favor senor senora senorita sr sra srta don dona estimado estimada estimados atentamente
	cordialmente sinceramente nino nina ninos ninas bebe joven adulto adultos mayor menor mayores menores primaria secundaria temporal permanente agricola
	principal secundario secundaria otro ninguno aplica refiero saludos alianza mixteco lugar nuevo nueva nuevos nuevas anterior actual ultimo ultima
	primero primera tercero tercera evidencia recurrencia mamografia sonograma radiografia laboratorios pies sistema suero hierro tecnologa tecnologo medico
	petsa lagda pangalan kasarian saksi edad tirahan`)
