import { describe, expect, it } from 'vitest';
import { claim } from '../claims.ts';
import { endOfRoom } from '../ending.ts';
import { phase } from '../phase.ts';
import { asked, at, claimed, generation, policy, seen } from '../testing.ts';
import { count, jobsOf, readTape, secondsOf, stateAt, until } from './testing.ts';

describe.each([
	['server-restart-SIGKILL', 'rsSIGKILL', 6, 28],
	['outage5000', 'outage5000', 12, 18],
	['outage12000', 'outage12000', 19, 58],
] as const)('a server that restarts (%s)', (tape, room, back, graceSeconds) => {
	it('keeps the call: the same job is waited for, and serves on', async () => {
		const heard = await readTape(tape, room);
		const [job = ''] = jobsOf(heard);
		const before = seen(claimed(asked, job, 0), ...until(heard, back - 0.5));
		expect([stateAt(before, back - 0.1), ...count(before)]).toEqual(['bound', 1, 1]);

		const [begun] = heard.filter((one) => one.at >= at(back));
		const alone = seen(before, ...(begun ? [begun] : []));
		expect([stateAt(alone, back), ...count(alone)]).toEqual(['pending', 0, 0]);
		expect(claim(alone, { generation, jobId: 'another' }, at(back), policy).outcome).toBe('claim_taken');

		const after = seen(alone, ...until(heard, back + 2));
		expect([stateAt(after, back + 2), ...count(after)]).toEqual(['bound', 1, 1]);
		expect(phase(after, at(back + 2), policy)).toBe('active');
		expect(after).toMatchObject({ generation, epoch: 1, room: { claim: before.room.claim } });
	});

	it('may close the new room sooner, when the agent was there first', async () => {
		const heard = await readTape(tape, room);
		const gone = heard.findLast((one) => one.kind === 'left' && one.person.kind === 'human');
		const alone = seen(asked, ...until(heard, secondsOf(gone)));
		expect(endOfRoom(alone.room, policy)?.at).toBe((gone?.at ?? 0) + graceSeconds * 1000);
	});
});

describe('a server that goes down in good order (server-restart-SIGTERMx2)', () => {
	it('has hung up for nobody', async () => {
		const heard = await readTape('server-restart-SIGTERMx2', 'rsSIGTERMx2');
		const gone = seen(asked, ...heard);
		expect(phase(gone, at(31), policy)).toBe('grace_period');
		expect(Object.values(gone.room.people).filter(({ serverGone }) => serverGone)).toHaveLength(1);
	});
});
