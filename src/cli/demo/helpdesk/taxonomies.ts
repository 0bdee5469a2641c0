/** Categories as paths: the same tree for tickets and articles. */
export const categories = {
  machine: ['Maschine', 'Störung'],
  spindle: ['Maschine', 'Spindel und Antriebe'],
  hydraulics: ['Maschine', 'Hydraulik und Kühlmittel'],
  control: ['Maschine', 'Steuerung und Elektrik'],
  maintenance: ['Wartung und Schmierung'],
  spareParts: ['Ersatzteile', 'Auskunft und Verfügbarkeit'],
  wrongPart: ['Ersatzteile', 'Falsch oder fehlend'],
  delivery: ['Lieferung und Transport'],
  invoice: ['Rechnung und Zahlung'],
  training: ['Schulung und Dokumentation'],
} as const;
export type CategoryKey = keyof typeof categories;

/** Causes of complaints, as paths. */
export const causes = {
  material: ['Produkt', 'Materialfehler'],
  assembly: ['Produkt', 'Montagefehler'],
  wear: ['Produkt', 'Vorzeitiger Verschleiß'],
  picking: ['Logistik', 'Falsch kommissioniert'],
  packaging: ['Logistik', 'Verpackung unzureichend'],
  carrier: ['Logistik', 'Transportschaden'],
  price: ['Auftragsabwicklung', 'Preis oder Menge falsch'],
  deadline: ['Auftragsabwicklung', 'Termin nicht gehalten'],
  operation: ['Kunde', 'Bedienung oder Einsatz'],
} as const;
export type CauseKey = keyof typeof causes;
