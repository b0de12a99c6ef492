import { expect, it, vi } from 'vitest';
import { makeAskForAgent } from './dispatch-door.ts';

it('the door for an agent is told which room has none, and what time it is there', async () => {
	const answer = { dispatchId: null, reused: false, agent: 'pending' };
	const fetch = vi.fn(async (_path: unknown, _init?: RequestInit) => Response.json(answer));
	const ask = makeAskForAgent(fetch, 'Europe/Berlin', () => -120);
	const { signal } = new AbortController();
	expect(await ask({ room_name: 'r1' }, signal)).toEqual({ outcome: 'answered', value: answer });
	await ask({ room_name: 'r1', retry: true }, signal);
	expect(fetch.mock.calls.map(([path, init]) => [path, init?.method])).toEqual([
		['/api/livekit/dispatch-agent', 'POST'],
		['/api/livekit/dispatch-agent', 'POST'],
	]);
	const where = { room_name: 'r1', timezone: 'Europe/Berlin', timezone_offset: -120 };
	expect(fetch.mock.calls.map(([, init]) => JSON.parse(String(init?.body)))).toEqual([
		where,
		{ ...where, retry: true },
	]);
});
