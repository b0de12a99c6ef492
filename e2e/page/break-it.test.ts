import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { BREAKS } from '../../web/development/breaks.ts';

const greenroom = inject('greenroom');
const built = join(import.meta.dirname, '../../web/dist');
/** Whatever "Break it" brings with it. */
const TRACES = /break-it|break it|\/development\/|network-cut|data-token/i;

describe.skipIf(greenroom === null)('the page without the buttons of npm start', () => {
	test('has no trace of them, and no door', async () => {
		const url = greenroom?.url ?? '';
		expect(await (await fetch(url)).text()).not.toMatch(TRACES);
		const doors = BREAKS.map((name) => fetch(new URL(`/development/${name}`, url), { method: 'POST', body: '{}' }));
		const script = fetch(new URL('/development/break-it.js', url));
		const statuses = (await Promise.all([...doors, script])).map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set([404]));
		const files = await readdir(built, { recursive: true, withFileTypes: true });
		const texts = files.filter((file) => file.isFile() && /\.(js|css|html)$/.test(file.name));
		expect(texts.length).toBeGreaterThan(2);
		for (const { name, parentPath } of texts)
			expect(await readFile(join(parentPath, name), 'utf8'), name).not.toMatch(TRACES);
	});
});
