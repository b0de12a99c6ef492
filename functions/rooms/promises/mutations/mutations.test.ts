import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { makeMutant, type TestOptions } from '../../../../scripts/mutations/mutant.ts';
import { verdictOn } from '../../../../scripts/mutations/verdict.ts';
import { takeTurns } from '../../../../scripts/processes/turns.ts';

vi.setConfig({ testTimeout: 300_000 });

const root = join(import.meta.dirname, '../../../..');
const place = 'functions/rooms/promises';
const inTurns = takeTurns(2);
/** Enough to see that the copy is whole; their own files look for longer. */
const BRIEFLY_MS = 500;

/** From the name of a file, which begins with the promise. */
const promiseOf = (file: string): string => file.slice(0, file.indexOf('-')).toUpperCase();

const tests = (await readdir(join(root, place))).filter((file) => file.endsWith('.test.ts')).sort();
const patches = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.patch')).sort();

/** The report of these tests, with a mistake or without one. */
const reportOf = (files: readonly string[], patch: string | null, options: TestOptions) =>
	inTurns(async () => {
		const mutant = await makeMutant(root, 'functions');
		try {
			if (patch !== null) await mutant.apply(join(import.meta.dirname, patch));
			const paths = files.map((file) => `${place}/${file}`);
			return await mutant.test(paths, options);
		} finally {
			await mutant.drop();
		}
	});

test('each promise has a mistake of its own', () => {
	expect(patches.map(promiseOf)).toEqual(tests.map(promiseOf));
});

test.concurrent('without a mistake every promise is kept', async ({ signal }) => {
	const report = await reportOf(tests, null, { signal, propertyMs: BRIEFLY_MS });
	for (const file of tests) expect(verdictOn(report, promiseOf(file))).toEqual({ outcome: 'survived', red: [] });
});

test.concurrent.for(patches)('the promise turns red: %s', async (patch, { signal }) => {
	const promise = promiseOf(patch);
	const report = await reportOf([`${promise.toLowerCase()}-`], patch, { signal });
	const { outcome, red } = verdictOn(report, promise);
	expect(outcome, red.join('\n')).toBe('found');
});
