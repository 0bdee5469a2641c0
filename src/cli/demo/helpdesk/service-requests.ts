import type { DemoTicket } from './demo-ticket.ts';

export const serviceRequests: readonly DemoTicket[] = [
  {
    subject: 'Alarm 2043 „Spindeltemperatur" an HM 200',
    description: 'Alarm kommt nach etwa einer Stunde Dauerlauf. Lüfter läuft, Filter ist sauber.',
    category: 'spindle',
    product: 'Drehmaschine HM 200',
    channel: 'PHONE',
    priority: 'HIGH',
    tags: ['Stillstand'],
    steps: [
      {
        reply:
          'Bitte prüfen Sie den Durchfluss der Spindelkühlung am Schauglas und den Stand des Spindelöls.',
      },
      { customer: 'Schauglas war leer, Öl nachgefüllt. Temperatur bleibt jetzt bei 44 °C.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Referenzfahrt der Z-Achse bricht ab',
    description: 'Fehler 512 bei der Referenzfahrt, seit gestern nach einem Stromausfall.',
    category: 'control',
    product: 'Drehmaschine HM 320 CNC',
    channel: 'PHONE',
    priority: 'URGENT',
    tags: ['Stillstand'],
    steps: [
      {
        reply:
          'Nach einem Stromausfall muss die Pufferbatterie des Gebers geprüft werden: unter 2,7 V bitte tauschen.',
      },
      { customer: 'Batterie hatte 2,1 V. Getauscht, Referenz neu gesetzt, Maschine läuft.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Welche Wendeschneidplatte für 1.4301?',
    description: 'Wir drehen erstmals rostfreien Stahl und suchen eine passende Platte und Schnittwerte.',
    category: 'training',
    product: 'Wendeschneidplatte DCMT 11T304',
    channel: 'EMAIL',
    priority: 'LOW',
    team: 'Inside sales',
    steps: [
      { reply: 'Wir empfehlen DCMT 11T304 mit vc 140 m/min, f 0,15 mm und reichlich Kühlschmierstoff.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Ersatz für Endschalter IP67 gesucht',
    description: 'Auf dem Typenschild steht ES-67-2, im Shop finden wir nur den neuen Typ. Passt er?',
    category: 'spareParts',
    product: 'Endschalter IP67',
    channel: 'EMAIL',
    team: 'Inside sales',
    steps: [
      {
        reply:
          'Ja, der neue Typ ist mechanisch und elektrisch gleich, nur der Stecker ist M12 statt M8. Ein Adapter liegt bei.',
      },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Kühlschmierstoff riecht und schäumt',
    description: 'HansaCool 20 seit acht Wochen im Einsatz, pH-Wert 8,1, deutlicher Geruch montags.',
    category: 'maintenance',
    product: 'Kühlschmierstoff HansaCool 20',
    channel: 'PHONE',
    steps: [
      {
        reply: 'pH unter 8,5 deutet auf Bakterien. Bitte mit Systemreiniger spülen und neu mit 6 % ansetzen.',
      },
      { customer: 'Wie lange muss der Reiniger umlaufen?' },
      { reply: 'Mindestens acht Stunden, am besten über die Nachtschicht.' },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Backlash X-axis, HM 450 Duo',
    description:
      'We measure 0.03 mm backlash on the X axis of our HM 450 Duo. Can it be compensated in the control?',
    category: 'machine',
    product: 'Drehzentrum HM 450 Duo',
    channel: 'EMAIL',
    steps: [
      {
        reply:
          'Up to 0.05 mm can be compensated with parameter 1851. Above 0.02 mm please also check the ball screw preload.',
      },
      { customer: 'Parameter set, the part is within tolerance again. Thank you!' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Schlüssel für Spannzangenfutter fehlt',
    description: 'Im Karton war kein Hakenschlüssel. Gehört er nicht dazu?',
    category: 'wrongPart',
    product: 'Spannzangenfutter ER32',
    channel: 'PHONE',
    team: 'Inside sales',
    priority: 'LOW',
    steps: [{ reply: 'Doch, er gehört dazu und geht heute kostenlos an Sie raus.' }, { state: 'SOLVED' }],
  },
  {
    subject: 'Wartung HF 500 nach 2.000 Stunden',
    description: 'Bitte einen Termin im Dezember und ein Angebot für den Wartungssatz mit Montage.',
    category: 'maintenance',
    product: 'Wartungssatz HF 500, 2.000 h',
    channel: 'EMAIL',
    steps: [
      { reply: 'Wir schlagen den 9. Dezember vor; das Angebot kommt heute noch vom Vertrieb.' },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Schaltplan HM 320 Baujahr 2019 gesucht',
    description:
      'Wir haben die Maschine gebraucht gekauft und brauchen den Schaltplan als PDF. Seriennummer 320-1907.',
    category: 'training',
    product: 'Drehmaschine HM 320 CNC',
    channel: 'PORTAL',
    priority: 'LOW',
    steps: [
      { note: 'Eigentümerwechsel im Maschinenstamm noch eintragen.' },
      { reply: 'Den Schaltplan haben wir Ihnen im Portal bereitgestellt.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Werkzeugrevolver schaltet nicht weiter',
    description: 'Revolver bleibt zwischen Platz 7 und 8 stehen, Meldung „Revolver nicht verriegelt".',
    category: 'machine',
    product: 'Werkzeugrevolver 12-fach',
    channel: 'PHONE',
    priority: 'URGENT',
    tags: ['Stillstand'],
    steps: [
      { reply: 'Bitte den Hydraulikdruck am Revolver prüfen: er muss mindestens 40 bar haben.' },
      { customer: 'Es sind 28 bar. Am Druckminderer lässt sich nichts einstellen.' },
      { note: 'Druckminderer tauschen, Techniker Ole fährt heute Nachmittag hin.' },
    ],
  },
  {
    subject: 'Ölwechsel Hydraulikaggregat: welches Öl?',
    description: 'Können wir HLP 32 statt HLP 46 verwenden?',
    category: 'hydraulics',
    product: 'Hydrauliköl HLP 46',
    channel: 'PHONE',
    steps: [
      { reply: 'Bitte nur HLP 46: mit HLP 32 sinkt der Druck bei Betriebstemperatur unter den Mindestwert.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Servoregler zeigt Fehler F07',
    description: 'F07 beim Einschalten, verschwindet nach dreimaligem Quittieren.',
    category: 'control',
    product: 'Servoregler 16 A',
    channel: 'EMAIL',
    priority: 'HIGH',
    steps: [
      {
        reply:
          'F07 ist Unterspannung im Zwischenkreis. Wie hoch ist Ihre Netzspannung im Moment des Einschaltens?',
      },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Schulung für zwei neue Bediener',
    description: 'Zwei neue Kollegen an der HF 800, Vorkenntnisse dreiachsig. Was bieten Sie an?',
    category: 'training',
    product: 'Fräszentrum HF 800 5-Achs',
    channel: 'EMAIL',
    team: 'Inside sales',
    priority: 'LOW',
    steps: [
      { reply: 'Der nächste Kurs „5-Achs-Bedienung" beginnt am 12. Januar, zwei Plätze sind reserviert.' },
      { state: 'ON_HOLD' },
    ],
  },
  {
    subject: 'Dichtungssatz: Reihenfolge der Montage unklar',
    description: 'In der Anleitung fehlt Seite 3. Welcher Ring kommt zuerst auf den Kolben?',
    category: 'hydraulics',
    product: 'Dichtungssatz Hydraulikaggregat',
    channel: 'PHONE',
    steps: [
      { reply: 'Zuerst der Stützring, dann der Nutring mit der Lippe zum Druck, zuletzt der Abstreifer.' },
      { state: 'SOLVED' },
    ],
  },
];
