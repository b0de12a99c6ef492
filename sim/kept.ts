/**
 * Histories that broke a promise once: they are played again and again. Kept as they are, so that they mean the same when
 * chance writes other histories.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { History } from './history.ts';

export interface Kept {
	/** That wrote it. */
	readonly seed: number;
	/** Which promise it broke, and how that came. */
	readonly rule: string;
	readonly why: string;
	readonly history: History;
}

const FILE = 'sim/seeds.json';
/** Those that break it still. Whoever mends one moves it. */
const OPEN_FILE = 'sim/open-seeds.json';

const read = async (file: string): Promise<readonly Kept[]> => JSON.parse(await readFile(file, 'utf8'));

/** @param root of the repository */
export const readKept = (root: string): Promise<readonly Kept[]> => read(`${root}/${FILE}`);

export const readOpen = (root: string): Promise<readonly Kept[]> => read(`${root}/${OPEN_FILE}`);

export async function keep(root: string, kept: Kept): Promise<void> {
	const [before, open] = [await readKept(root), await readOpen(root)];
	const isKnown = [...before, ...open].some(({ seed, rule }) => seed === kept.seed && rule === kept.rule);
	if (!isKnown) await writeFile(`${root}/${FILE}`, `${JSON.stringify([...before, kept], null, '\t')}\n`);
}
