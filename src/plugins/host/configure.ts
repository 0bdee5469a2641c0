import { newId } from '../../shared/ids.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../../services/context.ts';
import {
  changeIntegration,
  insertIntegration,
  integrationName,
  intervalSeconds,
} from '../../services/integrations/write-integration.ts';
import type { Transaction } from '../../services/transaction.ts';
import { checkInput } from '../../services/writes/check-input.ts';
import { z } from 'zod';
import type { OptionProblem } from '../kit/protocol.ts';
import { optionProblemsSchema } from '../kit/protocol.ts';
import type { Deadlines } from './host-options.ts';
import type { LoadedIntegration } from './load-integration.ts';
import { maskOf } from './mask.ts';
import type { AvailablePlugin, PluginCatalog } from './plugin-catalog.ts';
import { PluginCallError, PluginCrash } from './plugin-error.ts';
import { type Options, sealOptions, type StoredOptions } from './secret-options.ts';

const DEFAULT_INTERVAL_SECONDS = 15 * 60;

const options = z.record(z.string(), z.unknown(), 'must be an object with the plugin’s options');

const addInput = z.strictObject({
  name: integrationName,
  plugin: z.string(),
  options: options.nullish(),
  intervalSeconds: intervalSeconds.optional(),
});

// Which integration is named beside it.
const updateInput = z.object({
  options: options.nullish(),
  intervalSeconds: intervalSeconds.optional(),
  expectedVersion: z.number().int().nullish(),
});

export type AddIntegrationInput = z.input<typeof addInput>;
export type UpdateIntegrationInput = z.input<typeof updateInput>;

/** What both need of the host. */
export interface Configuring {
  readonly catalog: PluginCatalog;
  readonly secretKey: Buffer;
  readonly deadlines: Deadlines;
  readonly alongside: (
    tx: Transaction,
    integrationId: string,
    intervalSeconds: number | null,
  ) => Promise<void>;
}

export async function addIntegration(
  context: RequestContext,
  raw: AddIntegrationInput,
  { catalog, secretKey, deadlines, alongside }: Configuring,
): Promise<{ id: string }> {
  const input = checkInput(addInput, raw);
  const plugin = await requirePlugin(catalog, input.plugin);
  const given = withoutNulls(input.options ?? {});
  await requireValid(catalog, plugin, given, deadlines);
  const id = newId();
  const seconds = intervalFor(plugin, input.intervalSeconds);
  const added = {
    id,
    name: input.name,
    plugin: plugin.id,
    pluginVersion: plugin.version,
    ingress: plugin.ingress,
    intervalSeconds: seconds,
    ...sealOptions(secretKey, id, given, plugin.secrets),
  };
  return insertIntegration(context, added, (tx) => alongside(tx, id, seconds));
}

/** Options that are left out stay as they are, null takes one away. Secrets that cannot be read must be given again. */
export async function updateIntegration(
  context: RequestContext,
  integration: LoadedIntegration,
  raw: UpdateIntegrationInput,
  { catalog, secretKey, deadlines, alongside }: Configuring,
): Promise<{ id: string }> {
  const input = checkInput(updateInput, raw);
  let stored: StoredOptions | undefined;
  if (input.options && Object.keys(input.options).length > 0) {
    requireGivenAgain(integration, input.options);
    const plugin = await requirePlugin(catalog, integration.plugin);
    const merged = withoutNulls({ ...integration.plainOptions, ...integration.secrets, ...input.options });
    await requireValid(catalog, plugin, merged, deadlines);
    stored = sealOptions(secretKey, integration.id, merged, plugin.secrets);
  }
  const seconds = input.intervalSeconds === undefined ? integration.intervalSeconds : input.intervalSeconds;
  const changes = { intervalSeconds: seconds, options: stored, expectedVersion: input.expectedVersion };
  return changeIntegration(context, integration.id, changes, (tx) => alongside(tx, integration.id, seconds));
}

/** What pulls nothing has no schedule. */
function intervalFor({ id, streams }: AvailablePlugin, given: number | null | undefined): number | null {
  if (streams.length > 0) return given === undefined ? DEFAULT_INTERVAL_SECONDS : given;
  if (given == null) return null;
  throw new DomainError(
    'INVALID',
    `Plugin "${id}" pulls nothing, it takes messages: it has no interval.`,
    'intervalSeconds',
  );
}

function requireGivenAgain({ secretNames, secretsProblem, name }: LoadedIntegration, given: Options): void {
  const missing = secretsProblem === null ? [] : secretNames.filter((secret) => given[secret] === undefined);
  if (missing[0] === undefined) return;
  throw new DomainError(
    'INVALID',
    `The secrets of integration ${name} cannot be read with this key, so all of them must be given again: ${missing.join(', ')} missing.`,
    ['options', missing[0]],
  );
}

async function requirePlugin(catalog: PluginCatalog, id: string): Promise<AvailablePlugin> {
  try {
    return await catalog.find(id);
  } catch (error) {
    if (error instanceof PluginCallError) throw new DomainError('NOT_FOUND', error.message, 'plugin');
    throw error;
  }
}

/** The plugin itself says whether it can work with the options; nothing of them is kept before. */
async function requireValid(
  catalog: PluginCatalog,
  plugin: AvailablePlugin,
  given: Options,
  deadlines: Deadlines,
): Promise<void> {
  const mask = maskOf(plugin.secrets.map((name) => given[name]));
  const problems = await optionProblems(catalog, plugin, given, deadlines).catch((error: unknown) => {
    if (!(error instanceof PluginCallError || error instanceof PluginCrash)) throw error;
    throw new DomainError('INTEGRATION_FAILED', mask(error.message), 'options');
  });
  const [first] = problems;
  if (!first) return;
  const all = problems.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`).join('; ');
  throw new DomainError('INVALID', mask(`The plugin does not take these options: ${all}.`), [
    'options',
    ...first.path,
  ]);
}

function optionProblems(
  catalog: PluginCatalog,
  plugin: AvailablePlugin,
  given: Options,
  deadlines: Deadlines,
): Promise<OptionProblem[]> {
  return catalog.ask(plugin.url, async (process, workDir) =>
    optionProblemsSchema.parse(
      await process.call({ call: 'validate', options: given, workDir }, deadlines.short),
    ),
  );
}

function withoutNulls(given: Options): Options {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
}
