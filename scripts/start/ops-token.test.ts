import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptOpsToken } from './ops-token.ts';

async function tokenFile(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-ops-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	return join(folder, 'ops-token');
}
const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;

test('it is made once and kept, and each folder has its own', async () => {
	const file = await tokenFile();
	const token = await keptOpsToken(file);
	expect(token).toMatch(/^[\w-]{43}$/);
	expect(await keptOpsToken(file)).toBe(token);
	expect(await keptOpsToken(await tokenFile())).not.toBe(token);
});

test('only its owner can read it, also where the file was there before', async () => {
	const file = await tokenFile();
	await keptOpsToken(file);
	expect(await modeOf(file)).toBe(0o600);
	await chmod(file, 0o644);
	await keptOpsToken(file);
	expect(await modeOf(file)).toBe(0o600);
});

test.each(['', 'short', 'two words of more than thirty-two letters'])(
	'a file that holds %j is replaced',
	async (text) => {
		const file = await tokenFile();
		await writeFile(file, text);
		expect(await keptOpsToken(file)).not.toBe(text);
	},
);
