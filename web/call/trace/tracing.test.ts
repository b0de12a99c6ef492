import { describe, expect, it, vi } from 'vitest';
import { isTrace, traceOf } from '../../../functions/protocol/trace.ts';
import { makeTracing } from './tracing.ts';

function setUp() {
	let seed = 0;
	const fetch = vi.fn(async (_input: unknown, _init?: RequestInit) => Response.json({}));
	const tracing = makeTracing(fetch, (bytes) => new Uint8Array(bytes).fill(++seed));
	return { tracing, fetch };
}

describe('the trace of a page', () => {
	it('is there before a call, and another one for each call', () => {
		const { tracing } = setUp();
		const traces = [tracing.trace()];
		for (let i = 0; i < 2; i++) {
			tracing.begin();
			traces.push(tracing.trace());
		}
		expect(new Set(traces).size).toBe(3);
		expect(traces.every(isTrace)).toBe(true);
	});

	it('goes on with a call that a reload returns to', () => {
		const { tracing } = setUp();
		const before = tracing.trace();
		tracing.begin();
		tracing.begin(before);
		expect(tracing.trace()).toBe(before);
	});

	it('goes with each request, which stays as it was otherwise', async () => {
		const { tracing, fetch } = setUp();
		const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', keepalive: true };
		await tracing.fetch('/api/livekit/token', init);
		await tracing.fetch('/api/conversation');
		const [[path, posted], [, got]] = fetch.mock.calls as [[string, RequestInit], [string, RequestInit]];
		expect(path).toBe('/api/livekit/token');
		expect(posted).toMatchObject({ method: 'POST', body: '{}', keepalive: true });
		const headers = new Headers(posted.headers);
		expect(headers.get('content-type')).toBe('application/json');
		expect(traceOf(headers.get('traceparent'))).toBe(tracing.trace());
		expect(traceOf(new Headers(got.headers).get('traceparent'))).toBe(tracing.trace());
	});
});
