import { describe, expect, it } from 'vitest';
import { asWriter, type ClaimState, claim, claimState, isLive } from './claims.ts';
import { close, forget } from './closing.ts';
import { type Facts, inRoom } from './facts.ts';
import {
	agent,
	asked,
	at,
	claimed,
	finished,
	generation,
	human,
	jobLost,
	joined,
	left,
	life,
	looked,
	policy,
	seen,
	started,
} from './testing.ts';

const held = claimed(asked, 'a', 0);
const served = seen(held, joined(agent('a'), 1));
const leaseSeconds = policy.claimLeaseMs / 1000;

const stateAt = ({ room }: Facts, seconds: number): ClaimState['state'] => claimState(room, at(seconds), policy).state;
const ask = (facts: Facts, jobId: string, seconds: number) => claim(facts, { generation, jobId }, at(seconds), policy);
const outcome = (facts: Facts, jobId: string, seconds: number) => ask(facts, jobId, seconds).outcome;

describe('a claim', () => {
	it('is granted to the first job and refused to the second', () => {
		expect(ask(asked, 'a', 0)).toMatchObject({ outcome: 'granted', epoch: 1 });
		expect(outcome(held, 'b', 1)).toBe('claim_taken');
	});

	it('gives the same job the same answer', () => {
		expect(ask(served, 'a', 9)).toEqual({ outcome: 'granted_again', facts: served, epoch: 1 });
	});

	it('is pending for its lease, until its agent is seen', () => {
		expect(claimState(held.room, at(0), policy)).toEqual({ state: 'pending', until: at(leaseSeconds) });
		expect(stateAt(served, 3600)).toBe('bound');
		expect(stateAt(seen(held, looked(1, [agent('a')])), 3600)).toBe('bound');
	});

	it('dies with its lease when its agent never comes', () => {
		expect(outcome(held, 'b', leaseSeconds - 0.001)).toBe('claim_taken');
		expect(ask(held, 'b', leaseSeconds)).toMatchObject({ outcome: 'granted', epoch: 2 });
		expect(claimState(held.room, at(99), policy)).toEqual({ state: 'dead', since: at(leaseSeconds) });
	});

	it('is not bound by another agent', () => {
		expect(stateAt(seen(held, joined(agent('b'), 1)), 1)).toBe('pending');
	});

	it('dies when its agent is seen to leave', () => {
		expect(claimState(seen(served, left(agent('a'), 5)).room, at(5), policy)).toEqual({ state: 'dead', since: at(5) });
	});

	it('dies when a look-up does not list its agent any more', () => {
		expect(stateAt(seen(served, looked(5, [human()])), 6)).toBe('dead');
		expect(stateAt(seen(held, looked(5, [human()])), 6)).toBe('pending');
	});

	it('dies when its process is reported, although LiveKit still lists its agent', () => {
		const facts = seen(served, jobLost('a', 6), jobLost('a', 5), looked(7, [agent('a')]));
		expect(claimState(facts.room, at(8), policy)).toEqual({ state: 'dead', since: at(5) });
		expect(outcome(facts, 'b', 8)).toBe('granted');
	});

	it('is not touched by the end of another process', () => {
		expect(seen(served, jobLost('b', 5))).toBe(served);
	});

	it('that died is granted anew to the same job only after a report', () => {
		expect(outcome(seen(served, left(agent('a'), 5)), 'a', 6)).toBe('granted_again');
		expect(ask(seen(served, jobLost('a', 5)), 'a', 6)).toMatchObject({ outcome: 'granted', epoch: 2 });
	});

	it('that is granted lives, whatever became of that job before', () => {
		const again = claimed(seen(served, jobLost('a', 5), left(agent('a'), 6)), 'a', 7);
		expect(claimState(again.room, at(8), policy)).toEqual({ state: 'pending', until: at(7 + leaseSeconds) });
	});

	it('is refused for a closed room, and the epoch goes on in the next one', () => {
		const { facts } = close(held, generation, 'hung_up', at(1));
		expect(outcome(facts, 'b', 2)).toBe('room_closed');
		const next = claim(facts, { generation: generation + 1, jobId: 'b' }, at(2), policy);
		expect(next).toMatchObject({ outcome: 'granted', epoch: 2 });
	});

	it('is refused beside an agent whose claim the record has lost, and granted to that one', () => {
		const adopted = seen(asked, joined(agent('a'), 1));
		expect(outcome(adopted, 'b', 2)).toBe('claim_taken');
		expect(outcome(adopted, 'a', 2)).toBe('granted');
		expect(outcome(seen(adopted, left(agent('a'), 3)), 'b', 4)).toBe('granted');
	});

	it('says whether another agent may have been heard before', () => {
		const replaces = (facts: Facts, seconds: number) => ask(facts, 'b', seconds).facts.room.claim?.replaces;
		expect(held.room.claim?.replaces).toBe(false);
		expect(replaces(held, leaseSeconds)).toBe(false);
		expect(replaces(seen(served, left(agent('a'), 5)), 6)).toBe(true);
	});
});

