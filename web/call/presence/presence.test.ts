import { describe, expect, it } from 'vitest';
import {
	ABSENT,
	type AgentSeen,
	agentSid,
	LATE_AFTER,
	LOST_AFTER,
	type Presence,
	presenceAfter,
	REPLACED_FOR,
	scanAgainAt,
} from './presence.ts';

const agent = (state?: string, more: Partial<AgentSeen> = {}): AgentSeen => ({
	sid: 'PA_1',
	identity: 'agent-1',
	state,
	listens: 'speech',
	joinedAt: 1_000,
	...more,
});
const other = agent('listening', { sid: 'PA_2', identity: 'agent-2', joinedAt: 30_000 });
const connected = (...agents: readonly AgentSeen[]) => ({ connected: true, agents });
const away = (...agents: readonly AgentSeen[]) => ({ connected: false, agents });

type Scan = ReturnType<typeof connected>;
const fold = (...scans: readonly (readonly [at: number, seen: Scan])[]): Presence =>
	scans.reduce<Presence>((presence, [at, seen]) => presenceAfter(presence, seen, at), ABSENT);

describe('a room without an agent', () => {
	it('is no room until it is connected', () => {
		expect(fold([0, away()])).toEqual(ABSENT);
		expect(fold([0, away(agent('speaking'))])).toEqual(ABSENT);
	});

	it('waits for one, which is late after four seconds, and is waited for as long as it takes', () => {
		const waiting = fold([7_000, connected()]);
		expect(waiting.agent).toBe('waiting');
		expect(scanAgainAt(waiting)).toBe(7_000 + LATE_AFTER);
		expect(presenceAfter(waiting, connected(), 7_000 + LATE_AFTER - 1).agent).toBe('waiting');
		const late = presenceAfter(waiting, connected(), 7_000 + LATE_AFTER);
		expect(late.agent).toBe('late');
		expect(scanAgainAt(late)).toBeNull();
		expect(presenceAfter(late, connected(), 600_000).agent).toBe('late');
	});

	it('has lost the one that was there after a second', () => {
		const gone = fold([0, connected(agent('speaking'))], [10_000, connected()]);
		expect(gone.agent).toBe('waiting');
		expect(scanAgainAt(gone)).toBe(10_000 + LOST_AFTER);
		expect(presenceAfter(gone, connected(), 10_000 + LOST_AFTER - 1).agent).toBe('waiting');
		const lost = presenceAfter(gone, connected(), 10_000 + LOST_AFTER);
		expect(lost.agent).toBe('lost');
		expect(scanAgainAt(lost)).toBeNull();
		expect(presenceAfter(lost, connected(), 600_000).agent).toBe('lost');
	});

	it('has not lost it while the room itself is lost: a full reconnect reports everybody gone', () => {
		const speaking = fold([0, connected(agent('speaking'))]);
		expect(fold([0, connected(agent('speaking'))], [1_000, away()], [60_000, away()])).toEqual(speaking);
		expect(fold([0, connected(agent('speaking'))], [1_000, connected()], [60_000, connected()]).agent).toBe('lost');
	});

	it('stays what it is while the line is away', () => {
		const late = fold([0, connected()], [LATE_AFTER, connected()]);
		expect(presenceAfter(late, away(), 60_000)).toEqual(late);
	});
});

describe('an agent', () => {
	it('is seen that was there first, of whom no event tells', () => {
		expect(fold([0, away()], [50, connected(agent('listening'))]).agent).toBe('listening');
	});

	it('is followed in what it says of itself', () => {
		for (const state of ['initializing', 'listening', 'thinking', 'speaking', 'idle'])
			expect(fold([0, connected(agent(state))]).agent).toBe(state);
	});

	it('that says nothing, or something new, gets ready', () => {
		expect(fold([0, connected(agent(undefined))]).agent).toBe('initializing');
		expect(fold([0, connected(agent('dreaming'))]).agent).toBe('initializing');
	});

	it('says how it can be talked to', () => {
		expect(fold([0, connected(agent('listening', { listens: 'text' }))])).toMatchObject({ listens: 'text' });
		expect(fold([0, connected(agent('listening'))])).toMatchObject({ listens: 'speech' });
	});

	it('clears every failure', () => {
		const late = fold([0, connected()], [9_000, connected()]);
		const lost = fold([0, connected(agent('speaking'))], [1_000, connected()], [9_000, connected()]);
		expect([late.agent, lost.agent]).toEqual(['late', 'lost']);
		for (const failed of [late, lost]) {
			const after = presenceAfter(failed, connected(other), 9_500);
			expect(after).toMatchObject({ agent: 'listening', sid: 'PA_2' });
			expect(agentSid(after)).toBe('PA_2');
		}
	});

	it('is the newest of two: a dead one stays listed for twenty seconds', () => {
		const dead = agent('speaking', { sid: 'PA_dead', joinedAt: 1_000 });
		expect(agentSid(fold([0, connected(dead, other)]))).toBe('PA_2');
		expect(agentSid(fold([0, connected(other, dead)]))).toBe('PA_2');
	});

	it('is nobody while one is waited for', () => {
		expect(agentSid(fold([0, connected()]))).toBeNull();
		expect(agentSid(fold([0, connected(agent('idle'))]))).toBe('PA_1');
	});
});

describe('that another agent has taken over', () => {
	const replaced = (presence: Presence) => ('replacedAt' in presence ? presence.replacedAt : undefined);

	it('is news when it comes after the former one has gone, and when it comes beside its ghost', () => {
		const gone = fold([0, connected(agent('speaking'))], [1_000, connected()], [5_000, connected()]);
		expect(replaced(presenceAfter(gone, connected(other), 9_000))).toBe(9_000);
		expect(replaced(fold([0, connected(agent())], [9_000, connected(agent(), other)]))).toBe(9_000);
	});

	it('is news for a while, whatever it does meanwhile', () => {
		const took = fold([0, connected(agent())], [9_000, connected(other)]);
		expect(scanAgainAt(took)).toBe(9_000 + REPLACED_FOR);
		const speaks = { ...other, state: 'speaking' };
		expect(replaced(presenceAfter(took, connected(speaks), 9_000 + REPLACED_FOR - 1))).toBe(9_000);
		const old = presenceAfter(took, connected(speaks), 9_000 + REPLACED_FOR);
		expect(replaced(old)).toBeNull();
		expect(scanAgainAt(old)).toBeNull();
	});

	it('is not so when the first one comes, or the same one comes back with another sid', () => {
		expect(replaced(fold([0, connected()], [9_000, connected(agent())]))).toBeNull();
		const back = agent('listening', { sid: 'PA_9' });
		expect(replaced(fold([0, connected(agent())], [500, connected()], [900, connected(back)]))).toBeNull();
		expect(replaced(fold([0, connected(agent())], [500, away()], [9_000, connected(back)]))).toBeNull();
	});
});
