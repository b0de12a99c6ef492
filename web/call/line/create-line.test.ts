import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallPhase } from '../state/state.ts';
import { createLine } from './create-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin(initial: CallPhase) {
	const page = new EventTarget();
	let online = true;
	const [phase, setPhase] = createSignal(initial);
	const [asking, setAsking] = createSignal(false);
	const { line, dispose } = createRoot((dispose) => ({
		dispose,
		line: createLine({ phase, asking, page, isOnline: () => online, now: Date.now }),
	}));
	const network = (is: boolean) => {
		online = is;
		page.dispatchEvent(new Event(is ? 'online' : 'offline'));
	};
	return { line, setPhase, setAsking, network, dispose };
}
const seconds = (of: number) => vi.advanceTimersByTimeAsync(of * 1_000);

describe('the line', () => {
	it('counts the seconds while the page reconnects, and anew the next time', async () => {
		const { line, setPhase } = begin('connected');
		await seconds(30);
		setPhase('reconnecting');
		expect(line.trouble()).toBeNull();
		await seconds(7);
		expect(line.trouble()).toEqual({ kind: 'away', seconds: 7 });
		setPhase('connected');
		expect(line.trouble()).toBeNull();
		setPhase('reconnecting');
		await seconds(3);
		expect(line.trouble()).toEqual({ kind: 'away', seconds: 3 });
	});

	it('counts from when the browser has its answer', async () => {
		const { line, setAsking } = begin('starting');
		setAsking(true);
		await seconds(30);
		expect(line.trouble()).toBeNull();
		setAsking(false);
		expect(line.trouble()).toBeNull();
		await seconds(2);
		expect(line.trouble()).toEqual({ kind: 'api', seconds: 2 });
	});

	it('knows who has to answer next', async () => {
		const { line } = begin('starting');
		await seconds(2);
		expect(line.trouble()).toMatchObject({ kind: 'api' });
		const turns: [] = [];
		const conversation = { phase: 'active', room: 'r1', turns, cursor: null } as const;
		const names = { server_url: '', participant_token: '', room_name: 'r1', participant_name: '' };
		line.receive({ type: 'granted', grant: { ...names, lifecycle: 'persistent', conversation } });
		expect(line.trouble()).toMatchObject({ kind: 'room' });
	});

	it('knows that the API does not let the page in again, until it does', async () => {
		const { line } = begin('reconnecting');
		const failure = { why: 'refused', code: 'too_many_calls', detail: null, retryAfter: null } as const;
		line.receive({ type: 'dropped', silent: true, failure });
		await seconds(5);
		expect(line.trouble()).toEqual({ kind: 'refused', failure, seconds: 5 });
		line.receive({ type: 'connected' });
		expect(line.trouble()).toEqual({ kind: 'away', seconds: 5 });
		line.receive({ type: 'dropped', silent: true });
		expect(line.trouble()).toMatchObject({ kind: 'away' });
	});

	it('says at once that the device is offline, and at once that it is not', () => {
		const { line, network } = begin('connected');
		network(false);
		expect(line.trouble()).toEqual({ kind: 'offline', inCall: true });
		network(true);
		expect(line.trouble()).toBeNull();
	});

	it('stops when the call is over', async () => {
		const { line, network, dispose } = begin('reconnecting');
		await seconds(3);
		dispose();
		expect(vi.getTimerCount()).toBe(0);
		network(false);
		expect(line.trouble()).toEqual({ kind: 'away', seconds: 3 });
	});
});
