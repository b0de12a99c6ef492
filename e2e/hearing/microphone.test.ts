import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { makeMicrophone } from './microphone.ts';

async function microphone() {
	const made = await makeMicrophone();
	onTestFinished(() => made.remove());
	return made;
}

test('each opening is noted, until something else is to be said', async () => {
	const { file, openedAt, willSay } = await microphone();
	expect(await openedAt()).toBeNull();
	const before = Date.now();
	await readFile(file);
	const first = await openedAt();
	// The clock of the file system ticks every few milliseconds.
	expect(first).toBeGreaterThan(before - 20);
	expect(first).toBeLessThan(Date.now() + 20);
	await delay(50);
	await readFile(file);
	expect(await openedAt()).toBeGreaterThan(first ?? before);
	await willSay([{ at: 0, says: 'Hello.' }]);
	expect(await openedAt()).toBeNull();
});

test('tells when an utterance was said, once it was', async () => {
	const { file, said, willSay } = await microphone();
	await willSay([{ at: 100, says: 'Hello.' }]);
	const before = Date.now();
	await readFile(file);
	const { beganAt, endedAt } = await said(0, { within: 5_000 });
	expect(Date.now()).toBeGreaterThanOrEqual(endedAt);
	expect(beganAt - before).toBeGreaterThan(80);
	expect(endedAt - beganAt).toBeGreaterThan(200);
	expect(endedAt - beganAt).toBeLessThan(1_000);
});

test('an utterance that was not said is not told, and why', async () => {
	const { file, said, willSay } = await microphone();
	await expect(said(0, { within: 0 })).rejects.toThrow('will not say an utterance 0');
	await willSay([{ at: 60_000, says: 'Hello.' }]);
	await expect(said(0, { within: 30 })).rejects.toThrow('the page has not opened the microphone');
	await readFile(file);
	await expect(said(0, { within: 30 })).rejects.toThrow('it comes later than that');
});

test('the file that Chromium reads is there at once, and goes with the microphone', async () => {
	const { file, remove } = await makeMicrophone();
	expect((await readFile(file)).length).toBeGreaterThan(44);
	await remove();
	await expect(readFile(file)).rejects.toThrow('ENOENT');
});
