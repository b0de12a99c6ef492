import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordKey } from '../../functions/conversations/record.ts';
import { parseRoomName } from '../../functions/protocol/names.ts';
import { statsResponseSchema } from '../../functions/protocol/operator.ts';
import { makePolicy } from '../../functions/rooms/policy.ts';
import { openStore } from '../../functions/store/index.ts';
import { type Guard, startGuard } from '../../scripts/processes/guard.ts';
import { eventually } from '../eventually.ts';
import { isAlive, lacks, readLogs, startForTests } from '../greenroom.ts';
import { joinMortal } from '../livekit-facts/participant.ts';
import { APOLOGY, COUNT, TALK, WELCOME_BACK } from '../words.ts';
import { aftermath } from './aftermath.ts';
import type { Caller } from './caller.ts';
import { type Part, startSecondApi, startSecondWorker, startSweeper } from './parts.ts';
import { type Called, openTrial, type Trial } from './trial.ts';

const GRACE_SECONDS = 10;
/** Alone on a machine they take a third of it. */
const WITHIN_MS = 240_000;
/** LiveKit notices a process that was killed after 20 to 22 s. */
const NOTICED_WITHIN_MS = 45_000;
/** Below what one visitor may ask for in a minute. */
const REFRESHES = 50;
const SOON_MS = 5_000;
const ASKED_AGAIN_MS = makePolicy({ graceSeconds: GRACE_SECONDS }).dispatchCheckMs;
/** Of a record, with all that 50 refreshes have left in it. */
const SMALL = 16_384;

