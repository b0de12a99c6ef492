import { describe, expect, it } from 'vitest';
import type { Act, Done } from '../effects/run.ts';
import { type LedgerEntry, ledgerEntrySchema } from '../protocol/operator.ts';
import { adoptedFacts, type Facts, type Person } from '../rooms/facts.ts';
import { makePolicy } from '../rooms/policy.ts';
import { agentOf, makeTestApi, makeTestCall, testConfig } from '../testing.ts';
import { ledgerKey, type Reclaiming, reclaimed } from './ledger.ts';
import { listAll } from './listing.ts';
import { hangsUp, strange, sweepNow } from './testing.ts';

const HOUR_MS = 3_600_000;
const now = 1_795_000_000_000;
const person = (kind: Person['kind'], seenAt: number, leftAt: number | null = null): Person => ({
	identity: `${kind}-x`,
	kind,
	room: 'RM_1',
	seenAt,
	listedAt: null,
	leftAt,
	replaced: false,
	serverGone: false,
});

/** A room that began two hours ago, with these people. */
function factsWith(people: Facts['room']['people']): Facts {
	const facts = adoptedFacts(now, 7);
	const life = { createdAt: now - 2 * HOUR_MS, seenAt: now - 2 * HOUR_MS, finishedAt: null, departureMs: 90_000 };
	return { ...facts, room: { ...facts.room, lives: { RM_1: life }, people } };
}

const deletion: Extract<Act, { kind: 'delete_room' }> = {
	kind: 'delete_room',
	generation: 7,
	reason: 'grace_expired',
	again: false,
};
const removal = { kind: 'remove_participant', generation: 7, identity: 'agent-x', sid: 'PA_1' } as const;
const done = (act: Act, outcome: Done['outcome']): Done => ({ act, outcome, dispatchId: null });
const entriesOf = (more: Partial<Reclaiming>) =>
	reclaimed({
		stored: null,
		look: null,
		done: [],
		now,
		policy: makePolicy(testConfig),
		alertAgentMs: 4 * HOUR_MS,
		...more,
	});

describe('the ledger of orphans has', () => {
	it.each([
		// LiveKit would have let go of it by itself.
		['process_gone', 0],
		['replaced', 180],
	] as const)('an agent that was left behind: %s', (reason, agentMinutesSaved) => {
		const stored = factsWith({ PA_1: person('agent', now - HOUR_MS) });
		expect(entriesOf({ stored, done: [done({ ...removal, reason }, 'removed')] })).toEqual([
			{ at: now, generation: 7, what: 'agent', why: reason, agents: 1, agentMinutesSaved },
		]);
	});

	it('a room that lives although it was closed, with the agents that were seen in it', () => {
		const people = [agentOf('AJ_1'), agentOf('AJ_2'), { sid: 'PA_3', identity: 'human-x', kind: 'human' as const }];
		const look: Reclaiming['look'] = {
			kind: 'looked_up',
			generation: 6,
			at: now,
			look: { start: now, end: now, room: { sid: 'RM_6', createdAt: 1, departureMs: null }, people },
		};
		const act = { ...deletion, generation: 6, reason: 'hung_up', again: true } as const;
		const entry = { at: now, generation: 6, what: 'room', why: 'tombstone', agents: 2, agentMinutesSaved: 480 };
		expect(entriesOf({ stored: factsWith({}), look, done: [done(act, 'deleted')] })).toEqual([entry]);
		const superseded = { ...act, reason: 'superseded', again: false } as const;
		expect(entriesOf({ stored: factsWith({}), look, done: [done(superseded, 'deleted')] })).toEqual([entry]);
	});

	it('a room that lives although it was closed, of which nobody knows who was in it', () => {
		const act = { ...deletion, generation: 6, again: true };
		const entry = { what: 'room', why: 'tombstone', agents: 0, agentMinutesSaved: 0 };
		for (const look of [null, 'unknown'] as const)
			expect(entriesOf({ stored: factsWith({}), look, done: [done(act, 'deleted')] })).toMatchObject([entry]);
	});

	it('a room that nobody has been in for as long as grace and 30 s', () => {
		const people = { PA_1: person('agent', now - HOUR_MS), PA_2: person('human', now - HOUR_MS, now - 90_000) };
		expect(entriesOf({ stored: factsWith(people), done: [done(deletion, 'deleted')] })).toEqual([
			{ at: now, generation: 7, what: 'room', why: 'deserted', agents: 1, agentMinutesSaved: 180 },
		]);
	});

	it('a room that nobody has ever been in', () => {
		const stored = factsWith({ PA_1: person('agent', now - HOUR_MS) });
		expect(entriesOf({ stored, done: [done(deletion, 'deleted')] })).toMatchObject([{ why: 'deserted' }]);
	});
});

