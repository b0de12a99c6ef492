import { describe, expect, it } from 'vitest';
import { ABSENT, type AgentSeen, agentSid, LOST_AFTER, type Presence, presenceAfter, scanAgainAt } from './presence.ts';

const agent = (state?: string, more: Partial<AgentSeen> = {}): AgentSeen => ({
	sid: 'PA_1',
	state,
	listens: 'speech',
	joinedAt: 1_000,
	...more,
});
const connected = (...agents: readonly AgentSeen[]) => ({ connected: true, agents });
const lost = (...agents: readonly AgentSeen[]) => ({ connected: false, agents });

type Scan = ReturnType<typeof connected>;
const fold = (...scans: readonly (readonly [at: number, seen: Scan])[]): Presence =>
	scans.reduce<Presence>((presence, [at, seen]) => presenceAfter(presence, seen, at), ABSENT);

describe('presence', () => {
	it('is absent until the room is connected', () => {
		expect(fold([0, lost()])).toEqual(ABSENT);
		expect(fold([0, lost(agent('speaking'))])).toEqual(ABSENT);
	});

	it('waits in a room without an agent, for as long as it takes', () => {
		expect(fold([0, connected()]).agent).toBe('waiting');
		expect(fold([0, connected()], [600_000, connected()]).agent).toBe('waiting');
		expect(scanAgainAt(fold([0, connected()]))).toBeNull();
	});

	it('sees an agent that was there first, of whom no event tells', () => {
		expect(fold([0, lost()], [50, connected(agent('listening'))]).agent).toBe('listening');
	});

	it('follows what the agent says of itself', () => {
		for (const state of ['initializing', 'listening', 'thinking', 'speaking', 'idle'])
			expect(fold([0, connected(agent(state))]).agent).toBe(state);
	});

	it('takes an agent that says nothing, or something new, for one that gets ready', () => {
		expect(fold([0, connected(agent(undefined))]).agent).toBe('initializing');
		expect(fold([0, connected(agent('dreaming'))]).agent).toBe('initializing');
	});

	it('says how the agent can be talked to', () => {
		expect(fold([0, connected(agent('listening', { listens: 'text' }))])).toMatchObject({ listens: 'text' });
		expect(fold([0, connected(agent('listening'))])).toMatchObject({ listens: 'speech' });
	});

	it('waits for an agent that has just gone, and says that it is lost after four seconds', () => {
		const gone = fold([0, connected(agent('speaking'))], [10_000, connected()]);
		expect(gone.agent).toBe('waiting');
		expect(scanAgainAt(gone)).toBe(10_000 + LOST_AFTER);
		expect(presenceAfter(gone, connected(), 10_000 + LOST_AFTER - 1).agent).toBe('waiting');
		expect(presenceAfter(gone, connected(), 10_000 + LOST_AFTER).agent).toBe('lost');
	});

	it('does not lose an agent while the room itself is lost: a full reconnect reports everybody gone', () => {
		const speaking = fold([0, connected(agent('speaking'))]);
		expect(fold([0, connected(agent('speaking'))], [1_000, lost()], [60_000, lost()])).toEqual(speaking);
		expect(fold([0, connected(agent('speaking'))], [1_000, connected()], [60_000, connected()]).agent).toBe('lost');
	});

	it('forgets every failure when any agent appears', () => {
		const failed = fold([0, connected(agent('speaking'))], [1_000, connected()], [9_000, connected()]);
		expect(failed.agent).toBe('lost');
		const other = presenceAfter(failed, connected(agent('listening', { sid: 'PA_2' })), 9_500);
		expect(other).toMatchObject({ agent: 'listening', sid: 'PA_2' });
		expect(agentSid(other)).toBe('PA_2');
	});

	it('believes the newest of two agents: a dead one stays listed for twenty seconds', () => {
		const dead = agent('speaking', { sid: 'PA_dead', joinedAt: 1_000 });
		const next = agent('listening', { sid: 'PA_next', joinedAt: 30_000 });
		expect(agentSid(fold([0, connected(dead, next)]))).toBe('PA_next');
		expect(agentSid(fold([0, connected(next, dead)]))).toBe('PA_next');
	});

	it('has no agent while it waits', () => {
		expect(agentSid(fold([0, connected()]))).toBeNull();
		expect(agentSid(fold([0, connected(agent('idle'))]))).toBe('PA_1');
	});
});
