import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DocumentNode, parse, separateOperations } from 'graphql';

const root = path.join(import.meta.dirname, '../..');

/** A GraphQL operation in the documentation, with what stands in the JSON block below it. */
export interface DocumentedOperation {
  /** Where it stands: `docs/events.md:17`, with its name where several stand together. */
  readonly place: string;
  /** The operation with the fragments it needs. */
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown> | null;
  /** The printed answer, where one follows. */
  readonly answer: Record<string, unknown> | null;
}

interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
  /** Whether nothing but blank lines and comments stands between the block before and this one. */
  readonly followsAtOnce: boolean;
}

/** All operations of README.md and docs, in their order. */
export function documentedOperations(): DocumentedOperation[] {
  const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file));
  return ['README.md', ...pages.toSorted()].flatMap((page) => operationsOf(page));
}

function operationsOf(page: string): DocumentedOperation[] {
  const blocks = blocksOf(readFileSync(path.join(root, page), 'utf8'));
  return blocks.flatMap((block, index) => {
    if (block.language !== 'graphql') return [];
    const place = `${page}:${block.line}`;
    const documents = Object.entries(separateOperations(parsed(block.text, place)));
    if (documents.length > 1) {
      return documents.map(([name, document]) => ({
        place: `${place} ${name}`,
        document,
        variables: null,
        answer: null,
      }));
    }
    // None: an excerpt of the schema.
    return documents.map(([, document]) => ({ place, document, ...jsonBelow(blocks, index + 1, place) }));
  });
}

/** Variables, an answer, or both in this order. */
function jsonBelow(blocks: readonly Block[], index: number, place: string) {
  const below: { variables: Record<string, unknown> | null; answer: Record<string, unknown> | null } = {
    variables: null,
    answer: null,
  };
  for (const block of blocks.slice(index, index + 2)) {
    if (block.language !== 'json' || !block.followsAtOnce) break;
    const value = parsedJson(block.text, place);
    if ('data' in value || 'errors' in value) return { ...below, answer: value };
    below.variables = value;
  }
  return below;
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of markdown.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)) {
    const between = markdown.slice(end, match.index).replaceAll(/<!--.*?-->/gs, '');
    blocks.push({
      language: match[1] ?? '',
      text: match[2] ?? '',
      line: markdown.slice(0, match.index).split('\n').length,
      followsAtOnce: between.trim() === '',
    });
    end = match.index + match[0].length;
  }
  return blocks;
}

function parsed(text: string, place: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
}

function parsedJson(text: string, place: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${place}, the JSON below it: ${(error as Error).message}`, { cause: error });
  }
}
