/**
 * Tapes of conversations that went wrong once, or that show how it goes: whoever changes what is decided in them has to
 * say so, by keeping a new one (`npm run replay -- FILE --keep NAME`).
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { replay } from '../replay.ts';
import { readTape } from '../tape-file.ts';

const folder = new URL('.', import.meta.url);
const tapes = (await readdir(folder)).filter((file) => file.endsWith('.json'));

describe('a kept tape', () => {
	it('is there', () => {
		expect(tapes).not.toEqual([]);
	});

	it.each(tapes)('%s is decided as it was', async (file) => {
		const { entries, policy } = readTape(await readFile(new URL(file, folder), 'utf8'));
		const steps = replay(entries, policy);
		expect(steps.length).toBeGreaterThan(0);
		expect(steps.flatMap(({ entry, differs }) => differs.map((what) => `${entry.command.kind}: ${what}`))).toEqual([]);
	});
});