describe('the same job', () => {
	it('serves on when its own reconnect has put it out', () => {
		const facts = seen(served, left(agent('a'), 5, 'replaced'));
		expect(claimState(facts.room, at(6), policy)).toEqual({ state: 'pending', until: at(5 + leaseSeconds) });
		expect(stateAt(seen(facts, joined(agent('a', 'PA_a2'), 7)), 99)).toBe('bound');
	});

	it('survives a restart of the server: pending, and bound again', () => {
		const facts = seen(served, started(30, life(2)));
		expect(claimState(facts.room, at(31), policy)).toEqual({ state: 'pending', until: at(30 + leaseSeconds) });
		const back = seen(facts, joined(agent('a', 'PA_a2'), 33, life(2)));
		expect(stateAt(back, 99)).toBe('bound');
		expect(outcome(back, 'a', 99)).toBe('granted_again');
	});

	it('does not come back for ever', () => {
		expect(stateAt(seen(served, started(30, life(2))), 30 + leaseSeconds)).toBe('dead');
	});

	it('has left when it has left the new life, too', () => {
		const back = seen(served, started(30, life(2)), joined(agent('a', 'PA_a2'), 33, life(2)));
		expect(stateAt(seen(back, left(agent('a', 'PA_a2'), 40, 'left', life(2))), 41)).toBe('dead');
	});

	it('does not come back into a room that was finished', () => {
		expect(stateAt(seen(served, finished(5)), 6)).toBe('dead');
	});
});

describe('a writer', () => {
	const writer = { generation, jobId: 'a', epoch: 1 };

	it('is the job of the claim, also before it is seen and after it was missed', () => {
		for (const facts of [held, served, seen(served, left(agent('a'), 5))])
			expect(asWriter(facts, writer, at(6))).toBe(facts);
	});

	it('is nobody else: not another job, not with another epoch', () => {
		expect(asWriter(served, { ...writer, jobId: 'b' }, at(6))).toBeNull();
		expect(asWriter(served, { ...writer, epoch: 0 }, at(6))).toBeNull();
		expect(asWriter(served, { ...writer, epoch: 2 }, at(6))).toBeNull();
	});

	it('must leave once its process was reported, another one was granted, or the room was closed', () => {
		expect(asWriter(seen(served, jobLost('a', 5)), writer, at(6))).toBeNull();
		expect(asWriter(claimed(held, 'b', leaseSeconds), writer, at(20))).toBeNull();
		const { facts } = close(served, generation, 'hung_up', at(5));
		expect(asWriter(facts, writer, at(6))).toBeNull();
		expect(asWriter(forget(served, at(5)), { ...writer, generation: generation + 1 }, at(6))).toBeNull();
	});

	it('that the store has lost is taken over with its epoch', () => {
		const adopted = asWriter(asked, { ...writer, epoch: 7 }, at(6));
		expect(adopted).toMatchObject({ epoch: 7, room: { claim: { jobId: 'a', epoch: 7, replaces: false } } });
	});

	it('is not taken over with an epoch that was granted before', () => {
		const next = close(held, generation, 'hung_up', at(5)).facts;
		expect(asWriter(next, { ...writer, generation: generation + 1 }, at(6))).toBeNull();
	});
});

it('a claim that is pending or bound lives', () => {
	expect(isLive({ state: 'pending', until: 1 })).toBe(true);
	expect(isLive({ state: 'bound' })).toBe(true);
	expect(isLive({ state: 'none' })).toBe(false);
	expect(isLive({ state: 'dead', since: 1 })).toBe(false);
});

it('that another agent was heard is known to all later claims, also when nothing of it is kept any more', () => {
	const replaced = claimed(seen(served, jobLost('a', 5)), 'b', 6);
	const forgotten = inRoom(seen(replaced, jobLost('b', 7)), (room) => ({ ...room, people: {} }));
	expect(claimed(forgotten, 'c', 900).room.claim).toMatchObject({ jobId: 'c', replaces: true });
	expect(claimed(seen(held, jobLost('a', 5)), 'b', 900).room.claim).toMatchObject({ replaces: false });
});
