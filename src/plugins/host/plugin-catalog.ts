import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { KIT_VERSION } from '../kit/plugin.ts';
import { descriptionSchema, type PluginDescription } from '../kit/protocol.ts';
import type { Deadlines, HostLogger } from './host-options.ts';
import { versionFits } from './kit-range.ts';
import { locatePlugins, type PluginLocation } from './locate-plugin.ts';
import { PluginCallError } from './plugin-error.ts';
import { PluginProcess } from './plugin-process.ts';

/** A plugin that this installation has. */
export interface AvailablePlugin extends PluginDescription {
  /** File URL of its module. */
  readonly url: string;
}

/** A plugin that is named but cannot be used, and why. */
export interface BrokenPlugin {
  readonly name: string;
  readonly problem: string;
}

export interface Catalog {
  readonly available: readonly AvailablePlugin[];
  readonly broken: readonly BrokenPlugin[];
}

interface Settings {
  readonly names: readonly string[];
  readonly dataDir: string;
  readonly deadlines: Deadlines;
  readonly memoryLimit: number;
  readonly logger: HostLogger;
}

/** Knows the plugins by asking each in a process of its own; asks again when its module changed. */
export class PluginCatalog {
  readonly #settings: Settings;
  readonly #described = new Map<
    string,
    { readonly changedAt: number; readonly description: Promise<PluginDescription> }
  >();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async read(): Promise<Catalog> {
    const found = await Promise.all(
      locatePlugins(this.#settings.names).map((location) => this.#inspect(location)),
    );
    const available: AvailablePlugin[] = [];
    const broken: BrokenPlugin[] = [];
    for (const plugin of found) {
      if ('problem' in plugin) broken.push(plugin);
      else if (available.some(({ id }) => id === plugin.id)) {
        broken.push({ name: plugin.url, problem: `There is another plugin with the id "${plugin.id}".` });
      } else available.push(plugin);
    }
    return { available, broken };
  }

  /** The plugin with this id; throws what the operator has to do when there is none. */
  async find(id: string): Promise<AvailablePlugin> {
    const { available, broken } = await this.read();
    const plugin = available.find((each) => each.id === id);
    if (plugin) return plugin;
    const names = available.map((each) => each.id).join(', ');
    const problems = broken.map(({ name, problem }) => ` ${name}: ${problem}`).join('');
    throw new PluginCallError(
      `There is no plugin "${id}"; there are ${names}. Others are named in KONTOR_PLUGINS.${problems}`,
    );
  }

  /** Runs a plugin for one question, in a process that ends afterwards. */
  async ask<Answer>(
    url: string,
    work: (process: PluginProcess, workDir: string) => Promise<Answer>,
  ): Promise<Answer> {
    const { dataDir, deadlines, memoryLimit, logger } = this.#settings;
    const workDir = path.join(dataDir, 'plugins', 'questions');
    const process = await PluginProcess.start({
      url,
      workDir,
      memoryLimit,
      deadlines,
      mask: (value) => value,
      // Options are in no log before they are known to be secret or not.
      log: (level, message) => logger.debug({ plugin: url, level, message }, 'a plugin that was asked said'),
    });
    try {
      return await work(process, workDir);
    } finally {
      await process.stop();
    }
  }

  async #inspect({ name, url, problem }: PluginLocation): Promise<AvailablePlugin | BrokenPlugin> {
    if (url === null) return { name, problem: problem ?? 'It could not be found.' };
    try {
      const description = await this.#describe(url);
      if (!versionFits(KIT_VERSION, description.requires)) {
        const reason = `It needs the plugin kit ${description.requires}; this Kontor has ${KIT_VERSION}.`;
        return { name, problem: reason };
      }
      return { ...description, url };
    } catch (error) {
      return { name, problem: (error as Error).message };
    }
  }

  async #describe(url: string): Promise<PluginDescription> {
    const changedAt = (await stat(fileURLToPath(url))).mtimeMs;
    const known = this.#described.get(url);
    if (known?.changedAt === changedAt) return known.description;
    const description = this.ask(url, (process) => describe(process, this.#settings.deadlines));
    this.#described.set(url, { changedAt, description });
    // A failure is not remembered: the next question may find it repaired.
    description.catch(() => this.#described.delete(url));
    return description;
  }
}

/** What the running plugin says about itself, checked. */
export async function describe(process: PluginProcess, deadlines: Deadlines): Promise<PluginDescription> {
  const checked = descriptionSchema.safeParse(await process.call({ call: 'describe' }, deadlines.short));
  if (checked.success) return checked.data;
  throw new PluginCallError(
    `The plugin does not describe itself as it should: ${z.prettifyError(checked.error)}`,
  );
}
