/**
 * What the probes in a worker's processes have written.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Percentiles 99 in ms, one for each process and window that ended between the two times. */
export async function readDelays(folder: string, from: number, to: number): Promise<readonly number[]> {
	const files = await readdir(folder);
	const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
	return texts.flatMap((text) => delaysIn(text, from, to));
}

export function delaysIn(text: string, from: number, to: number): readonly number[] {
	return text.split('\n').flatMap((line) => {
		const [at, p99, ...others] = line.split(' ').map(Number);
		if (at === undefined || p99 === undefined || others.length > 0) return [];
		return at >= from && at <= to && !Number.isNaN(p99) ? [p99] : [];
	});
}
