import type { DemoArticle } from './demo-article.ts';

export const articles: readonly DemoArticle[] = [
  {
    category: 'spindle',
    product: 'Drehmaschine HM 200',
    audience: 'PUBLIC',
    solved: ['Alarm 2043 „Spindeltemperatur" an HM 200'],
    de: {
      title: 'Alarm 2043: Spindeltemperatur zu hoch',
      question: 'Die Maschine schaltet nach etwa einer Stunde mit Alarm 2043 ab. Was ist zu prüfen?',
      answer:
        'Der Alarm kommt ab **75 °C** am vorderen Spindellager.\n\n1. Füllstand am Schauglas der Spindelkühlung prüfen, mit *Spindelöl HLP 10* auffüllen.\n2. Filtermatte des Kühlers reinigen.\n3. Durchfluss prüfen: mindestens 4 l/min.\n4. Bleibt die Temperatur hoch, Lagervorspannung durch den Service prüfen lassen.\n\nBis dahin höchstens 1.500 U/min fahren.',
    },
    en: {
      title: 'Alarm 2043: spindle temperature too high',
      question: 'The machine stops with alarm 2043 after about an hour. What should be checked?',
      answer:
        'The alarm is raised at **75 °C** at the front spindle bearing.\n\n1. Check the level in the sight glass of the spindle cooling and top up with *HLP 10* spindle oil.\n2. Clean the filter mat of the cooler.\n3. Check the flow: at least 4 l/min.\n4. If it stays hot, have our service check the bearing preload.\n\nUntil then run at 1,500 rpm at most.',
    },
  },
  {
    category: 'control',
    product: 'Drehmaschine HM 320 CNC',
    audience: 'PUBLIC',
    solved: ['Referenzfahrt der Z-Achse bricht ab'],
    de: {
      title: 'Fehler 512 bei der Referenzfahrt nach Stromausfall',
      question: 'Nach einem Stromausfall bricht die Referenzfahrt mit Fehler 512 ab.',
      answer:
        'Der Absolutwertgeber hat seine Position verloren, weil die Pufferbatterie leer ist.\n\n- Spannung messen: unter **2,7 V** Batterie tauschen (bei eingeschalteter Steuerung!).\n- Achse auf die Referenzmarke fahren, Parameter 1815 Bit 4 auf 0 und wieder auf 1 setzen.\n- Steuerung aus- und einschalten.',
    },
    en: {
      title: 'Error 512 during homing after a power failure',
      question: 'After a power failure homing stops with error 512.',
      answer:
        'The absolute encoder has lost its position because the buffer battery is empty.\n\n- Measure it: replace below **2.7 V** (with the control switched on!).\n- Move the axis to its reference mark, set parameter 1815 bit 4 to 0 and back to 1.\n- Switch the control off and on.',
    },
  },
  {
    category: 'maintenance',
    product: 'Kühlschmierstoff HansaCool 20',
    audience: 'PUBLIC',
    solved: ['Kühlschmierstoff riecht und schäumt'],
    de: {
      title: 'Kühlschmierstoff riecht: Bakterien erkennen und beseitigen',
      question: 'Der Kühlschmierstoff riecht unangenehm oder schäumt. Was tun?',
      answer:
        'Ein pH-Wert unter **8,5** zeigt Bakterien an.\n\n1. Systemreiniger zugeben und mindestens acht Stunden umlaufen lassen.\n2. Anlage leeren, Wanne und Filter reinigen.\n3. Neu ansetzen: *HansaCool 20* mit **6 %**, Wasser zuerst.\n4. Wöchentlich pH-Wert und Konzentration prüfen.',
    },
    en: {
      title: 'Smelly coolant: find and remove bacteria',
      question: 'The coolant smells or foams. What can be done?',
      answer:
        'A pH below **8.5** indicates bacteria.\n\n1. Add system cleaner and let it circulate for eight hours at least.\n2. Drain, clean sump and filters.\n3. Mix afresh: *HansaCool 20* at **6 %**, water first.\n4. Check pH and concentration every week.',
    },
  },
  {
    category: 'hydraulics',
    product: 'Hydraulikaggregat 120 bar',
    audience: 'PARTNER',
    de: {
      title: 'Hydraulikaggregat verliert Druck im Stillstand',
      question: 'Über Nacht fällt der Druck von 120 auf 60 bar, ohne dass Öl austritt.',
      answer:
        'Meist schließt das **Rückschlagventil** nicht mehr oder die Vorspannung des Druckspeichers fehlt.\n\n- Speicher drucklos machen, Stickstoff prüfen: 80 bar bei 20 °C.\n- Rückschlagventil ausbauen, Sitz reinigen, sonst tauschen.\n- Dichtungssatz nur mit komplettem Satz erneuern.',
    },
  },
  {
    category: 'hydraulics',
    product: 'Hydrauliköl HLP 46',
    audience: 'PUBLIC',
    solved: ['Ölwechsel Hydraulikaggregat: welches Öl?'],
    de: {
      title: 'Welches Hydrauliköl ist freigegeben?',
      question: 'Darf HLP 32 statt HLP 46 eingefüllt werden?',
      answer:
        'Nein. Freigegeben ist nur **HLP 46** nach DIN 51524-2. Mit HLP 32 sinkt der Druck bei Betriebstemperatur unter den Mindestwert, die Spannung der Futter ist dann nicht mehr sicher.\n\nWechsel alle 2.000 Betriebsstunden, Füllmenge 18 l.',
    },
    en: {
      title: 'Which hydraulic oil is approved?',
      question: 'May HLP 32 be used instead of HLP 46?',
      answer:
        'No. Only **HLP 46** to DIN 51524-2 is approved. With HLP 32 the pressure drops below the minimum at working temperature, and clamping is no longer safe.\n\nChange every 2,000 hours, 18 l.',
    },
  },
  {
    category: 'machine',
    product: 'Werkzeugrevolver 12-fach',
    audience: 'PUBLIC',
    de: {
      title: 'Werkzeugrevolver bleibt zwischen zwei Plätzen stehen',
      question: 'Meldung „Revolver nicht verriegelt", der Revolver schaltet nicht weiter.',
      answer:
        '1. Hydraulikdruck am Revolver messen: mindestens **40 bar**.\n2. Endschalter der Verriegelung reinigen.\n3. Revolver von Hand (Handkurbel, Maschine aus!) auf den nächsten Platz drehen.\n4. Ist der Druck zu niedrig, Druckminderer tauschen.',
    },
    en: {
      title: 'Tool turret stops between two stations',
      question: 'Message "turret not locked", the turret does not index.',
      answer:
        '1. Measure the hydraulic pressure at the turret: at least **40 bar**.\n2. Clean the limit switch of the lock.\n3. Turn the turret to the next station by hand (crank, machine off!).\n4. If the pressure is low, replace the pressure reducer.',
    },
  },
  {
    category: 'control',
    product: 'Türsicherheitsschalter',
    audience: 'PUBLIC',
    solved: ['Türsicherheitsschalter löst während der Bearbeitung aus'],
    de: {
      title: 'Not-Halt „Tür offen" bei geschlossener Tür',
      question: 'Der Türsicherheitsschalter löst aus, obwohl die Tür zu ist.',
      answer:
        'Der Luftspalt zwischen Schalter und Betätiger darf höchstens **2 mm** betragen. Betätiger nachstellen, Schrauben mit 4 Nm anziehen.\n\n> Sicherheitsschalter dürfen nicht überbrückt werden.',
    },
  },
  {
    category: 'control',
    product: 'Servoregler 16 A',
    audience: 'PUBLIC',
    de: {
      title: 'Servoregler F07: Unterspannung im Zwischenkreis',
      question: 'Beim Einschalten meldet der Servoregler F07.',
      answer:
        'F07 kommt, wenn die Netzspannung beim Einschalten unter **340 V** fällt.\n\n- Netzspannung unter Last messen.\n- Große Verbraucher nicht gleichzeitig einschalten.\n- Ladewiderstand prüfen (47 Ω).',
    },
    en: {
      title: 'Servo drive F07: undervoltage in the DC link',
      question: 'The servo drive reports F07 when switched on.',
      answer:
        'F07 appears when the mains drop below **340 V** at power-on.\n\n- Measure the mains under load.\n- Do not switch large consumers at the same time.\n- Check the charging resistor (47 Ω).',
    },
  },
  {
    category: 'spareParts',
    product: 'Endschalter IP67',
    audience: 'PUBLIC',
    solved: ['Ersatz für Endschalter IP67 gesucht'],
    de: {
      title: 'Nachfolger des Endschalters ES-67-2',
      question: 'Womit wird der alte Endschalter ES-67-2 ersetzt?',
      answer:
        'Mit dem *Endschalter IP67*. Er ist mechanisch und elektrisch gleich, hat aber einen **M12**-Stecker statt M8; ein Adapter liegt bei.',
    },
  },
  {
    category: 'spareParts',
    product: 'Drehgeber 2048 Impulse',
    audience: 'PUBLIC',
    solved: ['Passt Drehgeber 2048 auch für HM 200?'],
    de: {
      title: 'Drehgeber tauschen und Achse neu einrichten',
      question: 'Wie wird ein Drehgeber getauscht, und passt er in mehreren Maschinen?',
      answer:
        'HM 200 und HM 320 haben denselben Geber mit 2048 Impulsen.\n\n1. Maschine ausschalten, fünf Minuten warten.\n2. Geber tauschen, Kupplung spielfrei klemmen.\n3. Parameter **1815** neu setzen, Referenzfahrt.',
    },
  },
];
