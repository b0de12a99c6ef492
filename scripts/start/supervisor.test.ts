import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { groupLives } from '../processes/group-lives.ts';
import type { LogLine } from './log-line.ts';
import { PartDied, type PartName, type PartSpec } from './part.ts';
import { untilEvents } from './readiness.ts';
import { supervise } from './supervisor.ts';

vi.setConfig({ testTimeout: 30_000 });
/** How long anything may take on a busy machine. */
const SOON = 20_000;

const UP = `console.log(JSON.stringify({ event: 'up' }));`;
const STAY = 'setInterval(() => {}, 1000);';
const IGNORE_TERM = `process.on('SIGTERM', () => {});`;
/** A child of the same group that nothing but a kill ends. */
const GRANDCHILD = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(IGNORE_TERM + STAY)}], { stdio: 'inherit' });`;

const part = (name: PartName, code: string, more: Partial<PartSpec> = {}): PartSpec => ({
	name,
	title: name,
	command: { command: process.execPath, args: ['-e', code], cwd: '/', env: {} },
	ready: untilEvents('up'),
	readyWithinMs: 10_000,
	stop: [{ signal: 'SIGTERM', waitMs: 2000 }],
	whenItDies: name === 'worker' ? 'restart' : 'all ends',
	...more,
});

async function supervised(...waves: PartSpec[][]) {
	const logFolder = await mkdtemp(join(tmpdir(), 'greenroom-supervisor-'));
	const said: string[] = [];
	const lines: { part: PartName; line: LogLine }[] = [];
	const groups = new Set<number>();
	let onLine = () => {};
	const supervisor = supervise(waves, {
		logFolder,
		say: (line) => said.push(line),
		onLine: (name, line) => {
			for (const pid of supervisor.pids().values()) groups.add(pid);
			lines.push({ part: name, line });
			onLine();
		},
	});
	onTestFinished(async () => {
		supervisor.kill();
		await supervisor.stop();
		await rm(logFolder, { recursive: true });
	});
	const pid = (name: PartName): number => supervisor.pids().get(name) ?? Number.NaN;
	/** Of every group that ever was, so that a life in between is not forgotten. */
	const left = () => [...groups].filter(groupLives);
	const whenLine = (listener: () => void) => {
		onLine = listener;
	};
	return { ...supervisor, pid, left, groups, logFolder, said, lines, whenLine };
}

test('waves start one after the other, and stopping leaves no process behind', async () => {
	const order = `${GRANDCHILD} ${UP} ${STAY}`;
	const all = await supervised([part('livekit', order)], [part('api', order), part('worker', order)]);
	await all.start();
	expect(all.lines[0]?.part).toBe('livekit');
	expect(all.left()).toHaveLength(3);
	await all.stop();
	expect(all.left()).toEqual([]);
	expect(await all.ended).toBeNull();
	expect(all.said).toEqual([]);
});

test('the worker is ended before the API that it reports to', async () => {
	const endsLoudly = `process.on('SIGTERM', () => { console.log('ending'); process.exit(0); }); ${UP} ${STAY}`;
	const all = await supervised([part('api', endsLoudly), part('worker', endsLoudly)]);
	await all.start();
	await all.stop();
	expect(all.lines.filter(({ line }) => line.text === 'ending').map((each) => each.part)).toEqual(['worker', 'api']);
});

test.each(['livekit', 'api', 'page'] as const)(
	'the death of %s ends all, and its last lines tell of it',
	async (name) => {
		const dies = `${GRANDCHILD} process.on('SIGUSR2', () => { console.error('out of luck'); process.exit(3); }); ${UP} ${STAY}`;
		const all = await supervised([part(name, dies), part('worker', `${GRANDCHILD} ${UP} ${STAY}`)]);
		await all.start();
		process.kill(all.pid(name), 'SIGUSR2');
		expect(await all.ended).toMatchObject({ part: name, how: 'exit code 3', ready: true });
		expect((await all.ended)?.lastLines.map((line) => line.text)).toContain('out of luck');
		expect(all.left()).toEqual([]);
	},
);

test('a worker that is killed comes back, its orphans do not, and nothing else ends', async () => {
	const all = await supervised([part('api', `${UP} ${STAY}`), part('worker', `${GRANDCHILD} ${UP} ${STAY}`)]);
	await all.start();
	const [api, first] = [all.pid('api'), all.pid('worker')];

	process.kill(first, 'SIGKILL');

	await vi.waitFor(() => expect(all.lines.filter((each) => each.part === 'worker')).toHaveLength(2), SOON);
	expect(all.pid('worker')).not.toBe(first);
	expect(groupLives(first)).toBe(false);
	expect(all.pid('api')).toBe(api);
	expect(all.said.join()).toContain('worker ended: killed by SIGKILL');
});

test('a part that dies while it starts fails the start with its reason, and the others are ended', async () => {
	const all = await supervised(
		[part('livekit', `${UP} ${STAY}`)],
		[part('api', `console.error('no port'); process.exit(1)`)],
	);
	const failure = await all.start().then(
		() => null,
		(error: unknown) => error,
	);
	expect(failure).toBeInstanceOf(PartDied);
	expect(String(failure)).toContain('api ended before it was ready: exit code 1.');
	expect(String(failure)).toContain('no port');
	expect(all.left()).toEqual([]);
});

test('the start fails with the first death, not with those that followed from it', async () => {
	const dies = `${UP} setTimeout(() => process.exit(9), 200)`;
	const all = await supervised([part('livekit', dies)], [part('api', STAY)]);
	await expect(all.start()).rejects.toThrow('livekit ended: exit code 9');
});

test('a part that is never ready is too late, and is ended', async () => {
	const stubborn = `trap '' TERM; echo thinking; while :; do sleep 1; done`;
	const command = { command: '/bin/sh', args: ['-c', stubborn], cwd: '/', env: { PATH: '/usr/bin:/bin' } };
	const all = await supervised([part('api', '', { command, readyWithinMs: 1000 })]);
	await expect(all.start()).rejects.toThrow('not ready after 1 s');
	expect(all.left()).toEqual([]);
	expect(all.groups.size).toBe(1);
});

test('a worker that has never worked is given up after three tries', async () => {
	const all = await supervised([part('worker', `console.error('broken'); process.exit(1)`)]);
	await expect(all.start()).rejects.toThrow('broken');
	expect(all.lines).toHaveLength(3);
});

test('a stop in the middle of the start ends it', async () => {
	const all = await supervised([part('livekit', `console.log('thinking'); ${STAY}`)], [part('api', `${UP} ${STAY}`)]);
	const starting = all.start();
	await vi.waitFor(() => expect(all.lines).toHaveLength(1), SOON);
	await all.stop();
	await expect(starting).rejects.toThrow('livekit ended before it was ready');
	expect(all.lines.map((each) => each.part)).toEqual(['livekit']);
	expect(all.left()).toEqual([]);
});

test('a restart that is asked for is no death, even of a part whose death ends all', async () => {
	const stays = `${UP} ${STAY}`;
	const all = await supervised([part('livekit', `${GRANDCHILD} ${stays}`), part('api', stays), part('worker', stays)]);
	await all.start();
	const [first, api] = [all.pid('livekit'), all.pid('api')];
	await all.restart('livekit', { killed: true });
	expect(all.pid('livekit')).not.toBe(first);
	expect(groupLives(first)).toBe(false);
	// Were it one, everything would be on its way down by now.
	await all.restart('worker');
	expect(groupLives(api)).toBe(true);
	expect(all.said).toEqual([]);
});

test('kill ends at once what ignores every other signal', async () => {
	const stubborn = `${IGNORE_TERM} ${GRANDCHILD} ${UP} ${STAY}`;
	const slow = { stop: [{ signal: 'SIGTERM', waitMs: 60_000 }] } as const;
	const all = await supervised([part('api', stubborn, slow), part('worker', stubborn, slow)]);
	await all.start();
	const stopping = all.stop();
	all.kill();
	await stopping;
	expect(all.left()).toEqual([]);
});

test('a kill is the end, and not a death that is mended or told of', async () => {
	const mended = { whenItDies: 'restart' } as const;
	const all = await supervised([part('api', `${UP} ${STAY}`, mended), part('worker', `${UP} ${STAY}`)]);
	await all.start();
	all.kill();
	expect(await all.ended).toBeNull();
	expect(all.left()).toEqual([]);
	expect(all.said).toEqual([]);
});

test('a stop between two waves keeps the next one from starting', async () => {
	const all = await supervised([part('livekit', `${UP} ${STAY}`)], [part('api', `${UP} ${STAY}`)]);
	all.whenLine(() => void all.stop());
	await expect(all.start()).rejects.toThrow('stopped before everything had started');
	expect(all.lines.map((each) => each.part)).toEqual(['livekit']);
	expect(all.left()).toEqual([]);
});

test('everything that a part says is in its log, without tokens, and the log before is kept', async () => {
	const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
	const all = await supervised([part('api', `${UP} console.log('rejected ${jwt}'); ${STAY}`)]);
	await all.start();
	await vi.waitFor(() => expect(all.lines).toHaveLength(2), SOON);
	await all.stop();
	expect(await readFile(join(all.logFolder, 'api.log'), 'utf8')).toBe('{"event":"up"}\nrejected <token>\n');
	const again = supervise([[part('api', '')]], { logFolder: all.logFolder, say: () => {}, onLine: () => {} });
	await again.stop();
	expect(await readFile(join(all.logFolder, 'api.previous.log'), 'utf8')).toContain('rejected <token>');
	expect(await readFile(join(all.logFolder, 'api.log'), 'utf8')).toBe('');
});

test('a supervisor that is killed leaves no process behind either', async () => {
	const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
	const logFolder = await mkdtemp(join(tmpdir(), 'greenroom-supervisor-'));
	onTestFinished(() => rm(logFolder, { recursive: true }));
	const program = `
		import { supervise } from ${here('./supervisor.ts')};
		import { untilEvents } from ${here('./readiness.ts')};
		const parts = ${JSON.stringify([part('api', `${GRANDCHILD} ${UP} ${STAY}`), part('worker', `${UP} ${STAY}`)])};
		for (const each of parts) each.ready = untilEvents('up');
		const options = { logFolder: ${JSON.stringify(logFolder)}, say: () => {}, onLine: () => {} };
		const supervisor = supervise([parts], options);
		await supervisor.start();
		console.log([...supervisor.pids().values()].join());`;
	const args = ['--import', 'tsx', '--input-type=module', '-e', program];
	const killed = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	const [pids] = await once(createInterface({ input: killed.stdout }), 'line');
	const groups = String(pids).split(',').map(Number);
	expect(groups.map(groupLives)).toEqual([true, true]);
	killed.kill('SIGKILL');
	await vi.waitFor(() => expect(groups.filter(groupLives)).toEqual([]), SOON);
});
