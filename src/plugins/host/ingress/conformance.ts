import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { DomainError } from '../../../shared/errors.ts';
import {
  checkIngress,
  type IngressUnderTest,
  type RuleResult,
  type SampleMessage,
} from '../../kit/conformance/check-ingress.ts';
import type { IngressRequest } from '../../kit/ingress.ts';
import { optionProblemsSchema } from '../../kit/protocol.ts';
import { DEFAULT_MEMORY_LIMIT, defaultDeadlines, type HostLogger } from '../host-options.ts';
import { type AvailablePlugin, type Catalog, PluginCatalog } from '../plugin-catalog.ts';
import { PluginProcess } from '../plugin-process.ts';

/** Much less than in earnest: it is asked hundreds of times, and whoever waits for it is its author. */
const DEADLINE_MS = 5_000;

export interface TestSettings {
  /** Plugins beside the bundled ones. */
  readonly names: readonly string[];
  readonly dataDir: string;
  readonly logger: HostLogger;
}

export type { RuleResult, SampleMessage } from '../../kit/conformance/check-ingress.ts';

/** The plugins that can be tested, without a database. */
export function readCatalog({ names, dataDir, logger }: TestSettings): Promise<Catalog> {
  return new PluginCatalog({
    names,
    dataDir: path.resolve(dataDir),
    deadlines: defaultDeadlines,
    memoryLimit: DEFAULT_MEMORY_LIMIT,
    logger,
  }).read();
}

/** The kit's suite on a plugin in a process of its own, as it runs in earnest; no database is needed. */
export async function testIngress(
  settings: TestSettings,
  { id, url, ingress }: AvailablePlugin,
  options: Readonly<Record<string, unknown>>,
  samples: readonly SampleMessage[],
): Promise<RuleResult[]> {
  if (!ingress) {
    const hint = 'what it pulls shows `kontor integration dry-run`.';
    throw new DomainError('NOT_ALLOWED', `The plugin "${id}" takes no messages; ${hint}`);
  }
  // Nothing is posted to it: any secret will do.
  const urlSecret = randomBytes(24).toString('hex');
  const tested = new ProcessUnderTest(settings, url, { [ingress.urlSecret]: urlSecret, ...options });
  try {
    await tested.validate();
    return await checkIngress(tested, samples);
  } finally {
    await tested.restart();
  }
}

class ProcessUnderTest implements IngressUnderTest {
  readonly #settings: TestSettings;
  readonly #url: string;
  readonly #options: Readonly<Record<string, unknown>>;
  #process: PluginProcess | null = null;

  constructor(settings: TestSettings, url: string, options: Readonly<Record<string, unknown>>) {
    this.#settings = settings;
    this.#url = url;
    this.#options = options;
  }

  async validate(): Promise<void> {
    const process = await this.#running();
    const answer = await process.call(
      { call: 'validate', options: this.#options, workDir: this.#workDir },
      DEADLINE_MS,
    );
    const [problem] = optionProblemsSchema.parse(answer);
    if (!problem) return;
    const option = problem.path.join('.') || 'options';
    throw new DomainError('INVALID', `${option}: ${problem.message}`, option);
  }

  async handle(request: IngressRequest): Promise<unknown> {
    const process = await this.#running();
    return process.call(
      { call: 'handle', options: this.#options, workDir: this.#workDir, request },
      DEADLINE_MS,
    );
  }

  /** The next question starts it again. */
  async restart(): Promise<void> {
    await this.#process?.stop();
    this.#process = null;
  }

  get #workDir(): string {
    return path.resolve(this.#settings.dataDir, 'plugins', 'conformance');
  }

  async #running(): Promise<PluginProcess> {
    if (this.#process && !this.#process.ended) return this.#process;
    this.#process = await PluginProcess.start({
      url: this.#url,
      workDir: this.#workDir,
      memoryLimit: DEFAULT_MEMORY_LIMIT,
      deadlines: defaultDeadlines,
      mask: (value) => value,
      log: (level, message) => this.#settings.logger.debug({ level, message }, 'the plugin under test said'),
    });
    return this.#process;
  }
}
