/** `KONTOR_TEST_LONG_PROOFS=1`: the long form, for a night (docs/contributing.md). */
const isLong = process.env['KONTOR_TEST_LONG_PROOFS'] === '1';

export function inLongForm<Value>(long: Value, short: Value): Value {
  return isLong ? long : short;
}
