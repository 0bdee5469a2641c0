import type { DemoArticle } from './demo-article.ts';

export const moreArticles: readonly DemoArticle[] = [
  {
    category: 'spindle',
    product: 'Fräszentrum HF 500',
    audience: 'PUBLIC',
    solved: ['Spindle warm-up program'],
    de: {
      title: 'Spindel nach dem Wochenende warm fahren',
      question: 'Gibt es ein Warmlaufprogramm für die HF 500?',
      answer:
        'Ja, das Programm **O9100**: je zehn Minuten mit 2.000, 6.000 und 10.000 U/min. Es verlängert das Leben der Lager und hält die Maße vom ersten Teil an.',
    },
    en: {
      title: 'Warm up the spindle after the weekend',
      question: 'Is there a warm-up program for the HF 500?',
      answer:
        'Yes, program **O9100**: ten minutes each at 2,000, 6,000 and 10,000 rpm. It prolongs the life of the bearings and keeps dimensions from the first part on.',
    },
  },
  {
    category: 'machine',
    product: 'Drehzentrum HM 450 Duo',
    audience: 'PUBLIC',
    solved: ['Backlash X-axis, HM 450 Duo'],
    de: {
      title: 'Umkehrspiel einer Achse messen und ausgleichen',
      question: 'Wie viel Umkehrspiel ist zulässig, und wie wird es ausgeglichen?',
      answer:
        'Bis **0,05 mm** lässt es sich mit Parameter 1851 ausgleichen. Ab 0,02 mm bitte zusätzlich die Vorspannung des Kugelgewindetriebs prüfen.',
    },
    en: {
      title: 'Measure and compensate the backlash of an axis',
      question: 'How much backlash is permitted and how is it compensated?',
      answer:
        'Up to **0.05 mm** parameter 1851 compensates it. Above 0.02 mm please also check the preload of the ball screw.',
    },
  },
  {
    category: 'machine',
    product: 'Zahnriemen HTD 8M-1200',
    audience: 'PARTNER',
    de: {
      title: 'Gerissener Zahnriemen: erst die Ursache, dann der Riemen',
      question: 'Ein Zahnriemen ist lange vor der Zeit gerissen.',
      answer:
        'Ein verölter Riemen reißt nach wenigen hundert Stunden. Deshalb zuerst den **Wellendichtring 35x52x7** am Getriebe prüfen. Spannung nach dem Tausch: 120 Hz am freien Trum.',
    },
  },
  {
    category: 'maintenance',
    product: 'Bettbahnöl CGLP 68',
    audience: 'PUBLIC',
    solved: ['Ölverbrauch der Zentralschmierung zu hoch'],
    de: {
      title: 'Zentralschmierung: Intervall und Verbrauch',
      question: 'Die Zentralschmierung braucht zu viel Öl.',
      answer:
        'Parameter **4501** (Schmierintervall) soll bei 20 Minuten stehen; der Verbrauch liegt dann bei etwa einem Liter *Bettbahnöl CGLP 68* im Monat. Mehr deutet auf einen undichten Verteiler.',
    },
  },
  {
    category: 'maintenance',
    product: 'Wartungssatz HM 200, 2.000 h',
    audience: 'PUBLIC',
    de: {
      title: 'Was gehört zur Wartung nach 2.000 Stunden?',
      question: 'Was wird bei der 2.000-Stunden-Wartung gemacht?',
      answer:
        '- Öl und Filter der Hydraulik wechseln\n- Abstreifer und Führungsbahnen prüfen\n- Riemenspannung prüfen\n- Geometrie messen und protokollieren\n\nAlle Teile sind im *Wartungssatz* enthalten; Dauer etwa sechs Stunden.',
    },
    en: {
      title: 'What is part of the 2,000 hour service?',
      question: 'What is done at the 2,000 hour service?',
      answer:
        '- change hydraulic oil and filter\n- check wipers and guideways\n- check belt tension\n- measure and record the geometry\n\nAll parts are in the *service kit*; it takes about six hours.',
    },
  },
  {
    category: 'delivery',
    audience: 'PUBLIC',
    de: {
      title: 'Transportschaden: was sofort zu tun ist',
      question: 'Die Ware ist beschädigt angekommen. Was ist zu tun?',
      answer:
        '1. Schaden auf dem Frachtbrief vermerken, auch bei verdecktem Verdacht.\n2. Fotos von Ware **und** Verpackung machen.\n3. Verpackung aufheben.\n4. Innerhalb von **sieben Tagen** bei uns melden.',
    },
    en: {
      title: 'Damage in transit: what to do at once',
      question: 'The goods arrived damaged. What should be done?',
      answer:
        '1. Note the damage on the consignment note, even if it is only suspected.\n2. Take photographs of goods **and** packaging.\n3. Keep the packaging.\n4. Tell us within **seven days**.',
    },
  },
  {
    category: 'wrongPart',
    audience: 'INTERNAL',
    solved: ['Falsche Führungswagen geliefert: Größe 30 statt 35'],
    de: {
      title: 'Falschlieferung: Ablauf bei uns',
      question: 'Ein Kunde hat das falsche Teil bekommen. Wie gehen wir vor?',
      answer:
        '1. Richtiges Teil sofort per **Express**, ohne auf die Rückgabe zu warten.\n2. Abholung der falschen Teile beauftragen.\n3. Ursache „Falsch kommissioniert" eintragen.\n4. Bis 50 EUR Entschädigung ohne Rückfrage, darüber Teamleitung.',
    },
  },
  {
    category: 'invoice',
    audience: 'INTERNAL',
    de: {
      title: 'Mahnung trotz Zahlung: Zuordnung prüfen',
      question: 'Ein Kunde hat gezahlt und wird trotzdem gemahnt.',
      answer:
        'Zahlung in der Liste *nicht zugeordnet* suchen, zuordnen, Mahngebühr stornieren. **Keine** Zusage über Kulanz ohne Buchhaltung.',
    },
  },
  {
    category: 'training',
    product: 'Wendeschneidplatte DCMT 11T304',
    audience: 'PUBLIC',
    solved: ['Welche Wendeschneidplatte für 1.4301?'],
    de: {
      title: 'Schnittwerte für rostfreien Stahl',
      question: 'Welche Wendeschneidplatte und welche Schnittwerte gelten für 1.4301?',
      answer:
        '*DCMT 11T304*: vc **140 m/min**, f 0,15 mm, ap 1,5 mm, reichlich Kühlschmierstoff. Bei Aufbauschneiden vc erhöhen, nicht senken.',
    },
    en: {
      title: 'Cutting data for stainless steel',
      question: 'Which insert and which cutting data for 1.4301?',
      answer:
        '*DCMT 11T304*: vc **140 m/min**, f 0.15 mm, ap 1.5 mm, plenty of coolant. With built-up edge raise vc, do not lower it.',
    },
  },
  {
    category: 'delivery',
    product: 'Bedienpult 15 Zoll',
    audience: 'INTERNAL',
    draft: true,
    de: {
      title: 'Bedienpulte bruchsicher verpacken',
      question: 'Wie werden Bedienpulte verpackt, damit das Glas heil ankommt?',
      answer: 'Entwurf: Schaumeinlage 60 mm statt 30 mm, Glas mit Wellpappe abdecken, Aufkleber „Glas".',
    },
  },
];

/** Words that mean the same in our house, for the search. */
export const synonyms: readonly (readonly string[])[] = [
  ['Kühlschmierstoff', 'KSS', 'Kühlmittel', 'Emulsion', 'coolant'],
  ['Hauptspindel', 'Spindel', 'spindle'],
  ['Werkzeugrevolver', 'Revolver', 'turret'],
  ['Not-Halt', 'Notaus', 'Not-Aus'],
  ['Wendeschneidplatte', 'Wendeplatte', 'WSP', 'insert'],
];
