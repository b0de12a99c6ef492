import { describe, expect, it } from 'vitest';
import { bind, claim } from './claims.ts';
import { close } from './closing.ts';
import { type Facts, newFacts } from './facts.ts';
import { left } from './people.ts';
import { makePolicy } from './policy.ts';

const policy = makePolicy(60);
const t0 = 1_795_000_000_000;
const fresh = newFacts(t0);
const { generation } = fresh;

const granted = (facts: Facts, jobId: string, now = t0) => {
	const result = claim(facts, { generation, jobId }, now, policy);
	if (!('epoch' in result)) throw new Error(result.outcome);
	return result;
};
const bound = (facts: Facts, jobId: string, epoch: number, sid: string) => {
	const result = bind(facts, { generation, jobId, epoch, identity: `agent-${jobId}`, sid }, t0);
	if (result.outcome !== 'bound') throw new Error(result.outcome);
	return result.facts;
};

describe('a claim', () => {
	it('is granted to the first job and refused to the second', () => {
		const first = granted(fresh, 'a');
		expect(first).toMatchObject({ outcome: 'granted', epoch: 1 });
		expect(claim(first.facts, { generation, jobId: 'b' }, t0, policy).outcome).toBe('claim_taken');
	});

	it('gives the same job the same epoch', () => {
		const first = granted(fresh, 'a');
		expect(granted(first.facts, 'a', t0 + 1000)).toEqual({ outcome: 'granted_again', facts: first.facts, epoch: 1 });
	});

	it('dies with its lease while nobody is bound to it', () => {
		const { facts } = granted(fresh, 'a');
		expect(claim(facts, { generation, jobId: 'b' }, t0 + policy.claimLeaseMs - 1, policy).outcome).toBe('claim_taken');
		expect(granted(facts, 'b', t0 + policy.claimLeaseMs)).toMatchObject({ outcome: 'granted', epoch: 2 });
	});

	it('outlives its lease once its agent is in the room', () => {
		const facts = bound(granted(fresh, 'a').facts, 'a', 1, 'PA_1');
		expect(claim(facts, { generation, jobId: 'b' }, t0 + 3_600_000, policy).outcome).toBe('claim_taken');
	});

	it('dies when its agent is seen to leave, and says that the next one replaces it', () => {
		const facts = bound(granted(fresh, 'a').facts, 'a', 1, 'PA_1');
		const room = left(facts.room, { sid: 'PA_1', identity: 'agent-a', kind: 'agent', at: t0 + 5_000 });
		const next = granted({ ...facts, room }, 'b', t0 + 5_000);
		expect(next.epoch).toBe(2);
		expect(next.facts.room.claim?.replaces).toBe(true);
		expect(granted(fresh, 'a').facts.room.claim?.replaces).toBe(false);
	});

	it('is not bound by a job that has lost it', () => {
		const second = granted(granted(fresh, 'a').facts, 'b', t0 + policy.claimLeaseMs);
		const late = { generation, jobId: 'a', epoch: 1, identity: 'agent-a', sid: 'PA_1' };
		expect(bind(second.facts, late, t0).outcome).toBe('stale_epoch');
		expect(bind(second.facts, { ...late, jobId: 'b', epoch: 1 }, t0).outcome).toBe('stale_epoch');
	});

	it('is refused for a closed room, and its epoch goes on in the next one', () => {
		const { facts } = close(granted(fresh, 'a').facts, generation, 'hung_up', t0);
		expect(claim(facts, { generation, jobId: 'b' }, t0, policy).outcome).toBe('room_closed');
		const next = claim(facts, { generation: generation + 1, jobId: 'b' }, t0, policy);
		expect(next).toMatchObject({ outcome: 'granted', epoch: 2 });
	});
});
