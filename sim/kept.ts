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

/** @param root of the repository */
export async function readKept(root: string): Promise<readonly Kept[]> {
	return JSON.parse(await readFile(`${root}/${FILE}`, 'utf8')) as readonly Kept[];
}

export async function keep(root: string, kept: Kept): Promise<void> {
	const before = await readKept(root);
	const isKnown = before.some(({ seed, rule }) => seed === kept.seed && rule === kept.rule);
	if (!isKnown) await writeFile(`${root}/${FILE}`, `${JSON.stringify([...before, kept], null, '\t')}\n`);
}
