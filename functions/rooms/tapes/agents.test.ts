import { describe, expect, it } from 'vitest';
import { agentIdentity } from '../../protocol/names.ts';
import { claim } from '../claims.ts';
import { decide } from '../decide.ts';
import { agentNeed } from '../dispatching.ts';
import { endOfRoom } from '../ending.ts';
import { ghosts } from '../ghosts.ts';
import { newestLife } from '../lives.ts';
import { present } from '../people.ts';
import { phase } from '../phase.ts';
import { asked, at, claimed, generation, jobLost, looked, policy, seen } from '../testing.ts';
import { count, jobsOf, readTape, stateAt, until } from './testing.ts';

describe('a killed job (agent-sigkill)', () => {
	it('is bound until LiveKit notices it, and dead at once when its loss is reported', async () => {
		const heard = await readTape('agent-sigkill', 'crash0');
		const [first = '', second = ''] = jobsOf(heard);
		const facts = seen(claimed(asked, first, 0), ...until(heard, 10));
		expect(stateAt(facts, 31.9)).toBe('bound');
		expect(stateAt(seen(facts, ...until(heard, 32)), 32)).toBe('dead');

		const reported = seen(facts, jobLost(first, 12));
		expect(stateAt(reported, 12)).toBe('dead');
		expect(ghosts(reported.room, at(12), policy)).toMatchObject([{ why: 'process_gone' }]);
		expect(agentNeed(reported.room, at(12), policy)).toEqual({ need: 'dispatch', attempt: 1 });
		const next = seen(claimed(reported, second, 34), ...until(heard, 36));
		expect(next.room.claim).toMatchObject({ jobId: second, epoch: 2, replaces: true });
		expect(stateAt(next, 36)).toBe('bound');
	});

	it('is not waited for: another agent serves beside its ghost', async () => {
		const heard = await readTape('agent-sigkill', 'crash1');
		const [first = '', second = ''] = jobsOf(heard);
		const reported = seen(claimed(asked, first, 0), ...until(heard, 8), jobLost(first, 8));
		const both = seen(claimed(reported, second, 8.2), ...until(heard, 9));
		expect(count(both)).toEqual([1, 2]);
		expect(stateAt(both, 9)).toBe('bound');
		const [ghost] = ghosts(both.room, at(9), policy);
		expect(ghost).toMatchObject({ identity: agentIdentity(first), why: 'replaced' });
		expect(ghosts(seen(both, ...until(heard, 28)).room, at(28), policy)).toEqual([]);
	});
});

describe('a worker that was killed (worker-sigkill)', () => {
	it('has left, although it looks as if its agent had wished to', async () => {
		const heard = await readTape('worker-sigkill', 'wk');
		const [first = '', second = ''] = jobsOf(heard);
		const held = claimed(asked, first, 0);
		const left = seen(held, ...until(heard, 22));
		expect([stateAt(left, 22), agentNeed(left.room, at(22), policy).need]).toEqual(['dead', 'dispatch']);
		expect(stateAt(seen(claimed(left, second, 26), ...until(heard, 27)), 27)).toBe('bound');
	});
});

describe('a person whom nobody serves (no-worker)', () => {
	it('is given another dispatch when the first one has come to nothing', async () => {
		const heard = await readTape('no-worker', 'early');
		const waiting = seen(asked, ...until(heard, 2));
		expect(agentNeed(waiting.room, at(10.9), policy).need).toBe('wait');
		expect(decide(waiting, at(11), policy)).toMatchObject({ effects: [], look: true });
		const alice = present(waiting.room, 'human');
		const fresh = seen(waiting, looked(11, alice, newestLife(waiting.room)));
		const asksFor = { kind: 'dispatch', generation, agent: null, attempt: 1 };
		expect(decide(fresh, at(12), policy).effects[0]).toEqual(asksFor);

		const [job = ''] = jobsOf(heard);
		expect(phase(seen(claimed(fresh, job, 30), ...until(heard, 31)), at(31), policy)).toBe('active');
	});

	it('that never came leaves nothing behind', async () => {
		const heard = await readTape('no-worker', 'early2');
		expect(agentNeed(seen(asked, ...until(heard, 30)).room, at(30), policy)).toEqual({ need: 'none' });
		expect(endOfRoom(seen(asked, ...heard).room, policy)).toEqual({ at: at(33), reason: 'room_finished' });
	});
});

describe('two dispatches (two-dispatch)', () => {
	it('are one agent: the second claim is refused, and who joins without one is put out', async () => {
		const heard = await readTape('two-dispatch', 'two');
		const [first = '', second = ''] = jobsOf(heard);
		const held = claimed(asked, first, 0);
		expect(claim(held, { generation, jobId: second }, at(0.1), policy).outcome).toBe('claim_taken');
		const both = seen(held, ...until(heard, 3));
		expect(ghosts(both.room, at(3), policy)).toMatchObject([{ identity: agentIdentity(second), why: 'replaced' }]);
	});
});
