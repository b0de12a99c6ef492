import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { provideImage, provideParts } from './provide-parts.ts';
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
const endToEnd = { checks: false, unit: false, thorough: false, endToEnd: true, image: false, selection: [] };

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
	expect(person.said.join('\n')).toMatch(/sudo apt-get install chromium chromium-headless-shell redis-server/);
});

test('root gets them from apt', async () => {
	const programs = ['chromium', 'redis-server', 'pocketsphinx_batch', 'buildah', 'debootstrap'];
	const brings = programs.map((name) => `: > $HOME/${name}`);
	const root = await machine({
		'livekit-server': livekit,
		'apt-get': [...brings, `cd $HOME; /bin/chmod +x ${programs.join(' ')}`].join('\n'),
	});
	expect((await provideParts(root)).filter((name) => name !== 'pocketsphinx-en-us')).toEqual([]);
});

test('what apt fails to bring is missing, in the words of apt', async () => {
	const root = await machine({ 'livekit-server': livekit, 'apt-get': 'echo "E: no space left"; exit 100' });
	expect(await provideParts(root)).toContain('chromium');
	expect(root.said.join('\n')).toContain('E: no space left');
});

test('where no image can be built, that is said, and its tests are known to lack their base', async () => {
	const person = { ...(await machine({})), isRoot: false };
	expect(await provideImage(person, person.root)).toEqual(['base image']);
	expect(person.said).toEqual(["The worker's image is not built: an image is built and booted by root on Linux"]);
	const bare = await machine({ buildah: 'exit 1' });
	expect(await provideImage(bare, bare.root)).toEqual(['base image']);
	expect(bare.said).toEqual(["The worker's image is not built: there is no debootstrap on PATH"]);
});

test('what goes wrong with the image itself is left to its tests', async () => {
	const tools = Object.fromEntries(['debootstrap', 'unshare', 'nsenter'].map((name) => [name, '']));
	const builds = '[ "$5" = inspect ] || { echo "npm ci failed"; exit 3; }';
	const here = await machine({ ...tools, buildah: builds });
	expect(await provideImage(here, here.root)).toEqual([]);
	expect(here.said.join()).toMatch(/could not be built: exit code 3\nnpm ci failed/);
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
	const plan = {
		checks: false,
		unit: false,
		thorough: false,
		endToEnd: false,
		image: false,
		selection: ['no-such-file'],
	};
	expect(await runPlan(plan, nobody)).toEqual({ passed: 0, failed: 1, skipped: 0 });
	expect(nobody.said).toEqual(['No test matches: no-such-file']);
});
