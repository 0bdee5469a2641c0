// German texts as a helpdesk of machines could have them: few words often, most words seldom (Zipf), compounds of
// 80 × 60 parts, and a tail of names and typing errors. The same for the same seed.

const FIRST =
  'hydraulik pneumatik spindel getriebe kupplungs motor lager ventil zylinder druck temperatur füllstands drehzahl schutz tür späne kühlmittel schmier öl luft wasser vakuum greifer förder band roll ketten keilriemen zahnrad wellen achs schlitten tisch spann werkzeug werkstück mess taster kalibrier steuerungs programm speicher netzwerk bildschirm tastatur drucker etiketten papier rechnungs liefer versand rücksende garantie wartungs reparatur ersatzteil montage schulungs portal zugangs kennwort lizenz daten sicherungs strom spannungs netzteil frequenz umrichter schalt schrank klemmen kabel stecker sensor signal not-aus lampen alarm fehler prüf einstell reinigungs filter'.split(
    ' ',
  );
const LAST =
  'pumpe dichtung ventil schlauch leitung filter sensor motor lager welle kupplung bremse feder schraube mutter deckel gehäuse platte schiene führung antrieb riemen kette rolle anzeige schalter taste kabel stecker modul karte gerät anlage maschine einheit station halter bügel klappe tür fenster behälter tank kanne düse schein nummer beleg termin plan vertrag meldung störung prüfung messung einstellung reinigung wartung kontrolle'.split(
    ' ',
  );
const OTHERS =
  'undicht laut heiß defekt locker verschmutzt verstopft gebrochen gerissen blockiert langsam ungenau leer voll nass klemmt quietscht brummt vibriert tropft läuft startet stoppt meldet zeigt fällt bleibt öffnet schließt dreht fährt wechseln tauschen prüfen reinigen einstellen spannen lösen bestellen liefern senden'.split(
    ' ',
  );
const SMALL =
  'der die das und ist nicht mit bei von zu auf es wir haben seit gestern nach dem den ein eine im am wird bitte kann'.split(
    ' ',
  );
const SYLLABLES =
  'ka lo mi ren tas bel dor fin gra hol jus kem lan mor nip or pel qua ris sol tem ulf var wex yl zan'.split(
    ' ',
  );

export interface TextSource {
  /** So many words, small ones between. */
  text(words: number): string;
  /** One word that says something, a frequent one more often. */
  word(): string;
}

export function textSource(seed: number): TextSource {
  const random = mulberry32(seed);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  // Shuffled once for all: what is frequent in articles is frequent in tickets.
  const shuffle = mulberry32(1);
  const ranked = [...FIRST.flatMap((first) => LAST.map((last) => first + last)), ...LAST]
    .map((word) => ({ word, place: shuffle() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ word }) => word);
  const zipf = (): string => ranked[Math.floor(ranked.length ** random()) - 1] ?? '';
  const rare = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join('');
  const any = (): string => {
    const choice = random();
    if (choice < 0.4) return pick(SMALL);
    if (choice < 0.75) return zipf();
    if (choice < 0.95) return pick(OTHERS);
    return rare();
  };
  return {
    text: (words) => Array.from({ length: words }, any).join(' '),
    word: () => (random() < 0.8 ? zipf() : pick(OTHERS)),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
