import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DispatchMetadata } from '../protocol/agent.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Effect } from '../rooms/decide.ts';
import { agentOf, makeTestApi } from '../testing.ts';
import { runEffects } from './run.ts';

const whose = { stage: 'test', conversation: 'v_somebody' };
const roomOf = (generation: number) => formatRoomName({ ...whose, generation });

const dispatch: Effect = { kind: 'dispatch', generation: 7, agent: null };
const remove: Effect = {
	kind: 'remove_participant',
	generation: 7,
	identity: 'agent-AJ_1',
	sid: 'PA_AJ_1',
	reason: 'process_gone',
};
const erase: Effect = { kind: 'delete_room', generation: 6, reason: 'hung_up', again: true };
const count = (outcome: string): Effect => ({ kind: 'count', outcome });

afterEach(() => {
	vi.useRealTimers();
});

describe('effects', () => {
	it('are done, each on the room of its generation', async () => {
		const { deps, server } = makeTestApi();
		await runEffects(deps, whose, [remove, dispatch, erase]);
		expect(server.did).toEqual([
			`remove agent-AJ_1 ${roomOf(7)}`,
			`dispatch greenroom-test ${roomOf(7)}`,
			`delete ${roomOf(6)}`,
		]);
	});

	it('say which dispatch was made, and nothing when none was', async () => {
		const { deps } = makeTestApi();
		expect(await runEffects(deps, whose, [erase, dispatch])).toEqual({ dispatchId: 'AD_2' });
		expect(await runEffects(deps, whose, [erase])).toEqual({ dispatchId: null });
		expect(await runEffects(deps, whose, [])).toEqual({ dispatchId: null });
	});

	it('dispatch the agent that is wanted, with opaque ids and a nonce of their own', async () => {
		const { deps } = makeTestApi();
		const asked: { agent: string; metadata: DispatchMetadata }[] = [];
		const note = async (_: string, agent: string, metadata: DispatchMetadata) => {
			asked.push({ agent, metadata });
			return { outcome: 'unknown' } as const;
		};
		const watched = { ...deps, livekit: { ...deps.livekit, dispatch: note } };
		await runEffects(watched, whose, [dispatch, { ...dispatch, agent: 'clerk-test' }]);
		const metadata = { conversation: 'v_somebody', generation: 7, nonce: expect.stringMatching(/^.{22}$/) };
		expect(asked).toEqual([
			{ agent: 'greenroom-test', metadata },
			{ agent: 'clerk-test', metadata },
		]);
		expect(asked[0]?.metadata.nonce).not.toBe(asked[1]?.metadata.nonce);
	});

	it('remove the participant of that sid only: the identity may have come back', async () => {
		const { deps, server, logged } = makeTestApi();
		server.comes(roomOf(7), agentOf('AJ_1', 'PA_again'));
		await runEffects(deps, whose, [remove]);
		expect(logged).toMatchObject([{ effect: 'remove_participant', outcome: 'absent' }]);
	});

	it('are counted in one step', async () => {
		const { deps, store } = makeTestApi();
		await runEffects(deps, whose, [count('dispatch'), count('dispatch'), count('delete_room:hung_up')]);
		expect(store.asked).toEqual(['count']);
		expect(await store.store.counters()).toEqual({ dispatch: 2, 'delete_room:hung_up': 1 });
	});

	it('are done although they could not be counted', async () => {
		const { deps, store, logged } = makeTestApi();
		store.fails(['count']);
		expect(await runEffects(deps, whose, [dispatch, count('dispatch')])).toEqual({ dispatchId: 'AD_1' });
		expect(logged.map(({ event }) => event)).toEqual(['effect', 'count_lost']);
	});

	it('write their outcome and reason into the log, and neither room nor identity', async () => {
		const { deps, server, logged } = makeTestApi();
		server.fallsSilent();
		await runEffects(deps, whose, [remove, dispatch, erase]);
		expect(logged).toEqual([
			{ level: 'warn', event: 'effect', effect: 'remove_participant', reason: 'process_gone', outcome: 'unknown' },
			{ level: 'warn', event: 'effect', effect: 'dispatch', outcome: 'unknown' },
			{ level: 'warn', event: 'effect', effect: 'delete_room', reason: 'hung_up', outcome: 'unknown' },
		]);
	});

	it('are waited for five seconds together, and no longer', async () => {
		vi.useFakeTimers();
		const { deps } = makeTestApi();
		const never = () => new Promise<never>(() => undefined);
		const stuck = { ...deps, livekit: { ...deps.livekit, deleteRoom: never } };
		let answer: unknown = 'none yet';
		const running = runEffects(stuck, whose, [erase, dispatch]).then((ran) => {
			answer = ran;
		});
		await vi.advanceTimersByTimeAsync(4_999);
		expect(answer).toBe('none yet');
		await vi.advanceTimersByTimeAsync(1);
		await running;
		expect(answer).toEqual({ dispatchId: null });
	});
});
