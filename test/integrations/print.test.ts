import { printIntegrations } from '../../src/cli/commands/integration/print.ts';
import type { IntegrationRow } from '../../src/services/integrations/integrations.ts';

describe('the list of integrations', () => {
  it('prints the last success as an instant in UTC, whatever offset the database prints', () => {
    const health = {
      status: 'HEALTHY',
      message: null,
      lastSuccessAt: '2026-11-22 03:04:05.678901+01',
      lastFailureAt: null,
      consecutiveFailures: 0,
    };
    const row = { name: 'erp', plugin: 'erp-csv', intervalSeconds: 900, health } as IntegrationRow;
    expect(printIntegrations([row])).toContain('900 s     2026-11-22T02:04:05Z');
  });
});
