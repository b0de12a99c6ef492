import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BASE, provideBase } from '../../scripts/image/base.ts';
import { buildWorker, WORKER_IMAGE } from '../../scripts/image/build.ts';
import { openBuildah, whyNoImages } from '../../scripts/image/buildah.ts';
import { type Image, readImage } from '../../scripts/image/image.ts';
import { parseLine } from '../../scripts/start/log-line.ts';
import { anyPorts } from '../../scripts/start/ports.ts';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { type Container, startContainer } from './container.ts';
import { type SealedGreenroom, startSealed } from './sealed-greenroom.ts';

const root = join(import.meta.dirname, '../..');
const LARGEST_MB = 160;
/** The first one on a machine installs a Debian and all packages. */
const BUILD_WITHIN_MS = 600_000;
const PATIENCE = 30_000;
const STOP_WITHIN_MS = 10_000;
const silent = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };

const why = lacks('livekit-server', 'buildah', 'debootstrap', 'base image')
	? 'parts are missing'
	: await whyNoImages(process);

describe.skipIf(why !== null)('the image of the worker', () => {
	const machine = { env: process.env, signal: new AbortController().signal };
	const buildah = openBuildah(machine);
	let image: Image;
	let greenroom: SealedGreenroom;
	let container: Container;
	const undone: (() => Promise<void>)[] = [];
	const lines: string[] = [];
	const events = (event: string) =>
		lines.map((line) => parseLine(line).json).filter((json) => json?.['event'] === event);
	const logged = (event: string) =>
		eventually(
			event,
			async () => ({ seen: events(event).length, last: lines.slice(-5) }),
			({ seen }) => seen > 0,
			PATIENCE,
		);

	beforeAll(async () => {
		expect(await provideBase(buildah, { ...machine, progress: silent })).toBeNull();
		const began = performance.now();
		expect(await buildWorker(buildah, root)).toBeNull();
		report('built in', `${((performance.now() - began) / 1000).toFixed(1)} s`);
		image = await readImage(buildah, WORKER_IMAGE, BASE);
		greenroom = await startSealed();
		undone.push(greenroom.stop);
		await boot();
	}, BUILD_WITHIN_MS);
	afterAll(async () => {
		for (const undo of undone.reverse()) await undo();
	});

	async function boot(): Promise<void> {
		const [port = 0] = await anyPorts(1);
		const { described, seal } = greenroom;
		const { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, GREENROOM_API_URL, STAGE } = described;
		const needed = { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, GREENROOM_API_URL, STAGE };
		const began = performance.now();
		container = await startContainer(buildah, WORKER_IMAGE, {
			config: image.config,
			within: seal.within,
			onLine: (line) => lines.push(line),
			// What docs/worker-image.md lists, and nothing of this machine's.
			variables: { ...needed, WORKER_PORT: String(port) },
		});
		undone.push(container.remove);
		await logged('worker_registered');
		report('registered after', `${Math.round(performance.now() - began)} ms`);
		await logged('job_process_warm');
		report('warm after', `${Math.round(performance.now() - began)} ms`);
	}
	const isHealthy = async () => {
		const [kind, ...command] = image.config.Healthcheck.Test;
		expect(kind).toBe('CMD');
		return (await container.exec(...command)).ok;
	};
	const zombies = async () => (await container.processes()).filter(({ state }) => state === 'Z');

	test(`is at most ${LARGEST_MB} MB on top of Node's`, () => {
		for (const { from, bytes } of image.appLayers) report(`${(bytes / 1e6).toFixed(1)} MB`.padStart(9), from);
		const all = image.appLayers.reduce((sum, { bytes }) => sum + bytes, 0);
		report(`${(all / 1e6).toFixed(1)} MB`.padStart(9), 'all app layers');
		expect(all).toBeLessThanOrEqual(LARGEST_MB * 1e6);
	});

	test('runs as its own user under an init, and writes nowhere', async () => {
		const processes = await container.processes();
		expect(new Set(processes.map(({ uid }) => uid))).toEqual(new Set([1000]));
		expect(processes.find(({ pid }) => pid === container.pid)?.command).toMatch(
			/^\/usr\/bin\/tini -s -- node worker\/main\.ts$/,
		);
		expect((await container.exec('touch', '/app/a')).tail.join()).toMatch(/Read-only/);
		for (const { pss, rss, command } of processes) report(`PSS ${pss} RSS ${rss} MB`, command.slice(0, 80));
	});

	test('answers a call, and is heard, without a packet that leaves its network', async () => {
		const { findings, canary } = await greenroom.doctor('--canary', '1', '--within', '20');
		expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
		expect(canary).toMatchObject({ p50: expect.any(Number), dropRate: 0 });
		report('canary heard it after', `${canary.p50} ms`);
		expect(await greenroom.seal.escaped()).toEqual({ outcome: 'counted', packets: 0 });
		// Control: one from inside is counted.
		await container.exec('node', '-e', 'fetch("http://192.0.2.1"); setTimeout(() => process.exit(), 200)');
		expect(await greenroom.seal.escaped()).toMatchObject({ packets: expect.toSatisfy((count) => count > 0) });
	});

	test('knows whom to trust in the world outside', async () => {
		const { tail } = await container.exec('grep', '-c', 'BEGIN CERTIFICATE', '/etc/ssl/certs/ca-certificates.crt');
		expect(Number(tail.join())).toBeGreaterThan(100);
	});

	test('reaps what is left to its first process', async () => {
		await container.exec('sh', '-c', '(sleep 0.2; exit 3) >/dev/null 2>&1 &');
		const orphans = async () => (await container.processes()).filter(({ command }) => /sleep/.test(command));
		await eventually('the orphan has ended', orphans, (all) => all.length === 0, PATIENCE);
		await eventually('no zombie', zombies, (all) => all.length === 0, PATIENCE);
	});

	test('is healthy, and is not while its process is stopped', async () => {
		expect(await isHealthy()).toBe(true);
		const worker = (await container.processes()).find(({ parent }) => parent === container.pid);
		const pid = worker?.pid ?? Number.NaN;
		process.kill(pid, 'SIGSTOP');
		onTestFinished(() => void process.kill(pid, 'SIGCONT'));
		expect(await isHealthy()).toBe(false);
		process.kill(pid, 'SIGCONT');
		expect(await isHealthy()).toBe(true);
	});

	test('ends with 0 when it is asked to', async () => {
		const began = performance.now();
		container.signal('SIGTERM');
		expect(await container.exited).toEqual({ kind: 'code', code: 0 });
		const took = performance.now() - began;
		report('SIGTERM to exit', `${Math.round(took)} ms`);
		expect(took).toBeLessThan(STOP_WITHIN_MS);
		expect(events('worker_stopped')).toHaveLength(1);
	});
});

const report = (what: string, value: string) => process.stdout.write(`image: ${what} ${value}\n`);
