import type { DemoTicket } from './demo-ticket.ts';

export const moreComplaints: readonly DemoTicket[] = [
  {
    subject: 'Wendeschneidplatten brechen beim ersten Schnitt',
    description:
      'Charge 88-1412: jede zweite Platte bricht bei ap 3 mm in 42CrMo4. Vorige Charge hielt eine Schicht.',
    category: 'wrongPart',
    product: 'Wendeschneidplatte CNMG 120408',
    channel: 'EMAIL',
    team: 'Inside sales',
    steps: [
      { customer: 'Wir haben inzwischen 60 Platten verbraucht, das kann so nicht bleiben.' },
      {
        remedy: {
          cause: 'material',
          defect: 'Charge mit falscher Beschichtung vom Hersteller',
          remedy: '100 Platten einer anderen Charge kostenlos geliefert, Charge gesperrt',
          compensation: '742.00',
          cost: '742.00',
        },
      },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Liefertermin Drehmaschine HM 320 um vier Wochen überschritten',
    description:
      'Zugesagt war KW 42. Wir haben Aufträge verlagert und müssen wissen, wann die Maschine wirklich kommt.',
    category: 'delivery',
    product: 'Drehmaschine HM 320 CNC',
    channel: 'LETTER',
    priority: 'HIGH',
    team: 'Inside sales',
    steps: [
      {
        reply:
          'Wir bedauern die Verzögerung. Der Schaltschrank ist am Montag geprüft, Verladung am Mittwoch.',
      },
      {
        remedy: {
          cause: 'deadline',
          defect: 'Servoregler beim Zulieferer vier Wochen im Rückstand',
          remedy: 'Neuer Termin bestätigt, Inbetriebnahme ohne Berechnung',
          compensation: '1200.00',
        },
      },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Hydraulikaggregat verliert Druck über Nacht',
    description: 'Morgens stehen nur noch 60 statt 120 bar an. Kein Öl unter der Maschine.',
    category: 'hydraulics',
    product: 'Hydraulikaggregat 120 bar',
    channel: 'PHONE',
    unassigned: true,
    steps: [],
  },
  {
    subject: 'Türsicherheitsschalter löst während der Bearbeitung aus',
    description: 'Mehrmals täglich Not-Halt mit Meldung „Tür offen", obwohl die Tür geschlossen ist.',
    category: 'control',
    product: 'Türsicherheitsschalter',
    channel: 'PHONE',
    priority: 'HIGH',
    steps: [
      { reply: 'Bitte prüfen Sie den Luftspalt des Betätigers: er darf höchstens 2 mm betragen.' },
      { customer: 'Der Spalt war 4 mm. Nachgestellt, bisher Ruhe.' },
      {
        remedy: {
          cause: 'operation',
          defect: 'Betätiger nach Umbau der Tür nicht nachgestellt',
          remedy: 'Luftspalt auf 1 mm eingestellt, kein Teil getauscht',
        },
      },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Palette mit Betriebsstoffen aufgerissen',
    description: 'Ein Kanister Bettbahnöl ausgelaufen, Palette vom Fahrer abgestellt ohne Unterschrift.',
    category: 'delivery',
    product: 'Bettbahnöl CGLP 68',
    channel: 'PHONE',
    team: 'Inside sales',
    steps: [
      {
        remedy: {
          cause: 'carrier',
          defect: 'Kanister beim Umschlag beschädigt',
          remedy: 'Kanister ersetzt, Schaden beim Spediteur gemeldet',
          cost: '107.00',
        },
      },
      { reply: 'Der Ersatz kommt morgen, die Entsorgung übernimmt der Spediteur.' },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Zahnriemen nach drei Monaten gerissen',
    description: 'Zahnriemen der Z-Achse gerissen, laut Wartungsplan soll er 4.000 Stunden halten.',
    category: 'machine',
    product: 'Zahnriemen HTD 8M-1200',
    channel: 'EMAIL',
    steps: [
      { note: 'Bilder zeigen Öl auf dem Riemen. Vermutlich Leckage am Getriebe, nicht der Riemen.' },
      { reply: 'Auf Ihren Bildern ist der Riemen verölt. Bitte prüfen Sie den Wellendichtring am Getriebe.' },
      { state: 'PENDING' },
    ],
  },
  {
    subject: 'Reklamation Maschinenleuchte flackert',
    description: 'LED-Leuchte flackert, sobald die Spindel anläuft.',
    category: 'control',
    product: 'Maschinenleuchte LED 24 V',
    channel: 'PORTAL',
    priority: 'LOW',
    steps: [
      {
        rejected:
          'Leuchte wurde nachträglich an den Frequenzumrichter angeschlossen; dafür ist sie nicht zugelassen (Anleitung Seite 4).',
      },
    ],
  },
  {
    subject: 'Dreibackenfutter läuft unrund',
    description: 'Rundlauf 0,08 mm bei 0,03 mm zugesagt. Gemessen mit geschliffenem Dorn.',
    category: 'machine',
    product: 'Dreibackenfutter 200 mm',
    channel: 'EMAIL',
    steps: [{ reply: 'Bitte senden Sie uns das Messprotokoll und die Seriennummer des Futters.' }],
  },
  {
    subject: 'Mahnung trotz bezahlter Rechnung',
    description: 'Wir haben am 3. überwiesen, die Mahnung kam am 12. Bitte klären und Mahngebühr stornieren.',
    category: 'invoice',
    channel: 'PHONE',
    team: 'Inside sales',
    steps: [
      {
        remedy: {
          cause: 'price',
          defect: 'Zahlung ohne Rechnungsnummer, nicht zugeordnet',
          remedy: 'Zahlung zugeordnet, Mahngebühr storniert',
          compensation: '5.00',
        },
      },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Energiekette nach Montage zu kurz',
    description: 'Bestellt 2 m, geliefert 1,8 m. Kette lässt sich nicht montieren.',
    category: 'wrongPart',
    product: 'Energieführungskette 35x75',
    channel: 'EMAIL',
    team: 'Inside sales',
    unassigned: true,
    steps: [],
  },
];
