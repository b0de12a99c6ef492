import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DispatchMetadata } from '../protocol/agent.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Effect } from '../rooms/decide.ts';
import { agentOf, makeTestApi } from '../testing.ts';
import { runEffects } from './run.ts';

const whose = { stage: 'test', conversation: 'v_somebody' };
const roomOf = (generation: number) => formatRoomName({ ...whose, generation });

const untraced = () => null;
const dispatch: Effect = { kind: 'dispatch', generation: 7, agent: null, attempt: 1 };
const remove: Effect = {
	kind: 'remove_participant',
	generation: 7,
	identity: 'agent-AJ_1',
	sid: 'PA_AJ_1',
	reason: 'process_gone',
};
const erase: Effect = { kind: 'delete_room', generation: 6, reason: 'hung_up', again: true };

afterEach(() => {
	vi.useRealTimers();
});

describe('effects', () => {
	it('are done, each on the room of its generation', async () => {
		const { deps, server } = makeTestApi();
		await runEffects(deps, whose, [remove, dispatch, erase], untraced);
		expect(server.did).toEqual([
			`remove agent-AJ_1 ${roomOf(7)}`,
			`dispatch greenroom-test ${roomOf(7)}`,
			`delete ${roomOf(6)}`,
		]);
	});

	it('say what came of each, and which dispatch was made', async () => {
		const { deps, server } = makeTestApi();
		server.comes(roomOf(6), agentOf('AJ_0'));
		server.comes(roomOf(7), agentOf('AJ_1'));
		expect(await runEffects(deps, whose, [erase, dispatch, remove], untraced)).toEqual([
			{ act: erase, outcome: 'deleted', dispatchId: null },
			{ act: dispatch, outcome: 'dispatched', dispatchId: 'AD_2' },
			{ act: remove, outcome: 'removed', dispatchId: null },
		]);
		expect(await runEffects(deps, whose, [erase], untraced)).toEqual([
			{ act: erase, outcome: 'absent', dispatchId: null },
		]);
		expect(await runEffects(deps, whose, [], untraced)).toEqual([]);
	});

	it('are not all of them acts: what is counted and said is not done here', async () => {
		const { deps, server, store, logged } = makeTestApi();
		const silent: Effect[] = [
			{ kind: 'count', outcome: 'dispatch' },
			{ kind: 'give_up', generation: 7 },
		];
		expect(await runEffects(deps, whose, silent, untraced)).toEqual([]);
		expect([...server.did, ...store.asked, ...logged]).toEqual([]);
	});

	it('dispatch the agent that is wanted, with opaque ids and a nonce of their own', async () => {
		const { deps } = makeTestApi();
		const asked: { agent: string; metadata: DispatchMetadata }[] = [];
		const note = async (_: string, agent: string, metadata: DispatchMetadata) => {
			asked.push({ agent, metadata });
			return { outcome: 'unknown' } as const;
		};
		const watched = { ...deps, livekit: { ...deps.livekit, dispatch: note } };
		await runEffects(watched, whose, [dispatch, { ...dispatch, agent: 'clerk-test' }], () => 'a trace');
		const nonce = expect.stringMatching(/^.{22}$/);
		const metadata = { conversation: 'v_somebody', generation: 7, nonce, trace: 'a trace' };
		expect(asked).toEqual([
			{ agent: 'greenroom-test', metadata },
			{ agent: 'clerk-test', metadata },
		]);
		expect(asked[0]?.metadata.nonce).not.toBe(asked[1]?.metadata.nonce);
	});

	it('remove the participant of that sid only: the identity may have come back', async () => {
		const { deps, server, logged } = makeTestApi();
		server.comes(roomOf(7), agentOf('AJ_1', 'PA_again'));
		await runEffects(deps, whose, [remove], untraced);
		expect(logged).toMatchObject([{ effect: 'remove_participant', outcome: 'absent' }]);
	});

	it('write their outcome and reason into the log, and neither room nor identity', async () => {
		const { deps, server, logged } = makeTestApi();
		server.fallsSilent();
		await runEffects(deps, whose, [remove, dispatch, erase], () => 'a trace');
		const line = { level: 'warn', event: 'effect', outcome: 'unknown', trace: 'a trace' };
		expect(logged).toEqual([
			{ ...line, effect: 'remove_participant', reason: 'process_gone' },
			{ ...line, effect: 'dispatch' },
			{ ...line, effect: 'delete_room', reason: 'hung_up' },
		]);
		expect(JSON.stringify(logged)).not.toMatch(/v_somebody|AJ_1/);
	});

	it('are waited for five seconds together, and no longer; what is not done by then is unknown', async () => {
		vi.useFakeTimers();
		const { deps, logged } = makeTestApi();
		const never = () => new Promise<never>(() => undefined);
		const stuck = { ...deps, livekit: { ...deps.livekit, deleteRoom: never } };
		let answer: unknown = 'none yet';
		const running = runEffects(stuck, whose, [erase, dispatch], untraced).then((ran) => {
			answer = ran;
		});
		await vi.advanceTimersByTimeAsync(4_999);
		expect(answer).toBe('none yet');
		await vi.advanceTimersByTimeAsync(1);
		await running;
		expect(answer).toEqual([
			{ act: erase, outcome: 'unknown', dispatchId: null },
			{ act: dispatch, outcome: 'dispatched', dispatchId: 'AD_1' },
		]);
		expect(logged).toMatchObject([
			{ level: 'info', effect: 'dispatch' },
			{ level: 'warn', effect: 'delete_room', outcome: 'unknown' },
		]);
	});
});
