import type { DemoTicket } from './demo-ticket.ts';

export const complaints: readonly DemoTicket[] = [
  {
    subject: 'Hauptspindel wird nach 40 Betriebsstunden heiß',
    description:
      'Die im Oktober getauschte Hauptspindel der HM 200 erreicht nach einer Stunde 78 °C am vorderen Lager. Die Maschine schaltet mit Alarm 2043 (Spindeltemperatur) ab.',
    category: 'spindle',
    product: 'Drehmaschine HM 200',
    channel: 'PHONE',
    priority: 'URGENT',
    tags: ['Stillstand'],
    steps: [
      {
        reply:
          'Bitte fahren Sie die Spindel bis zu unserem Besuch nur bis 1.500 U/min. Unser Techniker ist morgen früh bei Ihnen.',
      },
      { note: 'Lagervorspannung laut Prüfprotokoll an der oberen Grenze. Charge 2409 prüfen lassen.' },
      {
        remedy: {
          cause: 'assembly',
          defect: 'Vorspannung der Spindellager zu hoch eingestellt',
          remedy: 'Lager vor Ort neu eingestellt, Spindel vier Stunden eingefahren, Temperatur jetzt 46 °C',
          compensation: '350.00',
          cost: '780.00',
        },
      },
      { state: 'SOLVED' },
      { customer: 'Läuft seit zwei Tagen ohne Alarm. Danke für die schnelle Hilfe.' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Hauptspindel HF 500 mit Lagergeräusch geliefert',
    description: 'Die gelieferte Hauptspindel läuft ab 6.000 U/min deutlich hörbar rau. Nicht eingebaut.',
    category: 'spindle',
    product: 'Hauptspindel HF 500',
    channel: 'EMAIL',
    priority: 'HIGH',
    steps: [
      {
        reply:
          'Wir holen die Spindel am Donnerstag ab und schicken Ihnen vorab eine geprüfte Austauschspindel.',
      },
      {
        remedy: {
          cause: 'material',
          defect: 'Schrägkugellager vorn mit Laufbahnschaden ab Werk des Lagerherstellers',
          remedy: 'Austauschspindel geliefert, Lagerhersteller belastet',
          cost: '410.00',
        },
      },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Kühlmittelpumpe undicht am Flansch',
    description:
      'Neue Pumpe tropft am Flansch, Dichtung sitzt schief. Halle ist rutschig, bitte dringend Ersatz.',
    category: 'hydraulics',
    product: 'Kühlmittelpumpe 60 l/min',
    channel: 'PHONE',
    priority: 'HIGH',
    steps: [
      { reply: 'Ersatzpumpe geht heute mit Express raus, die Dichtung liegt zusätzlich lose bei.' },
      {
        remedy: {
          cause: 'assembly',
          defect: 'Flanschdichtung verdreht eingelegt',
          remedy: 'Pumpe ersetzt, defekte Pumpe zurückgenommen',
          cost: '64.00',
        },
      },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Falsche Führungswagen geliefert: Größe 30 statt 35',
    description:
      'Bestellt waren 4 Führungswagen Größe 35, in der Kiste liegen 4 Stück Größe 30. Montage steht.',
    category: 'wrongPart',
    product: 'Führungswagen Größe 35',
    channel: 'PHONE',
    priority: 'HIGH',
    team: 'Inside sales',
    steps: [
      {
        reply:
          'Entschuldigung, das ist unser Fehler. Die richtigen Wagen gehen heute noch per Express zu Ihnen.',
      },
      {
        remedy: {
          cause: 'picking',
          defect: 'Verwechslung im Lagerfach 12-04',
          remedy: 'Richtige Teile per Express nachgeliefert, Rückholung der falschen beauftragt',
          compensation: '50.00',
          cost: '38.50',
        },
      },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Rechnung mit altem Preis für Kühlschmierstoff',
    description: 'Auf der Rechnung steht 6,90 EUR je Liter, bestätigt waren 6,20 EUR für die Rahmenmenge.',
    category: 'invoice',
    product: 'Kühlschmierstoff HansaCool 20',
    channel: 'EMAIL',
    team: 'Inside sales',
    steps: [
      { note: 'Rahmenvertrag war im ERP nicht hinterlegt. Gutschrift über die Differenz anlegen.' },
      {
        remedy: {
          cause: 'price',
          defect: 'Rahmenpreis bei der Auftragserfassung nicht gezogen',
          remedy: 'Gutschrift über die Differenz, Rahmenpreis hinterlegt',
          compensation: '140.00',
        },
      },
      { reply: 'Die Gutschrift ist unterwegs, künftige Bestellungen laufen zum Rahmenpreis.' },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Bedienpult mit gesprungenem Glas angekommen',
    description:
      'Karton außen unbeschädigt, das Glas des Bedienpults hat einen Sprung von Ecke zu Ecke. Fotos anbei.',
    category: 'delivery',
    product: 'Bedienpult 15 Zoll',
    channel: 'EMAIL',
    priority: 'HIGH',
    steps: [
      {
        reply:
          'Danke für die Fotos. Ein neues Pult verlässt morgen unser Haus; bitte heben Sie die Verpackung auf.',
      },
      { note: 'Dritter Fall in diesem Jahr: Schaumeinlage ist zu dünn. Mit Versand sprechen.' },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Servomotor nach zwei Wochen ohne Funktion',
    description:
      'Servomotor der X-Achse bringt Fehler 31 (Geber). Steckverbindung geprüft, Tausch des Kabels ohne Erfolg.',
    category: 'control',
    product: 'Servomotor 3,5 kW',
    channel: 'PHONE',
    priority: 'URGENT',
    tags: ['Stillstand', 'Gewährleistung'],
    steps: [
      {
        reply: 'Bitte messen Sie uns die Versorgung des Drehgebers an Pin 4 und 7: sie muss 5 V ± 5 % haben.',
      },
      { customer: 'Gemessen: 4,98 V. Der Geber ist also versorgt.' },
      { note: 'Dann ist es der Geber. Austauschmotor reserviert.' },
    ],
  },
  {
    subject: 'Späneförderer bleibt bei langen Spänen stehen',
    description:
      'Der Späneförderer schaltet bei Alu-Bearbeitung zwei- bis dreimal je Schicht mit Überlast ab.',
    category: 'machine',
    product: 'Späneförderer 2,5 m',
    channel: 'VISIT',
    steps: [
      {
        reply:
          'Für lange Späne ist die Kratzband-Ausführung vorgesehen. Wir prüfen, ob sich Ihr Förderer umrüsten lässt.',
      },
      { state: 'ON_HOLD' },
    ],
  },
];
