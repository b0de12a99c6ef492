import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { lacks, readLogs, startForTests } from '../greenroom.ts';
import type { Caller } from '../kills/caller.ts';
import { type Part, startSecondWorker } from '../kills/parts.ts';
import { openTrial, type Trial } from '../kills/trial.ts';
import { COUNT, TALK } from '../words.ts';

const DRAIN_SECONDS = 6;
const CUT = 'hand you over';
const LOST = 'I lost you for a moment';

describe.skipIf(lacks('livekit-server'))('a worker that is told to stop', () => {
	let trial: Trial;
	let other: Part;
	let stays: Caller;
	let goes: Caller;
	let worker: number;
	let former: string;
	beforeAll(async () => {
		const variables = { WORKER_DRAIN_SECONDS: String(DRAIN_SECONDS) };
		trial = openTrial(await startForTests({ idleProcesses: 2, variables }));
		worker = trial.greenroom.running.pids().get('worker') ?? 0;
		stays = await trial.newCaller();
		goes = await trial.newCaller();
		await trial.begin(stays);
		await trial.begin(goes);
		former = await trial.agentIn(stays.room());
		// Only now, so that both calls are the first one's.
		other = await startSecondWorker(trial.greenroom, 1);
		trial.alsoWorks(other);
	});
	afterAll(() => trial.stop());

	const logged = async (event: string) =>
		(await readLogs(trial.greenroom).events('worker', event)).filter(({ pid }) => pid === worker);
	const steps = async () => (await logged('drain')).map(({ step }) => step);

	test('lets its calls go on, whatever else it is told', async () => {
		process.kill(worker, 'SIGTERM');
		await eventually('the beginning', steps, (all) => all.includes('calls'), 5_000);
		process.kill(worker, 'SIGTERM');
		process.kill(worker, 'SIGINT');
		await eventually(
			'the second ones',
			() => logged('worker_stops_already'),
			({ length }) => length === 2,
			5_000,
		);
		await stays.says(COUNT.two.asks);
		await goes.hangUp();
		expect(await trial.agentIn(stays.room())).toBe(former);
		expect(await steps()).toEqual(['retire', 'calls']);
	});

	test('hands over the one that does not end, with a word', async () => {
		await stays.hears(CUT);
		await stays.hears(LOST);
		expect(await logged('call_cut')).toHaveLength(1);
		const agent = await trial.agentIn(stays.room());
		expect(agent).not.toBe(former);
		const jobs = async () => other.events('job_served').map(({ job }) => `agent-${job}`);
		await eventually('its worker', jobs, (served) => served.includes(agent), 5_000);
		await stays.says(TALK.name.asks);
	});

	test('and ends by itself, step by step, with all that was said', async () => {
		await eventually(
			'the end',
			() => logged('worker_stopped'),
			({ length }) => length === 1,
			10_000,
		);
		const acts = ['retire', 'cut', 'kill', 'close', 'over'];
		expect((await steps()).filter((step) => acts.includes(String(step)))).toEqual(acts);
		const texts = (await stays.visitor.turns()).map(({ text }) => text);
		const [cut, lost] = [CUT, LOST].map((words) => texts.findIndex((text) => text.includes(words)));
		expect(cut).toBeGreaterThan(-1);
		expect(lost).toBeGreaterThan(cut ?? 0);
		expect(await logged('livekit_link_given_up')).toEqual([]);
	});
});
