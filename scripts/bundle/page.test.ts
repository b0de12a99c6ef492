import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_PATH, DEVELOPMENT_TOKEN_HEADER } from '../../functions/entry/development/door.ts';
import { bundlePage } from './page.ts';

const root = join(import.meta.dirname, '../..');

async function folder(): Promise<string> {
	const made = await mkdtemp(join(tmpdir(), 'greenroom-page-'));
	onTestFinished(() => rm(made, { recursive: true }));
	return made;
}

test('the page has its three entrances, nothing of an earlier build, and nothing that breaks things', async () => {
	const page = await folder();
	await writeFile(join(page, 'of-an-earlier-build.js'), '');
	await bundlePage(root, page);
	const files = await readdir(page, { recursive: true });
	expect(files).toEqual(
		expect.arrayContaining(['index.html', 'ops/index.html', 'simulator/index.html', 'favicon.svg']),
	);
	expect(files.filter((file) => /earlier|\.map$/.test(file))).toEqual([]);
	const texts = await Promise.all(
		files.filter((file) => /\.(js|html)$/.test(file)).map((file) => readFile(join(page, file), 'utf8')),
	);
	for (const word of [DEVELOPMENT_PATH, DEVELOPMENT_TOKEN_HEADER])
		expect(texts.filter((text) => text.includes(word))).toEqual([]);
}, 60_000);

test('what is wrong with a page is said', async () => {
	const clone = await folder();
	await mkdir(join(clone, 'web'));
	await expect(bundlePage(clone, join(clone, 'page'))).rejects.toThrow(/^The page could not be built: exit code 1/);
}, 60_000);
