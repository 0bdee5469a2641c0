import type { RuleResult } from '../../../plugins/host/ingress/conformance.ts';

export function printResults(results: readonly RuleResult[]): string {
  const lines = results.flatMap(({ rule, problems }) => [
    `${problems.length === 0 ? 'ok   ' : 'FAIL '} ${rule}`,
    ...problems.map((problem) => `        ${problem}`),
  ]);
  const broken = results.filter(({ problems }) => problems.length > 0).length;
  return [
    ...lines,
    broken === 0 ? 'It keeps to all rules.' : `It breaks ${broken} of ${results.length} rules.`,
  ].join('\n');
}
