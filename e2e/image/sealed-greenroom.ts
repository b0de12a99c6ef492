/**
 * Greenroom without a worker, in a network of its own that leads nowhere: whatever tries to leave it is counted.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/processes/run-command.ts';
import type { PartSpec } from '../../scripts/start/part.ts';
import { planParts } from '../../scripts/start/plan.ts';
import type { Readiness } from '../../scripts/start/readiness.ts';
import { supervise } from '../../scripts/start/supervisor.ts';
import { type Seal, sealOff } from '../../scripts/test/seal.ts';

export interface SealedGreenroom {
	/** What any part of this deployment reads from its environment. */
	readonly described: Readonly<Record<string, string>>;
	readonly seal: Seal;
	/** What `npm run doctor -- --json` says of it, from inside. */
	doctor(...args: readonly string[]): Promise<DoctorReport>;
	stop(): Promise<void>;
}

export interface DoctorReport {
	readonly findings: readonly { readonly check: string; readonly verdict: string; readonly outcome: string }[];
	readonly canary: { readonly p50: number | null; readonly dropRate: number | null };
}

const root = join(import.meta.dirname, '../..');
const silent = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };
const { PATH, HOME } = process.env;

export async function startSealed(): Promise<SealedGreenroom> {
	const seal = await sealOff({ isRoot: true, env: process.env });
	const stateDir = await mkdtemp(join(tmpdir(), 'greenroom-image-'));
	const { waves, described } = await planParts(
		{
			...{ root, stateDir, ports: 'any', reload: false, webhooks: true },
			variables: { PATH, HOME, VOICE: 'offline', STAGE: 'image' },
		},
		{ progress: silent, signal: new AbortController().signal },
	);
	const inside = waves.map((wave) =>
		wave
			.filter(({ name }) => name !== 'worker')
			.map((spec): PartSpec => {
				const ready = spec.name === 'livekit' ? untilSaid('starting LiveKit server') : spec.ready;
				return { ...spec, ready, command: seal.within(spec.command) };
			}),
	);
	const { start, stop } = supervise(inside, { logFolder: join(stateDir, 'logs'), say() {}, onLine() {} });
	await start();
	return {
		described,
		seal,
		async doctor(...args) {
			const command = { command: process.execPath, args: ['scripts/doctor.mjs', '--json', ...args], cwd: root };
			const { tail } = await runCommand(seal.within({ ...command, env: { PATH, HOME, ...described } }), {
				keepLines: 10_000,
			});
			return JSON.parse(tail.slice(tail.indexOf('{')).join('\n'));
		},
		async stop() {
			await stop();
			await seal.close();
			await rm(stateDir, { recursive: true, force: true });
		},
	};
}

/** Nobody outside can ask it whether it answers. */
const untilSaid =
	(words: string): Readiness =>
	({ onLine }) =>
		new Promise((resolve) => onLine(({ text }) => void (text.includes(words) && resolve())));
