import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** docs/customising.md shows a tool and its test. Both are taken from there as they stand, and run. */
const tools = fileURLToPath(new URL('.', import.meta.url));
const document = fileURLToPath(new URL('../../docs/customising.md', import.meta.url));
const BLOCK = /```ts\n\/\/ worker\/tools\/(\S+)\n([\s\S]*?)```/g;

let folder: string;
let blocks: Map<string, string>;

beforeAll(async () => {
	folder = await mkdtemp(join(tools, '.shown-'));
	const text = await readFile(document, 'utf8');
	blocks = new Map([...text.matchAll(BLOCK)].map(([, file = '', code = '']) => [file, code]));
});
afterAll(() => rm(folder, { recursive: true }));

/** Written where its neighbours' imports lead one folder up, and bundled, so that it is new each time. */
async function load(change: (code: string) => string = (code) => code): Promise<Record<string, () => void>> {
	const written = [...blocks].map(([file, code]) =>
		writeFile(join(folder, file), change(code.replaceAll("'./tool.ts'", "'../tool.ts'"))),
	);
	await Promise.all(written);
	const outfile = join(folder, `${crypto.randomUUID()}.mjs`);
	await build({
		entryPoints: [join(folder, 'roll-dice.test.ts')],
		bundle: true,
		format: 'esm',
		platform: 'node',
		outfile,
		logLevel: 'silent',
		alias: { vitest: join(folder, 'vitest.ts') },
	});
	const { shown } = await import(outfile);
	return shown;
}

describe('the tool that the documentation shows', () => {
	beforeAll(async () => {
		Object.assign(globalThis, { shownExpect: expect });
		const standIn = [
			'export const shown = {};',
			'export const expect = globalThis.shownExpect;',
			'export const test = (name, run) => { shown[name] = run; };',
		];
		await writeFile(join(folder, 'vitest.ts'), standIn.join('\n'));
		const test = blocks.get('roll-dice.test.ts') ?? '';
		blocks.set('roll-dice.test.ts', `${test}\nexport { shown } from 'vitest';\n`);
	});

	it('has ten lines of code, and a test that passes', async () => {
		const lines = (blocks.get('roll-dice.ts') ?? '')
			.split('\n')
			.filter((line) => line !== '' && !line.startsWith('/**'));
		expect(lines.length).toBeLessThanOrEqual(10);
		const shown = await load();
		expect(Object.keys(shown)).toHaveLength(1);
		for (const run of Object.values(shown)) run();
	});

	it('has a test that can fail', async () => {
		const shown = await load((code) => code.replace('1 + Math.floor', 'Math.floor'));
		for (const run of Object.values(shown)) expect(run).toThrow();
	});
});
