import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createProgress } from '../install/progress.mjs';
import { builtPage } from './built-page.ts';

vi.setConfig({ testTimeout: 30_000 });

let root = '';

const write = async (file: string, text = '') => {
	await mkdir(dirname(join(root, file)), { recursive: true });
	await writeFile(join(root, file), text);
};
/** Seconds from now. */
const touch = (file: string, seconds: number) => {
	const time = Date.now() / 1000 + seconds;
	return utimes(join(root, file), time, time);
};

/** A repository whose sources are a minute old, with a vite that counts its builds. */
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'greenroom-page-'));
	onTestFinished(() => rm(root, { recursive: true }));
	await write(
		'node_modules/vite/bin/vite.js',
		`const fs = require('node:fs'); fs.mkdirSync('web/dist', { recursive: true });
		fs.appendFileSync('builds', process.argv.slice(2) + ' ' + process.env.NODE_ENV + '\\n');
		if (fs.existsSync('broken')) { console.error('cannot resolve x'); process.exit(1); }
		fs.writeFileSync('web/dist/index.html', '');`,
	);
	const sources = ['web/ui/call.ts', 'functions/protocol/names.ts', 'sim/play.ts', 'worker/pool/admit.ts'];
	for (const file of [...sources, 'package-lock.json', 'docs/coverage.md']) await write(file);
	const folders = ['web/ui', 'web', 'functions/protocol', 'functions', 'sim', 'worker/pool', 'worker'];
	for (const path of [...sources, ...folders, 'package-lock.json']) await touch(path, -60);
});

const page = () =>
	builtPage(root, {
		progress: createProgress({ write: () => {} }),
		signal: new AbortController().signal,
		variables: { NODE_ENV: 'test' },
	});
const builds = async () => (await readFile(join(root, 'builds'), 'utf8')).trimEnd().split('\n').length;

test('the page is built for production, once', async () => {
	expect(await page()).toBe(join(root, 'web/dist'));
	await page();
	expect(await readFile(join(root, 'builds'), 'utf8')).toBe(`build,${join(root, 'web')} production\n`);
});

test.each([
	'web/ui/call.ts',
	'functions/protocol/names.ts',
	'sim/play.ts',
	'worker/pool/admit.ts',
	'package-lock.json',
])('a younger %s makes it be built again', async (file) => {
	await page();
	await touch(file, 60);
	await page();
	expect(await builds()).toBe(2);
});

test('so does a file that was deleted', async () => {
	await page();
	await touch('web/dist/index.html', -1);
	await rm(join(root, 'web/ui/call.ts'));
	await page();
	expect(await builds()).toBe(2);
});

test('what the page is not made of does not', async () => {
	await page();
	await touch('docs/coverage.md', 60);
	await page();
	expect(await builds()).toBe(1);
});

test('a build that fails is an error in the words of the builder', async () => {
	await write('broken');
	await expect(page()).rejects.toThrow('The page could not be built: exit code 1\ncannot resolve x');
});
