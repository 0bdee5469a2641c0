/**
 * SQL: `de` or `en`, whichever language has more of its small words ("der", "und"; "the", "and") in the text: what
 * PostgreSQL leaves out as stop words shortens the vector. `text` is a column or expression, never user input.
 */
export function guessedLanguage(text: string): string {
  return `case when length(to_tsvector('english', ${text})) < length(to_tsvector('german', ${text}))
    then 'en' else 'de' end`;
}

/** SQL: the stems of a text's words, each once and sorted: what two wordings of one question have in common. */
export function stemsOf(text: string, language: string): string {
  return `tsvector_to_array(case when ${language} like 'de%' then to_tsvector('german', ${text})
    when ${language} like 'en%' then to_tsvector('english', ${text}) else to_tsvector('simple', ${text}) end)`;
}
