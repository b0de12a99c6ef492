import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartName } from '../../scripts/start/part.ts';
import { eventually } from '../eventually.ts';
import { lacks, startForTests } from '../greenroom.ts';
import { processes } from '../process-tree.ts';
import { COUNT, TALK } from '../words.ts';
import { aftermath } from './aftermath.ts';
import type { Caller } from './caller.ts';
import { openTrial, type Trial } from './trial.ts';

const GRACE_SECONDS = 15;
const BACK_WITHIN_MS = 30_000;
/** Shorter than what any of the others waits before it takes the connection for lost. */
const FROZEN_MS = 4_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// One after the other: each is everybody's trouble.
describe.skipIf(lacks('livekit-server', 'redis-server'))('calls go on with their agents', () => {
	let trial: Trial;
	let talker: Caller;
	let listener: Caller;
	let agents: readonly string[];
	beforeAll(async () => {
		trial = openTrial(await startForTests({ graceSeconds: GRACE_SECONDS, idleProcesses: 2 }));
		talker = await trial.newCaller();
		listener = await trial.newCaller();
		for (const caller of [talker, listener]) await trial.begin(caller);
		agents = await agentsOf();
	});
	afterAll(() => trial.stop());

	const agentsOf = () => Promise.all([talker, listener].map((caller) => trial.agentIn(caller.room())));
	const leaderOf = (part: PartName): number => {
		const pid = trial.greenroom.running.pids().get(part);
		if (pid === undefined) throw new Error(`there is no ${part}`);
		return pid;
	};
	const isAnotherOne = (part: PartName, former: number) =>
		eventually(
			`another ${part}`,
			async () => trial.greenroom.running.pids().get(part),
			(pid) => pid !== undefined && pid !== former,
			BACK_WITHIN_MS,
		);
	async function redis(): Promise<number> {
		const group = leaderOf('store');
		const found = (await processes()).find(
			(one) => one.group === group && one.command.includes('redis-server ') && one.pid !== group,
		);
		if (found === undefined) throw new Error('there is no redis-server');
		return found.pid;
	}
	let round = 0;
	/** What is typed while something is away is stored when it is back. */
	async function around(trouble: () => Promise<unknown>): Promise<void> {
		round += 1;
		await talker.says(`${TALK.list.asks} ${round}`);
		const began = trouble();
		const typed = [talker, listener].map((caller) => caller.says(`${TALK.name.asks} ${round}`));
		await began;
		await Promise.all(typed);
		await listener.says(`${COUNT.three.asks} ${round}`);
	}
	async function areTheSame(): Promise<void> {
		await eventually(
			'the agents',
			() => agentsOf().catch(() => []),
			(now) => now.join() === agents.join(),
			BACK_WITHIN_MS,
		);
		for (const caller of [talker, listener]) expect(new Set(caller.rooms).size).toBe(1);
	}

	test('when the API is killed', async () => {
		await around(async () => {
			const former = leaderOf('api');
			process.kill(former, 'SIGKILL');
			await isAnotherOne('api', former);
		});
		await areTheSame();
	});

	test('when redis is killed', async () => {
		await around(async () => {
			const former = leaderOf('store');
			process.kill(await redis(), 'SIGKILL');
			await isAnotherOne('store', former);
		});
		await areTheSame();
	});

	test('when redis does not answer for a while', async () => {
		await around(async () => {
			const pid = await redis();
			process.kill(pid, 'SIGSTOP');
			await wait(FROZEN_MS);
			process.kill(pid, 'SIGCONT');
		});
		await areTheSame();
	});

	test('when livekit-server does not answer for a while, in the grace of one of them', async () => {
		await listener.leave();
		const pid = leaderOf('livekit');
		process.kill(pid, 'SIGSTOP');
		const typed = talker.says(`${TALK.name.asks} in the grace`);
		await wait(FROZEN_MS);
		process.kill(pid, 'SIGCONT');
		await typed;
		await listener.call();
		await areTheSame();
	});
	test('when livekit-server is killed', async () => {
		await around(() => trial.greenroom.running.restart('livekit', { killed: true, downMs: 500 }));
		await areTheSame();
	});

	test('and nothing was lost of them, and nothing is left', async () => {
		await aftermath(trial, [talker, listener]);
	});
});