// Two APIs and the sweeper of a schedule look after all of it: what is done twice is counted in the end.
describe.skipIf(lacks('livekit-server', 'redis-server'))('with two sweepers and two workers', () => {
	let trial: Trial;
	let worker: Part;
	let sweepers: readonly Part[];
	let guard: Guard;
	let workerIsKilled = () => {};
	const workerKilled = new Promise<void>((resolve) => {
		workerIsKilled = resolve;
	});
	/** How many agents each caller has lost. */
	const losses = new Map<Called, number>();
	beforeAll(async () => {
		guard = startGuard();
		trial = openTrial(await startForTests({ graceSeconds: GRACE_SECONDS, idleProcesses: 3 }));
		const { greenroom } = trial;
		[worker, ...sweepers] = await Promise.all([
			startSecondWorker(greenroom, 2),
			startSecondApi(greenroom),
			startSweeper(greenroom),
		]);
		trial.alsoWorks(worker);
	});
	afterAll(async () => {
		await trial.stop();
		await Promise.all(sweepers.map((sweeper) => sweeper.end()));
		await guard.close();
	});

	async function inCall(lost = 0): Promise<Caller> {
		const caller = await trial.newCaller();
		losses.set(caller, lost);
		await trial.begin(caller);
		await caller.says(TALK.name.asks);
		await caller.hears(TALK.name.says);
		return caller;
	}
	/** Somebody else has taken over, and says so once. */
	async function goesOn(caller: Caller, former: string): Promise<void> {
		await caller.says(COUNT.two.asks);
		await caller.hears(APOLOGY);
		await caller.hears(COUNT.two.says);
		expect(await trial.agentIn(caller.room())).not.toBe(former);
		const apologies = async () => (await caller.visitor.turns()).filter(({ text }) => text === APOLOGY);
		// What an agent says is shown before it is stored.
		await eventually('the apology', apologies, (said) => said.length > 0, 20_000);
		expect(await apologies()).toHaveLength(1);
	}
	const humansIn = async (room: string | null) =>
		(await trial.view.client.listParticipants(room ?? '')).filter(({ identity }) => identity.startsWith('human-'));
	const unseen = (room: string | null) =>
		eventually(
			'who is in the room',
			() => humansIn(room),
			({ length }) => length === 0,
			NOTICED_WITHIN_MS,
		);

	describe.concurrent('a call', { timeout: WITHIN_MS }, () => {
		test('goes on at the other worker when its own is killed, whose jobs talk on for a while', async () => {
			const callers: Caller[] = [];
			const served = () => new Set(worker.events('job_served').map(({ trace }) => trace));
			while (callers.length < 8 && !callers.some(({ trace }) => served().has(trace))) callers.push(await inCall());
			const its = callers.filter(({ trace }) => served().has(trace));
			expect(its).not.toEqual([]);
			const former = new Map<Caller, string>();
			for (const caller of its) former.set(caller, await trial.agentIn(caller.room()));
			worker.killLeader();
			workerIsKilled();
			for (const caller of its) losses.set(caller, 1);
			await Promise.all([...former].map(([caller, agent]) => goesOn(caller, agent)));
			await aftermath(trial, callers, { killed: new Set(former.values()) });
		});

		test('goes on when the process of its agent is killed', async () => {
			await workerKilled;
			const caller = await inCall(1);
			const former = await trial.agentIn(caller.room());
			process.kill(await trial.processOf(caller), 'SIGKILL');
			await goesOn(caller, former);
			await aftermath(trial, [caller], { killed: new Set([former]) });
		});

		test('goes on when the process of its agent hangs', async ({ onTestFinished }) => {
			await workerKilled;
			const caller = await inCall(1);
			const former = await trial.agentIn(caller.room());
			const job = await trial.processOf(caller);
			process.kill(job, 'SIGSTOP');
			onTestFinished(() => void (isAlive(job) && process.kill(job, 'SIGKILL')));
			await goesOn(caller, former);
			await aftermath(trial, [caller], { killed: new Set([former]), goneWithinMs: 45_000 });
		});

		test('is joined again by whoever has lost the network, in its grace: the agent is the same', async (context) => {
			await workerKilled;
			const caller = await inCall();
			const room = caller.room();
			const agent = await trial.agentIn(room);
			const answer = await caller.visitor.api.token(new AbortController().signal);
			if (answer.outcome !== 'answered') throw new Error(answer.outcome);
			const { server_url: url, participant_token: token } = answer.value;
			caller.forsake();
			const mortal = await joinMortal({ url, guard }, context, token);
			await mortal.kill();
			// Control: LiveKit still believes in them.
			expect(await humansIn(room)).toHaveLength(1);
			await unseen(room);
			await caller.call();
			await caller.says(COUNT.two.asks);
			await caller.hears(COUNT.two.says);
			expect(caller.room()).toBe(room);
			expect(await trial.agentIn(room)).toBe(agent);
			await aftermath(trial, [caller]);
		});

		test(`survives ${REFRESHES} refreshes in a row with one agent in one room, and a record that stays small`, async () => {
			await workerKilled;
			const caller = await inCall();
			const agent = await trial.agentIn(caller.room());
			for (let round = 1; round <= REFRESHES; round++) {
				await caller.refresh();
				if (round % 10 === 0) await caller.says(`${COUNT.two.asks} ${round}`);
			}
			await caller.says(COUNT.three.asks);
			await caller.hears(COUNT.three.says);
			expect(new Set(caller.rooms).size).toBe(1);
			expect(await trial.agentIn(caller.room())).toBe(agent);
			const { stage = '', conversation = '' } = parseRoomName(caller.room() ?? '') ?? {};
			const { value } = await openStore(trial.greenroom.running.described, stage).load(recordKey(stage, conversation), {
				last: 0,
			});
			expect(value?.length).toBeLessThan(SMALL);
			await aftermath(trial, [caller]);
		});

		test('ends when nobody returns, and the next one is another that knows it', async () => {
			await workerKilled;
			const callers = await Promise.all([inCall(), inCall()]);
			const rooms = callers.map((caller) => caller.room());
			await Promise.all(callers.map((caller) => caller.leave()));
			for (const caller of callers) caller.staysAway();
			await aftermath(trial, callers, { goneWithinMs: GRACE_SECONDS * 1000 + 15_000 });
			const [again] = callers;
			if (again === undefined) throw new Error('there are two');
			await trial.begin(again);
			await again.hears(WELCOME_BACK);
			expect(rooms).not.toContain(again.room());
			await aftermath(trial, [again]);
		});
	});

	test('what was to be done was done once', async () => {
		const { callers } = trial;
		for (const caller of callers) {
			const asked = (await effects()).filter(({ effect, trace }) => effect === 'dispatch' && trace === caller.trace);
			const times = asked.map(({ at }) => Date.parse(String(at))).sort((a, b) => a - b);
			expect(times.length).toBeGreaterThanOrEqual(losses.get(caller) ?? 0);
			// On a busy machine a job may wait for its process until another one is asked for.
			const pauses = times.slice(1).map((at, i) => at - (times[i] ?? 0));
			for (const pause of pauses) expect(pause).toBeGreaterThan(ASKED_AGAIN_MS - 1_000);
		}
		const { delete_room: deletions = {} } = await decided();
		const { again: _, ...first } = deletions;
		expect(sum(first)).toBe(callers.flatMap((caller) => caller.rooms).length);
		// Who has lost the race to save a decision does not act on it.
		const both = async () => {
			const lines = await effects();
			const counts = await decided();
			return (['delete_room', 'dispatch', 'remove_participant'] as const).map((kind) => ({
				kind,
				decided: sum(counts[kind] ?? {}),
				done: lines.filter(({ effect }) => effect === kind).length,
			}));
		};
		const isEqual = (all: Awaited<ReturnType<typeof both>>) => all.every(({ decided, done }) => decided === done);
		await eventually('what was decided and what was done', both, isEqual, SOON_MS);
		// Control: more than one of them has done something.
		expect(sweepers.some((sweeper) => sweeper.events('effect').length > 0)).toBe(true);
	});

	/** What all of them have done, by their logs. */
	async function effects(): Promise<readonly Readonly<Record<string, unknown>>[]> {
		const ofSweepers = sweepers.flatMap((sweeper) => sweeper.events('effect'));
		return [...(await readLogs(trial.greenroom).events('api', 'effect')), ...ofSweepers];
	}
	/** What was decided, as it is counted in the same step in which it is saved: by kind, and by why. */
	async function decided(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
		const { apiUrl, running } = trial.greenroom;
		const headers = { authorization: `Bearer ${running.described['OPS_TOKEN']}` };
		const response = await fetch(new URL('/api/livekit/stats', apiUrl), { headers });
		const { counters } = statsResponseSchema.parse(await response.json());
		const kinds: Record<string, Record<string, number>> = {};
		for (const [name, count] of Object.entries(counters)) {
			const [kind = '', why = ''] = name.split(':');
			kinds[kind] = { ...kinds[kind], [why]: count };
		}
		return kinds;
	}
	const sum = (counts: Readonly<Record<string, number>>) =>
		Object.values(counts).reduce((all, count) => all + count, 0);
});