describe('the ledger of orphans has not', () => {
	it('a room that is closed when its grace is over', () => {
		const people = { PA_1: person('human', now - HOUR_MS, now - 89_999) };
		expect(entriesOf({ stored: factsWith(people), done: [done(deletion, 'deleted')] })).toEqual([]);
	});

	it.each(['hung_up', 'said_goodbye', 'forgotten', 'closed_by_operator'] as const)(
		'a room with people in it that is closed: %s',
		(reason) => {
			const stored = factsWith({ PA_1: person('human', now - HOUR_MS), PA_2: person('agent', now - HOUR_MS) });
			expect(entriesOf({ stored, done: [done({ ...deletion, reason }, 'deleted')] })).toEqual([]);
		},
	);

	it('a room that its visitor closes after the store has lost it', () => {
		expect(entriesOf({ done: [done({ ...deletion, reason: 'hung_up' }, 'deleted')] })).toEqual([]);
	});

	it.each(['absent', 'unknown', 'other_sid'] as const)('what was not taken away: %s', (outcome) => {
		const stored = factsWith({ PA_1: person('human', 0, 1) });
		const acts = [{ ...deletion, again: true }, { ...removal, reason: 'replaced' } as const];
		expect(entriesOf({ stored, done: acts.map((act) => done(act, outcome)) })).toEqual([]);
	});

	it('what is no taking away', () => {
		const act = { kind: 'dispatch', generation: 7, agent: null, attempt: 1 } as const;
		expect(entriesOf({ stored: factsWith({}), done: [done(act, 'dispatched')] })).toEqual([]);
	});
});

describe('minutes that were saved', () => {
	it('are none for an agent that somebody would have been woken for', () => {
		const stored = factsWith({ PA_1: person('agent', now - 5 * HOUR_MS) });
		const entries = entriesOf({ stored, done: [done({ ...removal, reason: 'replaced' }, 'removed')] });
		expect(entries).toMatchObject([{ agents: 1, agentMinutesSaved: 0 }]);
	});

	it('are whole ones, up to the age of the alert', () => {
		const stored = factsWith({ PA_1: person('agent', now - 100_000) });
		const acts = [done({ ...removal, reason: 'replaced' }, 'removed')];
		expect(entriesOf({ stored, done: acts, alertAgentMs: HOUR_MS })).toMatchObject([{ agentMinutesSaved: 58 }]);
	});
});

describe('the ledger in the store', () => {
	const kept = async ({ store }: ReturnType<typeof makeTestApi>['deps']): Promise<LedgerEntry[]> =>
		(await store.notes(ledgerKey('test'))).map((note) => ledgerEntrySchema.parse(JSON.parse(note)));

	it('keeps what the sweeper has reclaimed, counts it and says it, without names of rooms', async () => {
		const { deps, server, room, human, served, logged, pass } = await makeTestCall();
		await hangsUp(deps, room);
		pass(60_000);
		server.comes(room, human);
		server.comes(room, served);
		await listAll(deps, { after: null, withinMs: 4_000 });
		expect(await kept(deps)).toEqual([
			{ at: deps.now(), room, what: 'room', why: 'tombstone', agents: 1, agentMinutesSaved: 240 },
		]);
		expect(await deps.store.counters()).toMatchObject({ reclaimed: 1, agent_minutes_saved: 240 });
		const line = {
			level: 'warn',
			event: 'reclaimed',
			what: 'room',
			why: 'tombstone',
			agents: 1,
			agentMinutesSaved: 240,
		};
		expect(logged).toContainEqual(line);
	});

	it('keeps a room that was adopted and that nobody came back to', async () => {
		const { deps, server, pass } = makeTestApi();
		server.comes(strange(1), agentOf('AJ_1'));
		await listAll(deps, { after: null, withinMs: 4_000 });
		pass(90_000);
		await sweepNow(deps);
		expect(await kept(deps)).toMatchObject([{ room: strange(1), what: 'room', why: 'deserted', agents: 1 }]);
	});

	it('keeps a ghost, whose process is gone', async () => {
		const { deps, server, room, door } = await makeTestCall();
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		expect(server.did.filter((act) => act.startsWith('remove'))).toHaveLength(1);
		expect(await kept(deps)).toMatchObject([{ room, what: 'agent', why: 'process_gone', agents: 1 }]);
	});

	it('stays empty when a call of ten minutes is hung up, and when nobody comes back to another', async () => {
		const one = await makeTestCall();
		one.pass(600_000);
		await sweepNow(one.deps);
		await hangsUp(one.deps, one.room);
		const other = await makeTestCall();
		other.pass(600_000);
		await other.goes(other.room, other.human);
		other.pass(60_000);
		await sweepNow(other.deps);
		expect([one.server.did, other.server.did]).toEqual([[`delete ${one.room}`], [`delete ${other.room}`]]);
		expect([await kept(one.deps), await kept(other.deps)]).toEqual([[], []]);
		expect(await one.deps.store.counters()).not.toHaveProperty('reclaimed');
	});

	it('is one for each stage', () => {
		expect(ledgerKey('test')).not.toBe(ledgerKey('production'));
	});

	it('is not worth a failure', async () => {
		const { deps, server, room, human, logged, pass, store } = await makeTestCall();
		await hangsUp(deps, room);
		pass(60_000);
		server.comes(room, human);
		server.did.length = 0;
		store.fails(['note', 'count']);
		expect(await listAll(deps, { after: null, withinMs: 4_000 })).toMatchObject({ after: null });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(logged).toContainEqual({ level: 'warn', event: 'ledger_lost' });
	});
});
