import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pageRoutes } from './page.ts';

test.each(['/ops', '/ops/'])('%s is the operators’ page, which no cache keeps', async (path) => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-page-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'index.html'), 'callers');
	await mkdir(join(folder, 'ops'));
	await writeFile(join(folder, 'ops/index.html'), 'operators');
	const response = await pageRoutes(folder).request(path);
	expect(await response.text()).toBe('operators');
	expect(response.headers.get('cache-control')).toBe('no-cache');
	expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('what has a hash in its name is kept for good, and what is not there is not', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-page-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await mkdir(join(folder, 'assets'));
	await writeFile(join(folder, 'assets/index-abc.js'), '');
	const kept = async (path: string) => (await pageRoutes(folder).request(path)).headers.get('cache-control');
	expect(await kept('/assets/index-abc.js')).toBe('public, max-age=31536000, immutable');
	expect(await kept('/assets/index-gone.js')).toBeNull();
});
