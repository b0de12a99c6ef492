import { describe, expect, it } from 'vitest';
import { recordKey } from '../conversations/record.ts';
import { PHRASES } from '../protocol/log-phrases.ts';
import { parseRoomName } from '../protocol/names.ts';
import { traceparentOf } from '../protocol/trace.ts';
import { readEntry } from '../rooms/tape.ts';
import { humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { transact } from './transact.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const sweep = { kind: 'sweep', workerCameAt: 0 } as const;

const wayTo = (api: ReturnType<typeof makeTestApi>, room: string) => {
	const whose = parseRoomName(room) ?? { stage: '', conversation: '', generation: 0 };
	const key = recordKey(whose.stage, whose.conversation);
	return { whose, tape: async () => (await api.store.store.notes(key)).map(readEntry) };
};

async function call() {
	const made = await makeTestCall();
	return { ...made, ...wayTo(made, made.room) };
}

/** Somebody has come, with a trace. No agent comes. */
async function waiting() {
	const api = makeTestApi();
	const headers = { traceparent: traceparentOf(trace) };
	const asked = await api.visitor().request('POST', '/api/livekit/token', {}, headers);
	const { room_name: room } = await asked.json();
	await api.comes(room, humanIn(room));
	return { ...api, room, ...wayTo(api, room) };
}

describe('the tape', () => {
	it('has each step that was saved, with the look it was decided on, and what came of it', async () => {
		const { deps, room, whose, tape, pass, server } = await waiting();
		pass(10_000);
		await transact(deps, whose, sweep);
		expect(server.looked).toEqual([room]);
		const at = deps.now();
		expect(await tape()).toMatchObject([
			{ kind: 'step', command: { kind: 'ask' }, outcome: 'asked', look: null, before: null, trace },
			{ kind: 'step', command: { kind: 'observe' }, outcome: 'observed', look: null, trace },
			{
				kind: 'step',
				at,
				command: sweep,
				outcome: 'swept',
				look: { kind: 'looked_up', look: { start: at } },
				effects: [{ kind: 'dispatch' }, { kind: 'count' }],
				trace,
			},
			{ kind: 'acts', at, acts: [{ what: 'dispatch', outcome: 'dispatched' }], trace },
		]);
	});

	it('has no step that changed nothing, was not saved, or was too late', async () => {
		const { deps, whose, tape, store } = await call();
		const before = (await tape()).length;
		await transact(deps, whose, sweep, { touch: true });
		const hangUp = { kind: 'close', generation: whose.generation, reason: 'hung_up' } as const;
		store.fails(['save']);
		await expect(transact(deps, whose, hangUp)).rejects.toThrow();
		expect(await tape()).toHaveLength(before);
		let others = 1;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, hangUp);
		});
		const { answer } = await transact(deps, whose, { ...hangUp, reason: 'said_goodbye' });
		expect(answer).toBe('already_closed');
		expect((await tape()).slice(before)).toMatchObject([
			{ kind: 'step', command: { kind: 'close', reason: 'hung_up' } },
			{ kind: 'acts' },
		]);
	});

	it('has who was refused, and saves nothing for that', async () => {
		const { door, tape, store } = await call();
		store.asked.length = 0;
		await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		await door('state', { jobId: 'AJ_0', epoch: 1, todo: ['milk'] });
		expect(store.asked).toEqual(['load', 'note', 'load', 'note']);
		expect((await tape()).slice(-2)).toMatchObject([
			{ kind: 'refusal', command: { kind: 'claim', jobId: 'AJ_2' }, outcome: 'claim_taken' },
			{ kind: 'refusal', command: { kind: 'write', writer: { jobId: 'AJ_0' } }, outcome: 'stale_epoch' },
		]);
		expect(JSON.stringify(await tape())).not.toContain('milk');
	});

	it('is worth no error: what cannot be noted is done and answered all the same', async () => {
		const { ada, door, room, store, server, logged } = await call();
		store.fails(['note']);
		expect((await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' })).status).toBe(409);
		expect((await ada.request('POST', '/api/livekit/delete-room', { room_name: room })).status).toBe(200);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(logged.filter(({ event }) => event === 'note_lost')).toHaveLength(2);
	});

	it('is forgotten with the conversation', async () => {
		const { ada, tape } = await call();
		await ada.request('DELETE', '/api/conversation');
		expect(await tape()).toMatchObject([{ kind: 'step', command: { kind: 'forget' } }, { kind: 'acts' }]);
	});
});

describe('what is counted', () => {
	it('is saved with the step, once, however often it is tried', async () => {
		const { deps, whose, store, pass } = await waiting();
		const { store: kept } = store;
		const before = await kept.counters();
		pass(10_000);
		let others = 1;
		store.asked.length = 0;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, { ...sweep, workerCameAt: 1 }, { look: 'never', counts: { other: 1 } });
		});
		await transact(deps, whose, sweep, { counts: { swept: 1 } });
		expect(store.asked).not.toContain('count');
		expect(await kept.counters()).toEqual({ ...before, other: 1, swept: 1, dispatch: 1 });
	});

	it('is nothing when nothing is saved', async () => {
		const { deps, whose, store } = await call();
		const before = await store.store.counters();
		await transact(deps, whose, sweep, { counts: { swept: 1 } });
		expect(await store.store.counters()).toEqual(before);
		await transact(deps, whose, sweep, { counts: { swept: 1 }, touch: true });
		expect(await store.store.counters()).toEqual({ ...before, swept: 1 });
	});
});

describe('what is said', () => {
	it('of a grace: that it has begun, and what became of it, once', async () => {
		const { comes, goes, pass, pool, room, human, logged, store } = await call();
		const said = () => logged.flatMap(({ message, ms }) => (message === undefined ? [] : [{ message, ms }]));
		await goes(room, human);
		await goes(room, human);
		pass(7_000);
		await comes(room, humanIn(room, 'PA_back'));
		await goes(room, humanIn(room, 'PA_back'));
		pass(61_000);
		await pool();
		await pool();
		expect(said()).toEqual([
			{ message: PHRASES.graceStarted },
			{ message: PHRASES.graceCancelled, ms: 7_000 },
			{ message: PHRASES.graceStarted },
			{ message: PHRASES.graceExpired, ms: 61_000 },
		]);
		expect(await store.store.counters()).toMatchObject({
			grace_started: 2,
			grace_cancelled: 1,
			grace_cancelled_ms: 7_000,
			grace_expired: 1,
			grace_expired_ms: 61_000,
		});
	});

	it('is nothing of what could not be saved', async () => {
		const { goes, room, human, logged, store } = await call();
		store.fails(['save']);
		expect((await goes(room, human)).status).toBe(503);
		expect(logged.filter(({ message }) => message !== undefined)).toEqual([]);
	});

	it('when no agent comes: one alert for all the tries, with the trace of the call', async () => {
		const { deps, whose, pass, logged, server, store } = await waiting();
		const { store: kept } = store;
		for (let i = 0; i < 6; i++) {
			pass(10_000);
			await transact(deps, whose, sweep, { touch: true });
		}
		expect(server.did).toHaveLength(3);
		const alerts = logged.filter(({ level }) => level === 'alert');
		expect(alerts).toEqual([{ level: 'alert', event: 'agent_unavailable', message: PHRASES.spawnFailed, trace }]);
		expect(await kept.counters()).toMatchObject({ dispatch: 1, 'dispatch:retry': 2, give_up: 1 });
	});
});
