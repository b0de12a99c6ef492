import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { provideParts } from './provide-parts.ts';
import { runPlan } from './run-plan.ts';
import { sealOff } from './seal.ts';
import { add, oneFailed, onePassed, oneSkipped } from './tally.ts';

vi.setConfig({ testTimeout: 30_000 });

/** A machine with nothing but these programs on PATH, from which no release can be reached. */
async function machine(programs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-machine-'));
	onTestFinished(() => rm(root, { recursive: true }));
	for (const [name, script] of Object.entries(programs)) {
		await writeFile(join(root, name), `#!/bin/sh\n${script}\n`);
		await chmod(join(root, name), 0o755);
	}
	const said: string[] = [];
	return {
		root,
		said,
		env: { PATH: root, HOME: root, GREENROOM_LIVEKIT_RELEASES: 'http://127.0.0.1:9', ...env },
		progress: { say: (line: string) => void said.push(line), step: () => ({ update() {}, end() {}, done() {} }) },
		signal: new AbortController().signal,
		isRoot: true,
	};
}

const livekit = 'echo livekit-server version 1.13.5';
const endToEnd = { checks: false, unit: false, thorough: false, endToEnd: true, selection: [] };

test('in CI every missing part is a failure with its name, and no test runs without it', async () => {
	const bare = await machine({}, { CI: 'true' });
	const tally = await runPlan(endToEnd, bare);
	expect(tally).toMatchObject({ passed: 0, skipped: 0 });
	for (const name of ['chromium', 'redis-server', 'livekit-server'])
		expect(bare.said).toContain(`FAILED: ${name} is missing. In CI every part has to be there.`);
	expect(tally.failed).toBe(bare.said.filter((line) => line.startsWith('FAILED')).length);
});

test('for a person who may not install them, missing parts are named with what to do', async () => {
	const person = { ...(await machine({ 'livekit-server': livekit, 'apt-get': 'exit 1' })), isRoot: false };
	const missing = await provideParts(person);
	expect(missing).toEqual(expect.arrayContaining(['chromium', 'redis-server', 'pocketsphinx']));
	expect(missing).not.toContain('livekit-server');
	expect(person.said.join('\n')).toMatch(/sudo apt-get install chromium redis-server/);
});

test('root gets them from apt', async () => {
	const brings = ['chromium', 'redis-server', 'pocketsphinx_batch'].map((name) => `: > $HOME/${name}`);
	const root = await machine({
		'livekit-server': livekit,
		'apt-get': [...brings, '/bin/chmod +x $HOME/chromium $HOME/redis-server $HOME/pocketsphinx_batch'].join('\n'),
	});
	expect((await provideParts(root)).filter((name) => name !== 'pocketsphinx-en-us')).toEqual([]);
});

test('what apt fails to bring is missing, in the words of apt', async () => {
	const root = await machine({ 'livekit-server': livekit, 'apt-get': 'echo "E: no space left"; exit 100' });
	expect(await provideParts(root)).toContain('chromium');
	expect(root.said.join('\n')).toContain('E: no space left');
});

/** A machine with everything for the end-to-end suite, whose one test runs this code and passes. */
async function machineWithTest(code: string) {
	const here = await machine({ 'livekit-server': livekit, 'apt-get': 'exit 1' });
	const report = '{"testResults":[{"name":"","status":"passed","assertionResults":[{"status":"passed"}]}]}';
	await mkdir(join(here.root, 'node_modules/vitest'), { recursive: true });
	await writeFile(
		join(here.root, 'node_modules/vitest/vitest.mjs'),
		`${code}
		const file = process.argv.find((arg) => arg.startsWith('--outputFile.json=')).split('=')[1];
		(await import('node:fs')).writeFileSync(file, ${JSON.stringify(report)});`,
	);
	return { ...here, env: { ...here.env, PATH: `${here.root}:${process.env['PATH']}` } };
}

const SEND = `
	import { createSocket } from 'node:dgram';
	const socket = createSocket('udp4');
	await new Promise((sent) => socket.send('x', 9, '203.0.113.7', sent));
	socket.close();`;

test.each([
	['passes', '', onePassed, 'No packet has left this machine: passed'],
	['fails when one leaves', SEND, oneFailed, 'FAILED: 1 packet has left this machine'],
])('that no packet leaves is one more check: it %s, where that can be told', async (_, code, verdict, line) => {
	const here = { ...(await machineWithTest(code)), isRoot: process.getuid?.() === 0 };
	const seal = await sealOff(here);
	const isPossible = (await seal.escaped()).outcome !== 'impossible';
	await seal.close();
	expect(await runPlan(endToEnd, here)).toEqual(add(onePassed, isPossible ? verdict : oneSkipped));
	expect(here.said.at(-1)).toEqual(isPossible ? line : expect.stringContaining('skipped'));
});

test('where it cannot be told, that is a skipped check with its reason', async () => {
	const here = { ...(await machineWithTest('')), isRoot: false };
	expect(await runPlan(endToEnd, here)).toEqual({ passed: 1, failed: 0, skipped: 1 });
	expect(here.said.join('\n')).toMatch(/No packet has left this machine: skipped, .*root/);
});

test('a selection that no test matches is a failure', async () => {
	const nobody = await machine({});
	const plan = { checks: false, unit: false, thorough: false, endToEnd: false, selection: ['no-such-file'] };
	expect(await runPlan(plan, nobody)).toEqual({ passed: 0, failed: 1, skipped: 0 });
	expect(nobody.said).toEqual(['No test matches: no-such-file']);
});
