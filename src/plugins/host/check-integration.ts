import type { CheckProblem, CheckResult } from '../kit/plugin.ts';
import { checkResultSchema, optionProblemsSchema } from '../kit/protocol.ts';
import type { Deadlines } from './host-options.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { PluginCallError, PluginCrash } from './plugin-error.ts';
import type { PluginProcess } from './plugin-process.ts';

/** Can the integration work? Whatever goes wrong is a problem with a fix, not an error. */
export async function checkIntegration(
  integration: LoadedIntegration,
  start: () => Promise<PluginProcess>,
  workDir: string,
  deadlines: Deadlines,
): Promise<CheckResult> {
  const { plainOptions, secrets, mask } = integration;
  const options = { ...plainOptions, ...secrets };
  let process: PluginProcess | undefined;
  try {
    process = await start();
    const answer = await process.call({ call: 'validate', options, workDir }, deadlines.short);
    const invalid = optionProblemsSchema.parse(answer);
    if (invalid.length > 0) return mask({ problems: invalid.map(optionProblem) });
    return mask(
      checkResultSchema.parse(await process.call({ call: 'check', options, workDir }, deadlines.check)),
    );
  } catch (error) {
    return { problems: [{ severity: 'ERROR', message: mask((error as Error).message), fix: fixOf(error) }] };
  } finally {
    await process?.stop();
  }
}

function optionProblem({ path, message }: { path: string[]; message: string }): CheckProblem {
  const [option] = path;
  return {
    severity: 'ERROR',
    message: `${path.join('.') || 'options'}: ${message}`,
    fix: 'Change this option of the integration.',
    ...(option !== undefined && { option }),
  };
}

function fixOf(error: unknown): string {
  if (error instanceof PluginCrash)
    return 'The plugin itself has a fault: tell its author, with the log of the integration.';
  if (error instanceof PluginCallError)
    return 'See what the message says about the other system or the options.';
  return 'The plugin answered what it should not: tell its author.';
}
