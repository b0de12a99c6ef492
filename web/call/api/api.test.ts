import { describe, expect, it } from 'vitest';
import { makeApi } from './api.ts';

const signal = new AbortController().signal;

function apiThat(answer: () => Response | Promise<Response>) {
	const asked: { path: string; init: RequestInit | undefined }[] = [];
	const api = makeApi(async (path, init) => {
		asked.push({ path: String(path), init });
		return answer();
	}, 'Europe/Berlin');
	return { api, asked };
}

describe('the API', () => {
	it('is asked for a token with the timezone of this machine', async () => {
		const { api, asked } = apiThat(() => Response.json({ room_name: 'r' }, { status: 201 }));
		expect(await api.token(signal)).toEqual({ outcome: 'answered', value: { room_name: 'r' } });
		expect(asked[0]?.path).toBe('/api/livekit/token');
		expect(asked[0]?.init).toMatchObject({ method: 'POST', body: '{"timezone":"Europe/Berlin"}' });
	});

	it('is asked about one room, whatever is in its name', async () => {
		const { api, asked } = apiThat(() => Response.json({}));
		await api.conversation(signal, 'a&b');
		await api.conversation(signal);
		expect(asked.map(({ path }) => path)).toEqual(['/api/conversation?room=a%26b', '/api/conversation']);
	});

	it('is told of the end by a request that outlives the page', async () => {
		const { api, asked } = apiThat(() => Response.json({ success: true }));
		await api.hangUp('r');
		expect(asked[0]?.path).toBe('/api/livekit/delete-room');
		expect(asked[0]?.init).toMatchObject({ body: '{"room_name":"r"}', keepalive: true });
	});

	it('may say no, and why, and until when', async () => {
		const problem = { code: 'too_many_calls', detail: 'Wait a minute.' };
		const headers = { 'retry-after': '20' };
		const { api } = apiThat(() => Response.json(problem, { status: 429, headers }));
		expect(await api.token(signal)).toEqual({ outcome: 'refused', status: 429, ...problem, retryAfter: 20_000 });
		const { api: curt } = apiThat(() => Response.json({}, { status: 503 }));
		const silent = { code: null, detail: null, retryAfter: null };
		expect(await curt.token(signal)).toEqual({ outcome: 'refused', status: 503, ...silent });
	});

	it('has said nothing of when by a date, which is some proxy’s', async () => {
		const headers = { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' };
		const { api } = apiThat(() => Response.json({}, { status: 503, headers }));
		expect(await api.token(signal)).toMatchObject({ status: 503, retryAfter: null });
	});

	it('is unreachable when there is no answer, or not one of its own', async () => {
		const { api: offline } = apiThat(() => Promise.reject(new TypeError('Failed to fetch')));
		expect(await offline.token(signal)).toEqual({ outcome: 'unreachable' });
		const { api: proxy } = apiThat(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
		expect(await proxy.token(signal)).toEqual({ outcome: 'unreachable' });
	});

	it('does not keep anybody who hangs up', async () => {
		const { api } = apiThat(() => Promise.reject(new TypeError('Failed to fetch')));
		await expect(api.hangUp('r')).resolves.toBeUndefined();
	});

	it('is called off with the call', async () => {
		const call = new AbortController();
		const api = makeApi(
			(_, init) =>
				new Promise((_resolve, reject) => {
					init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
				}),
			'UTC',
		);
		const answer = api.token(call.signal);
		call.abort();
		expect(await answer).toEqual({ outcome: 'unreachable' });
	});
});
