import { expect, it, vi } from 'vitest';
import { makeForget } from './forget-door.ts';

it('the conversation is forgotten only when the API says so', async () => {
	const fetch = vi.fn(async (_path: unknown, _init?: RequestInit) => Response.json({ success: true }));
	expect(await makeForget(fetch)()).toMatchObject({ outcome: 'answered' });
	expect(fetch.mock.calls.map(([path, init]) => [path, init?.method])).toEqual([['/api/conversation', 'DELETE']]);
	const refused = async () => Response.json({ code: 'store_unavailable' }, { status: 503 });
	expect(await makeForget(refused)()).toMatchObject({ outcome: 'refused', code: 'store_unavailable' });
	expect(await makeForget(() => Promise.reject(new TypeError('Failed to fetch')))()).toEqual({
		outcome: 'unreachable',
	});
});
