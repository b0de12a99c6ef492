import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { absentParts } from '../install/system-parts.ts';
import { MISSING_PARTS, missingParts } from './missing-parts.ts';

test('what npm test could not bring here is missing, and nothing else is looked for', () => {
	const absent = () => ['redis-server'] as const;
	expect(missingParts({ [MISSING_PARTS]: 'chromium,livekit-server' }, absent)).toEqual(['chromium', 'livekit-server']);
	expect(missingParts({ [MISSING_PARTS]: '' }, absent)).toEqual([]);
});

test('without npm test the machine is asked', () => {
	expect(missingParts({}, () => ['redis-server'])).toEqual(['redis-server']);
});

test('a part is there when one of its programs is on PATH and can be run', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-parts-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	expect(absentParts(folder)).toEqual(expect.arrayContaining(['chromium', 'redis-server', 'pocketsphinx']));
	await writeFile(join(folder, 'google-chrome'), '');
	expect(absentParts(folder)).toContain('chromium');
	await chmod(join(folder, 'google-chrome'), 0o755);
	expect(absentParts(folder)).not.toContain('chromium');
	expect(absentParts(folder)).toContain('redis-server');
});
