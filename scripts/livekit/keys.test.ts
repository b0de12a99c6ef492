import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptKeys } from './keys.ts';

async function keysFile(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-keys-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	return join(folder, 'keys.json');
}
const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;

test('keys are made once and kept, so that cookies stay valid', async () => {
	const file = await keysFile();
	const keys = await keptKeys(file);
	expect(keys.apiSecret.length).toBeGreaterThanOrEqual(32);
	expect(await keptKeys(file)).toEqual(keys);
	expect(await keptKeys(await keysFile())).not.toEqual(keys);
});

test('only their owner can read them, also where the file was there before', async () => {
	const file = await keysFile();
	await keptKeys(file);
	expect(await modeOf(file)).toBe(0o600);
	await chmod(file, 0o644);
	await keptKeys(file);
	expect(await modeOf(file)).toBe(0o600);
});

test.each(['', '{', '{"apiKey":"x","apiSecret":"short"}'])('a file that holds %j is replaced', async (text) => {
	const file = await keysFile();
	await writeFile(file, text, { mode: 0o644 });
	const keys = await keptKeys(file);
	expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(keys);
	expect(await modeOf(file)).toBe(0o600);
});
