import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { getStaticFile } from 'ruru/static';

interface Asset {
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const ownFolder = path.join(import.meta.dirname, 'browser');
// The package's build for browsers has no bundler's names in it: one file and what it imports beside it.
const graphqlWsFolder = path.dirname(createRequire(import.meta.url).resolve('graphql-ws/client'));

/** A file of the page by its name below the assets' path; null if there is none. */
export async function graphiqlAsset(name: string, acceptEncoding: string | undefined): Promise<Asset | null> {
  if (name === 'page.js' || name === 'page.css') return fromDisk(ownFolder, name);
  const [folder, file, ...deeper] = name.split('/');
  if (file === undefined || deeper.length > 0) return null;
  if (folder === 'graphql-ws' && /^(client|common-[\w-]+)\.js$/.test(file))
    return fromDisk(graphqlWsFolder, file);
  if (folder !== 'ruru') return null;
  return getStaticFile({ staticPath: '/', urlPath: `/${file}`, acceptEncoding, disallowDevAssets: true });
}

async function fromDisk(folder: string, file: string): Promise<Asset | null> {
  const content = await readFile(path.join(folder, file));
  return {
    content,
    headers: {
      'content-type': `text/${file.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
      'content-length': String(content.length),
      etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    },
  };
}
