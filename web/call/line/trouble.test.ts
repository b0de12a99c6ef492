import { describe, expect, it } from 'vitest';
import { type LineSeen, TROUBLE_AFTER, troubleOf } from './trouble.ts';

const seen = (more: Partial<LineSeen> = {}): LineSeen => ({
	phase: 'reconnecting',
	since: 10_000,
	offline: false,
	asking: false,
	awaited: 'api',
	failure: null,
	...more,
});
const DUE = 10_000 + TROUBLE_AFTER * 1_000;

describe('the trouble with the line', () => {
	it('is none in a call that is connected, and none where there is no call', () => {
		for (const phase of ['connected', 'idle', 'moved', 'ended', 'failed'] as const)
			expect(troubleOf(seen({ phase }), DUE * 9)).toBeNull();
	});

	it('is none while it is no longer than usual', () => {
		expect(troubleOf(seen(), DUE - 1)).toBeNull();
		expect(troubleOf(seen({ phase: 'starting' }), DUE - 1)).toBeNull();
	});

	it('is said of the one who does not answer, within three seconds of the click', () => {
		expect(troubleOf(seen({ phase: 'starting' }), 13_000)).toEqual({ kind: 'api', seconds: 3 });
		expect(troubleOf(seen({ phase: 'starting', awaited: 'room' }), 13_000)).toEqual({ kind: 'room', seconds: 3 });
	});

	it('is nobody’s while the browser asks about the microphone', () => {
		expect(troubleOf(seen({ phase: 'starting', asking: true }), 60_000)).toBeNull();
	});

	it('has lasted for whole seconds while the page reconnects, whoever is waited for', () => {
		expect(troubleOf(seen({ awaited: 'room' }), 17_900)).toEqual({ kind: 'away', seconds: 7 });
	});

	it('is that the API does not let the page in again, where it says so', () => {
		const failure = { why: 'refused', code: 'too_many_calls', detail: null, retryAfter: 9_000 } as const;
		expect(troubleOf(seen({ failure }), 17_000)).toEqual({ kind: 'refused', failure, seconds: 7 });
		expect(troubleOf(seen({ failure, phase: 'connected' }), 17_000)).toBeNull();
	});

	it('is that the device is offline, at once and also before LiveKit notices', () => {
		for (const phase of ['connected', 'reconnecting'] as const)
			expect(troubleOf(seen({ phase, offline: true }), 10_000)).toEqual({ kind: 'offline', inCall: true });
		const starting = troubleOf(seen({ phase: 'starting', offline: true }), 10_000);
		expect(starting).toEqual({ kind: 'offline', inCall: false });
		expect(troubleOf(seen({ phase: 'idle', offline: true }), 10_000)).toBeNull();
	});
});
