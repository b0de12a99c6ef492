import { describe, expect, it } from 'vitest';
import { claimState } from './claims.ts';
import { close } from './closing.ts';
import type { Facts } from './facts.ts';
import { present } from './people.ts';
import { makePolicy } from './policy.ts';
import { agent, asked, at, claimed, generation, human, jobLost, joined, left, policy, seen } from './testing.ts';
import { type Written, write } from './writing.ts';

const writer = { generation, jobId: 'a', epoch: 1 };
const writes = (written: Written, stored: Facts | null, seconds = 50, by = writer) =>
	write({ writer: by, written }, stored, at(seconds), policy);

const held = claimed(seen(asked, joined(human(), 1)), 'a', 2);
const served = seen(held, joined(agent('a'), 3));
const alone = seen(served, left(human(), 40));
const { facts: closed } = close(served, generation, 'hung_up', at(45));
const end = (reason: 'grace_expired' | 'agent_failed' | 'said_goodbye' | 'call_limit' | 'silence') =>
	({ what: 'end', reason }) as const;
const every: readonly Written[] = [
	{ what: 'joined', sid: 'PA_a', identity: 'agent-a', roomSid: 'RM_1' },
	{ what: 'people', people: [] },
	{ what: 'state', todo: ['milk'], timezone: null },
	{ what: 'turns' },
	{ what: 'file', file: { id: 'file-0001', name: 'a.txt', type: 'text/plain', size: 1, uploaded: true } },
	end('grace_expired'),
	end('said_goodbye'),
];

describe('who writes', () => {
	it.each(every)('is the agent of the room, and nobody else: $what', (written) => {
		const ofOthers = [
			writes(written, served, 50, { ...writer, jobId: 'b' }),
			writes(written, served, 50, { ...writer, epoch: 2 }),
			writes(written, served, 50, { ...writer, generation: generation + 1 }),
		];
		for (const { answer, facts } of ofOthers) {
			expect(answer).toBe('stale_epoch');
			expect(facts).toBe(served);
		}
		const died = seen(served, jobLost('a', 49));
		expect(writes(written, died)).toEqual({ answer: 'stale_epoch', facts: died });
	});

	it.each(every)('is heard no more when the room is closed: $what', (written) => {
		const { answer, facts } = writes(written, closed);
		// What it wants has come true.
		expect(answer).toBe(written.what === 'end' ? 'already_closed' : 'stale_epoch');
		expect(facts).toBe(closed);
	});

	it.each(every)('begins the record anew that the store has lost: $what', (written) => {
		const { answer, facts } = writes(written, null, 50, { ...writer, epoch: 4 });
		expect(answer).not.toBe('stale_epoch');
		expect(facts?.epoch).toBe(4);
		if (answer !== 'closed') expect(facts?.room.claim).toMatchObject({ jobId: 'a', epoch: 4 });
	});
});

describe('the agent tells', () => {
	it('as whom it is in the room, which binds its claim', () => {
		const { answer, facts } = writes({ what: 'joined', sid: 'PA_a', identity: 'agent-a', roomSid: 'RM_1' }, held, 4);
		expect(answer).toBe('bound');
		expect(claimState((facts ?? held).room, at(60), policy)).toEqual({ state: 'bound' });
		expect(facts?.room.people['PA_a']).toMatchObject({ kind: 'agent', room: 'RM_1', seenAt: at(4) });
	});

	it('whom it sees come and go', () => {
		const people = [
			{ sid: 'PA_h1', identity: 'human-v', roomSid: 'RM_1', present: false },
			{ sid: 'PA_h2', identity: 'human-v', roomSid: null, present: true },
		];
		const { answer, facts } = writes({ what: 'people', people }, served);
		expect(answer).toBe('observed');
		expect(present((facts ?? served).room, 'human')).toMatchObject([{ sid: 'PA_h2', room: null, seenAt: at(50) }]);
		expect(facts?.room.people['PA_h1']).toMatchObject({ leftAt: at(50), replaced: false, serverGone: false });
		const again = writes({ what: 'people', people }, facts, 51);
		expect(again.facts).toBe(facts);
	});

	it('its state; what it does not say stays', () => {
		const { facts } = writes({ what: 'state', todo: ['milk'], timezone: null }, served);
		expect(facts).toMatchObject({ todo: ['milk'], timezone: null });
		const next = writes({ what: 'state', todo: null, timezone: 'Europe/Rome' }, facts);
		expect(next).toMatchObject({ answer: 'kept', facts: { todo: ['milk'], timezone: 'Europe/Rome' } });
		expect(writes({ what: 'state', todo: [], timezone: null }, facts).facts?.todo).toEqual([]);
	});

	it('what was said, for which the record is only to be there', () => {
		expect(writes({ what: 'turns' }, served)).toEqual({ answer: 'kept', facts: served });
	});
});

describe('the end of the call', () => {
	it.each(['agent_failed', 'said_goodbye', 'call_limit', 'silence'] as const)(
		'is at once when it is %s, whoever is there',
		(reason) => {
			const { answer, facts } = writes(end(reason), served);
			expect(answer).toBe('closed');
			expect(facts?.closed).toMatchObject([{ generation, at: at(50), reason }]);
		},
	);

	it('by grace is not while somebody is there, or on their way', () => {
		expect(writes(end('grace_expired'), served)).toEqual({ answer: 'awaited', facts: served });
		const asking = { ...alone, room: { ...alone.room, askedAt: at(90) } };
		expect(writes(end('grace_expired'), asking, 119.9)).toEqual({ answer: 'awaited', facts: asking });
		expect(writes(end('grace_expired'), asking, 120).answer).toBe('closed');
	});

	it('by grace is not before it is over: the agent may have missed who came and went again', () => {
		const again = seen(alone, joined(human('PA_h2'), 70), left(human('PA_h2'), 75));
		expect(writes(end('grace_expired'), again, 132.9)).toEqual({ answer: 'awaited', facts: again });
		// What the agent sees is heard of a moment later.
		expect(writes(end('grace_expired'), again, 133).answer).toBe('closed');
	});

	it('of a call without continuity is when its person has left', () => {
		const fresh = makePolicy({ graceSeconds: 60, lifecycle: 'fresh' });
		expect(write({ writer, written: end('grace_expired') }, alone, at(41), fresh).answer).toBe('closed');
	});

	it('by grace closes the room that everybody has left', () => {
		const { answer, facts } = writes(end('grace_expired'), alone, 100);
		expect(answer).toBe('closed');
		expect(facts?.closed).toMatchObject([{ generation, reason: 'grace_expired' }]);
	});
});
