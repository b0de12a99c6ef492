import { expect, test } from 'vitest';
import { startStandIn } from '../testing.ts';
import { type AttemptOptions, attempt } from './attempt.ts';
import { type Line, NotLetIn } from './line.ts';

const options = (line: Line, others: Partial<AttemptOptions> = {}): AttemptOptions => ({
	...{ line, within: 0.1, signal: new AbortController().signal, now: () => performance.now() },
	...others,
});
const deletions = (rooms: readonly string[]): number => new Set(rooms.filter((did) => did.startsWith('delete'))).size;

test('a call in which the agent is heard tells how long each step took, and leaves no room', async () => {
	const { deployment, line, rooms, api } = await startStandIn();
	const made = await attempt(deployment, options(line()));
	expect(made).toMatchObject({
		outcome: 'heard',
		refusal: null,
		departureSeconds: 90,
		end: { room: 'gone', refusal: null },
	});
	const { token = 0, join = 0, agent = 0, track = 0, voice = 0 } = made.ms;
	expect([token, join, agent, track, voice]).toEqual([token, join, agent, track, voice].sort((a, b) => a - b));
	expect(deletions(rooms())).toBe(1);
	expect(api.outcomes()).toContain('closed');
});

test.each([
	['join', 'no_agent'],
	['agent', 'no_track'],
	['track', 'silent'],
] as const)('one that comes as far as %s: %s, and leaves no room either', async (last, outcome) => {
	const { deployment, line, rooms } = await startStandIn();
	const made = await attempt(deployment, options(line(last)));
	expect(made).toMatchObject({ outcome, end: { room: 'gone' } });
	expect(made.ms).not.toHaveProperty('voice');
	expect(deletions(rooms())).toBe(1);
});

test('who is not let in says why, and their room is ended', async () => {
	const { deployment, rooms } = await startStandIn();
	const failing = (error: Error): Line => ({ join: () => Promise.reject(error) });
	const refused = await attempt(deployment, options(failing(new NotLetIn('status 401'))));
	expect(refused).toMatchObject({ outcome: 'join_failed', refusal: 'status 401' });
	const other = await attempt(deployment, options(failing(new TypeError('of which a token may be part'))));
	expect(other).toMatchObject({ outcome: 'join_failed', refusal: 'failed' });
	expect(deletions(rooms())).toBe(2);
});

test('who is refused by the API says with what', async () => {
	const { deployment, line, api } = await startStandIn({ config: { maxCalls: 1 } });
	await api.visitor().token();
	// Calls are counted now and then.
	api.pass(60_000);
	expect(await attempt(deployment, options(line()))).toMatchObject({
		...{ outcome: 'token_refused', refusal: '429 too_many_calls', end: null },
	});
	api.store.fails();
	expect(await attempt(deployment, options(line()))).toMatchObject({ refusal: '503 store_unavailable' });
	const nowhere = { ...deployment, apiUrl: 'http://nowhere.invalid' };
	expect(await attempt(nowhere, options(line()))).toMatchObject({
		outcome: 'visitor_refused',
		refusal: 'unknown_host',
	});
});

test('a call that is interrupted ends its room at once', async () => {
	const { deployment, line, rooms } = await startStandIn();
	const asked = new AbortController();
	const interrupting: Line = {
		join: async (...ticket) => {
			const joined = await line('join').join(...ticket);
			setTimeout(() => asked.abort(), 20);
			return joined;
		},
	};
	const began = performance.now();
	const made = await attempt(deployment, options(interrupting, { within: 60, signal: asked.signal }));
	expect(made).toMatchObject({ outcome: 'interrupted', end: { room: 'gone' } });
	expect(performance.now() - began).toBeLessThan(10_000);
	expect(deletions(rooms())).toBe(1);
});

test('who gets in when nobody waits any more leaves again', async () => {
	const { deployment } = await startStandIn();
	const asked = new AbortController();
	let left: () => void = () => {};
	const hasLeft = new Promise<void>((resolve) => {
		left = resolve;
	});
	const late: Line = {
		join: async () => {
			asked.abort();
			const never = new Promise<never>(() => {});
			return { departureSeconds: 90, reached: () => never, sayThatItHears: () => never, leave: async () => left() };
		},
	};
	expect(await attempt(deployment, options(late, { signal: asked.signal }))).toMatchObject({ outcome: 'interrupted' });
	await hasLeft;
});

test('a room that the API does not end is ended by LiveKit itself', async () => {
	const { deployment, line, api, rooms } = await startStandIn();
	const failing: Line = {
		join: async (...ticket) => {
			const joined = await line().join(...ticket);
			api.store.fails();
			return joined;
		},
	};
	expect(await attempt(deployment, options(failing))).toMatchObject({
		outcome: 'heard',
		end: { room: 'gone', refusal: '503 store_unavailable' },
	});
	expect(deletions(rooms())).toBe(1);
});
