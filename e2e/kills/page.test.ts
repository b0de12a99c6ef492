import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { type Guard, startGuard } from '../../scripts/processes/guard.ts';
import { launchBrowser } from '../browser.ts';
import { deafCallerIn, openDeafCaller } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { lacks, startForTests } from '../greenroom.ts';
import { joinMortal } from '../livekit-facts/participant.ts';
import { COUNT, TALK } from '../words.ts';
import { aftermath, flaggedRooms, leftovers } from './aftermath.ts';
import type { Caller } from './caller.ts';
import { calledFromPage } from './page.ts';
import { faultsOf } from './record.ts';
import { openTrial, type Trial } from './trial.ts';

const PATIENCE_MS = 20_000;
const GRACE_SECONDS = 4;
/** Alone on a machine they take a third of it. */
const WITHIN_MS = 180_000;
/** LiveKit notices a browser that was killed after 20 to 22 s. */
const NOTICED_WITHIN_MS = 45_000;

// Who cannot fail has not judged.
describe.skipIf(lacks('livekit-server', 'redis-server')).concurrent('the judgement', { timeout: WITHIN_MS }, () => {
	let trial: Trial;
	let guard: Guard;
	beforeAll(async () => {
		guard = startGuard();
		trial = openTrial(await startForTests({ graceSeconds: GRACE_SECONDS, idleProcesses: 2 }));
	});
	afterAll(async () => {
		await trial.stop();
		await guard.close();
	});
	async function inCall(): Promise<Caller> {
		const caller = await trial.newCaller();
		await trial.begin(caller);
		await caller.says(TALK.name.asks);
		return caller;
	}
	const soonMs = 500;
	const turn = (id: string): Turn => ({ id, role: 'user', text: id, at: 0 });
	const witnessed = (...ids: string[]) => ({
		acknowledged: new Map(ids.map((id) => [id, turn(id)])),
		shown: new Map(),
	});

	test.for([
		['nothing of a record as it should be', ['a', 'b', 'c'], ['a', 'c'], []],
		['what is lost', ['b'], ['a', 'b'], ['a of the user is lost']],
		['what is there twice', ['a', 'b', 'a'], ['b'], ['a is there twice']],
		['another order', ['b', 'a'], ['a', 'b'], ['what was typed is in another order']],
	] as const)('finds %s', ([, kept, told, faults]) => {
		expect(faultsOf(kept.map(turn), witnessed(...told))).toEqual(faults);
	});

	test('finds rooms and processes without a caller, and what the operator is shown', async () => {
		const caller = await inCall();
		const room = caller.room() ?? '';
		const pid = await trial.processOf(caller);
		const hasGone = { ...caller, room: () => null };
		const left = await leftovers({ ...trial, callers: [hasGone] }, [hasGone]);
		expect(left).toContain(`room ${room}`);
		expect(left.join()).toContain(`process ${pid}`);
		expect((await leftovers(trial, [caller])).join()).not.toContain(room);
		const view = { name: room, stored: null, orphan: 'tombstone' } as const;
		expect(flaggedRooms({ at: 0, livekit: true, truncated: false, rooms: [view] })).toEqual([`tombstone room ${room}`]);
		expect(flaggedRooms({ at: 0, livekit: false, truncated: false, rooms: [] })).not.toEqual([]);
		await aftermath(trial, [caller], { goneWithinMs: NOTICED_WITHIN_MS + 20_000 });
	});

	test('is red after a turn that was lost, and while there are two agents', async (context) => {
		const caller = await inCall();
		const room = caller.room() ?? '';
		const more = { ...caller, acknowledged: new Map([...caller.acknowledged, ['never', turn('never')]]) };
		await expect(aftermath(trial, [more], { soonMs })).rejects.toThrow('never of the user is lost');
		const { url, apiKey, apiSecret } = trial.greenroom.livekit;
		const token = new AccessToken(apiKey, apiSecret, { identity: 'another agent' });
		token.addGrant({ roomJoin: true, room, agent: true });
		token.kind = 'agent';
		const mortal = await joinMortal({ url, guard }, context, await token.toJwt());
		await expect(aftermath(trial, [caller], { soonMs })).rejects.toThrow('agents in the room');
		await eventually(
			'a time with two agents',
			async () => trial.lookout.doubledFor(room),
			(ms) => ms > 0,
			PATIENCE_MS,
		);
		await mortal.kill();
		await caller.hangUp();
	});

	test.skipIf(lacks('chromium'))(
		'survives the crash of its tab, and ends when its browser is killed',
		async ({ onTestFinished }) => {
			const browser = await launchBrowser();
			// It is killed already where all goes well.
			onTestFinished(() => browser.kill().catch(() => {}));
			const first = await openDeafCaller(browser, trial.greenroom.url);
			await trial.begin({
				call: async () => {
					await first.startCall();
					await first.agentIs('speaking');
				},
			});
			const called = await calledFromPage(trial, first);

			await first.type(TALK.name.asks);
			await first.shows(TALK.name.says);
			const room = await first.room();
			const agent = await trial.agentIn(room);
			await first.page.goto('chrome://crash').catch(() => {});
			await eventually(
				'the crash of the tab',
				async () => first.problems,
				(problems) => problems.some(({ kind }) => kind === 'crash'),
				PATIENCE_MS,
			);

			const second = await deafCallerIn(first.visitor, trial.greenroom.url);
			await second.startCall();
			await second.type(COUNT.two.asks);
			await second.shows(COUNT.two.says);
			expect(await second.room()).toBe(room);
			expect(await trial.agentIn(room)).toBe(agent);
			await called.remember();
			await browser.kill();
			called.staysAway();
			await aftermath(trial, [called], { goneWithinMs: NOTICED_WITHIN_MS + GRACE_SECONDS * 1000 });
		},
	);
});
