import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { makeBackend } from './backend.ts';

const secret = '0123456789abcdef0123456789abcdef';
const claimed = {
	epoch: 1,
	humanIdentity: 'human-x',
	graceSeconds: 60,
	start: 'first',
	turns: [],
	todo: [],
	timezone: null,
	timezoneOffset: null,
};
const request = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1', agentName: 'greenroom-test' };

type Reply = () => Response | Promise<Response>;
const json =
	(body: unknown, status = 200): Reply =>
	() =>
		new Response(JSON.stringify(body), { status });
const fails: Reply = () => Promise.reject(new TypeError('fetch failed'));

/** Answers one reply after the other, the last one for ever. */
function against(...replies: Reply[]) {
	return againstTraced(null, ...replies);
}

function againstTraced(trace: string | null, ...replies: Reply[]) {
	const sent: Request[] = [];
	const backend = makeBackend(
		{
			url: 'http://127.0.0.1:1',
			apiKey: 'devkey',
			apiSecret: secret,
			trace,
			fetch: async (input, init) => {
				sent.push(new Request(input, init));
				const reply = replies[Math.min(sent.length, replies.length) - 1];
				if (reply === undefined) throw new Error('no reply');
				return reply();
			},
		},
		{ pausesMs: [1, 1], timeoutMs: 1_000 },
	);
	return { backend, sent };
}

describe('the backend client', () => {
	it('signs each call for one room and one minute, without a video grant', async () => {
		const { backend, sent } = against(json(claimed));
		await backend.agentJoined(request);
		const [first] = sent;
		expect(first?.url).toBe('http://127.0.0.1:1/api/agent/claim');
		const token = first?.headers.get('authorization')?.replace('Bearer ', '') ?? '';
		const { payload } = await jwtVerify(token, new TextEncoder().encode(secret));
		expect(payload).toMatchObject({ iss: 'devkey', sub: request.room, aud: 'greenroom-agent' });
		const { exp = 0, iat = 0 } = decodeJwt(token);
		expect(exp - iat).toBeLessThanOrEqual(60);
		expect(payload).not.toHaveProperty('video');
	});

	it('asks again when the API is down or does not answer, and takes the answer that comes', async () => {
		for (const failure of [
			fails,
			json({ code: 'store_unavailable' }, 503),
			() => new Response('<html>', { status: 502 }),
		]) {
			const { backend, sent } = against(failure, failure, json(claimed));
			expect(await backend.agentJoined(request)).toEqual({ outcome: 'ok', body: claimed });
			expect(sent).toHaveLength(3);
		}
	});

	it('says with each call to which trace it belongs, if to one', async () => {
		const trace = '0af7651916cd43dd8448eb211c80319c';
		const { backend, sent } = againstTraced(trace, fails, json(claimed));
		await backend.agentJoined(request);
		expect(sent.map(({ headers }) => headers.get('traceparent'))).toEqual(
			Array(2).fill(`00-${trace}-${trace.slice(0, 16)}-01`),
		);
		const { backend: untraced, sent: asked } = against(json(claimed));
		await untraced.agentJoined(request);
		expect(asked[0]?.headers.has('traceparent')).toBe(false);
	});

	it('gives up after its attempts, and says that nothing is known', async () => {
		const { backend, sent } = against(fails);
		expect(await backend.agentJoined(request)).toEqual({ outcome: 'unreachable' });
		expect(sent).toHaveLength(3);
	});

	it('does not repeat what the API has decided', async () => {
		const { backend, sent } = against(json({ code: 'claim_taken' }, 409));
		expect(await backend.agentJoined(request)).toEqual({ outcome: 'refused', code: 'claim_taken' });
		expect(sent).toHaveLength(1);
	});

	it('does not wait for ever for a server that hangs', async () => {
		const backend = makeBackend(
			{
				url: 'http://127.0.0.1:1',
				apiKey: 'k',
				apiSecret: secret,
				fetch: (_input, init) =>
					new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
			},
			{ timeoutMs: 20, pausesMs: [] },
		);
		expect(await backend.agentJoined(request)).toEqual({ outcome: 'unreachable' });
	});

	it('refuses an answer that it cannot read, rather than to serve by half of it', async () => {
		const { backend } = against(json({ epoch: 'one' }));
		expect(await backend.agentJoined(request)).toEqual({ outcome: 'refused', code: 'unreadable_answer' });
	});
});
