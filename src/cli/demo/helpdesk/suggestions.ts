import type { DemoTicket } from './demo-ticket.ts';

export const suggestions: readonly DemoTicket[] = [
  {
    subject: 'Schauglas der Spindelkühlung beleuchten',
    description: 'Der Füllstand ist im Maschineninneren schlecht zu sehen. Eine kleine LED würde reichen.',
    category: 'spindle',
    product: 'Drehmaschine HM 200',
    votes: 3,
    steps: [
      { note: 'Konstruktion hält das für einfach, kostet etwa 12 EUR je Maschine.' },
      { outcome: { outcome: 'ACCEPTED', reason: 'Ab Baujahr 2027 in Serie, Nachrüstsatz ab März.' } },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Ersatzteile mit QR-Code auf dem Etikett',
    description:
      'Ein QR-Code mit Artikelnummer und Link zur Montageanleitung würde uns viel Suchen ersparen.',
    category: 'spareParts',
    channel: 'PORTAL',
    team: 'Inside sales',
    votes: 5,
    steps: [{ reply: 'Gute Idee, wir prüfen das mit dem Lager.' }, { state: 'PENDING' }],
  },
  {
    subject: 'Größere Schriften am Bedienpult',
    description: 'Unsere älteren Kollegen können die Alarmtexte aus einem Meter kaum lesen.',
    category: 'control',
    product: 'Bedienpult 15 Zoll',
    votes: 2,
    steps: [
      { outcome: { outcome: 'ACCEPTED', reason: 'Mit Softwarestand 4.3 sind drei Schriftgrößen wählbar.' } },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Mehrwegverpackung für Spindeln',
    description: 'Statt Holzkiste und Schaum bitte eine Pfandkiste, wie sie andere Hersteller haben.',
    category: 'delivery',
    product: 'Hauptspindel HF 500',
    team: 'Inside sales',
    votes: 1,
    steps: [{ note: 'Angebot vom Verpackungslieferanten liegt vor.' }, { state: 'ON_HOLD' }],
  },
  {
    subject: 'Wartungsplan als Kalenderdatei',
    description: 'Die Wartungen als iCal-Datei zum Abonnieren, dann vergessen wir keine mehr.',
    category: 'maintenance',
    channel: 'PORTAL',
    votes: 4,
    steps: [],
  },
  {
    subject: 'Kühlmittelhahn in Bedienhöhe',
    description: 'Der Absperrhahn sitzt unter der Wanne, man muss sich auf den Boden legen.',
    category: 'hydraulics',
    product: 'Drehmaschine HM 320 CNC',
    channel: 'VISIT',
    votes: 1,
    steps: [
      {
        outcome: {
          outcome: 'DECLINED',
          reason:
            'Der Hahn muss nach Norm unter dem Füllstand liegen; eine Verlängerung ist als Zubehör erhältlich.',
        },
      },
      { rejected: 'Nicht umsetzbar, Zubehör angeboten.' },
    ],
  },
  {
    subject: 'Zeichnungen als STEP statt DXF',
    description: 'Für unsere Vorrichtungen brauchen wir 3D-Daten der Ersatzteile.',
    category: 'training',
    votes: 3,
    steps: [
      { reply: 'Für welche Teile zuerst? Dann stellen wir eine Liste zusammen.' },
      { customer: 'Alle Spannmittel und die Revolverscheiben.' },
    ],
  },
  {
    subject: 'Torque values in the spare parts catalogue',
    description: 'Please print tightening torques next to the part numbers.',
    category: 'training',
    channel: 'EMAIL',
    votes: 2,
    steps: [
      { outcome: { outcome: 'ACCEPTED', reason: 'In the catalogue from January on.' } },
      { state: 'SOLVED' },
    ],
  },
  {
    subject: 'Späneförderer mit Rückwärtslauf',
    description: 'Bei Verklemmung kurz rückwärts fahren, statt den Deckel zu öffnen.',
    category: 'machine',
    product: 'Späneförderer 2,5 m',
    votes: 3,
    steps: [{ state: 'PENDING' }],
  },
  {
    subject: 'Sammelrechnung am Monatsende',
    description: 'Eine Rechnung im Monat statt jeder Lieferung einzeln.',
    category: 'invoice',
    team: 'Inside sales',
    votes: 1,
    steps: [
      { outcome: { outcome: 'ACCEPTED', reason: 'Im ERP je Kunde einstellbar, ist für Sie eingestellt.' } },
      { state: 'SOLVED' },
      { state: 'CLOSED' },
    ],
  },
  {
    subject: 'Leihspindel während der Reparatur',
    description:
      'Während die Spindel bei Ihnen ist, steht unsere Maschine. Eine Leihspindel gegen Gebühr wäre uns viel wert.',
    category: 'spindle',
    product: 'Hauptspindel HM 200',
    channel: 'PHONE',
    votes: 4,
    unassigned: true,
    steps: [],
  },
  {
    subject: 'Werkzeugliste am Revolver ablesbar machen',
    description: 'Ein kleines Schild mit den zwölf Plätzen zum Beschriften am Revolver.',
    category: 'machine',
    product: 'Werkzeugrevolver 12-fach',
    channel: 'VISIT',
    votes: 1,
    steps: [
      {
        outcome: {
          outcome: 'DECLINED',
          reason:
            'Schilder lösen sich im Kühlmittel; die Liste ist am Bedienpult unter „Werkzeuge" zu sehen.',
        },
      },
      { rejected: 'Wird nicht umgesetzt.' },
    ],
  },
];
