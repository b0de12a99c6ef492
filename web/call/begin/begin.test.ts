import { createRoot } from 'solid-js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import { createCallState } from '../call/call-state.ts';
import type { Capture } from '../microphone/capture.ts';
import type { Permission } from '../microphone/permission.ts';
import { makeSession, type Saved } from '../session/session.ts';
import type { Tabs } from '../tabs/tabs.ts';
import { savedIn } from '../tabs/testing.ts';
import { makeBeginning, type Wish } from './begin.ts';

interface Setting extends Partial<Wish> {
	readonly permission?: Permission;
	/** Another tab has the call. */
	readonly busy?: boolean;
	/** What another tab leaves. */
	readonly left?: Saved | null;
	/** The end of the call before, which is on its way to the API. */
	readonly ending?: Promise<void>;
}

const session = makeSession(() => sessionStorage);
beforeEach(() => sessionStorage.clear());

const settle = () => new Promise((resolve) => setTimeout(resolve));

function click({ permission = 'granted', busy = false, left = null, ending, ...wish }: Setting = {}) {
	const order: string[] = [];
	const over = new AbortController();
	let decide = (_: Capture) => {};
	const decision = new Promise<Capture>((resolve) => {
		decide = resolve;
	});
	const tabs: Tabs = {
		exclusive: true,
		enter: async () => {
			order.push('lock');
			return busy ? 'busy' : 'entered';
		},
		take: async () => {
			order.push('take');
			return left;
		},
		isBusy: async () => busy,
		free: async () => {},
	};
	const token = vi.fn(async (_: AbortSignal): Promise<Answer<TokenResponse>> => {
		order.push('token');
		return { outcome: 'unreachable' };
	});
	const hangUp = vi.fn(async (_: string) => ending);
	const { begin, hangUp: end } = makeBeginning({
		tabs,
		permission: async () => permission,
		capture: () => {
			order.push('microphone');
			return decision;
		},
		api: { token, conversation: async () => ({ outcome: 'unreachable' }), hangUp },
	});
	const state = createRoot(() => createCallState({ turns: [], captions: [], messages: [], closed: [] }));
	const tracing = { begin: vi.fn((_?: string) => void order.push('trace')) };
	const leaveToTab = vi.fn();
	if (ending !== undefined) end('r0');
	const began = begin({
		...{ resumed: null, typed: false, take: false, ...wish },
		...{ signal: over.signal, state, session, tracing, leaveToTab },
	});
	return { began, order, decide, token, state, tracing, leaveToTab, over };
}

const resumed = { room: 'r1', muted: true };

describe('a click on Start', () => {
	it('asks for the lock before anything else, then for all at once', async () => {
		const { began, order } = click();
		expect(await began).toMatchObject({ resumed: null, typed: false, alone: true });
		await settle();
		expect(order).toEqual(['lock', 'microphone', 'token']);
	});

	it('waits for the end of the call before, also where there are no locks', async () => {
		let reached = () => {};
		const { order } = click({ ending: new Promise((resolve) => (reached = resolve)) });
		await settle();
		expect(order).toEqual([]);
		reached();
		await settle();
		expect(order).toEqual(['lock', 'microphone', 'token']);
	});

	it('asks nobody for anything while another tab has the call', async () => {
		const { began, order, leaveToTab } = click({ busy: true });
		expect(await began).toBeNull();
		await settle();
		expect(order).toEqual(['lock']);
		expect(leaveToTab).toHaveBeenCalledTimes(1);
		expect(session.load().call).toBeNull();
	});

	it('opens no room while the browser asks about the microphone', async () => {
		const { order, decide } = click({ permission: 'prompt' });
		await settle();
		expect(order).toEqual(['lock', 'microphone']);
		decide({ outcome: 'refused', error: 'NotAllowedError' });
		await settle();
		expect(order).toEqual(['lock', 'microphone', 'token']);
	});

	it('that is taken back while the browser asks opens no room, and is not waited for', async () => {
		const { began, order, over } = click({ permission: 'prompt' });
		await settle();
		over.abort();
		const seen = await began;
		expect(await seen?.first).toEqual({ outcome: 'unreachable' });
		expect(order).not.toContain('token');
	});

	it('that is taken back later still learns which room was opened', async () => {
		const { token, over } = click();
		await settle();
		over.abort();
		expect(token.mock.calls[0]?.[0].aborted).toBe(false);
	});
});

describe('a click on Type only', () => {
	it('never asks for the microphone, whatever is allowed', async () => {
		for (const permission of ['granted', 'prompt', 'denied'] as const) {
			const { began, order } = click({ typed: true, permission });
			expect(await began).toMatchObject({ typed: true, captured: null });
			await settle();
			expect(order).toEqual(['lock', 'token']);
		}
	});

	it('holds for the reload', async () => {
		const { began, order } = click({ resumed: { ...resumed, typed: true } });
		expect(await began).toMatchObject({ typed: true, captured: null });
		await settle();
		expect(order).toEqual(['lock', 'token']);
	});
});

describe('a reload', () => {
	it('captures before it connects where that asks nobody', async () => {
		const { began, order } = click({ resumed });
		expect(await began).toMatchObject({ resumed });
		await settle();
		expect(order).toEqual(['lock', 'microphone', 'token']);
	});

	it('asks nobody for the microphone', async () => {
		for (const permission of ['prompt', 'denied'] as const) {
			const { began, order } = click({ resumed, permission });
			expect(await began).toMatchObject({ captured: null });
			await settle();
			expect(order).toEqual(['lock', 'token']);
		}
	});
});

describe('a call that is moved here', () => {
	it('goes on from what the other tab left, before the API is asked', async () => {
		const left: Saved = {
			...savedIn('r1'),
			call: { room: 'r1', muted: true, trace: 'a' },
			turns: [{ id: 't', role: 'agent', text: 'Hello.', at: 1 }],
		};
		const { began, order, state, tracing } = click({ take: true, left });
		expect(await began).toMatchObject({ resumed: left.call });
		await settle();
		expect(tracing.begin).toHaveBeenCalledExactlyOnceWith('a');
		expect([state.room(), state.transcript().turns]).toEqual(['r1', left.turns]);
		expect(order).toEqual(['take', 'trace', 'microphone', 'token']);
	});

	it('may ask for the microphone, because somebody has clicked', async () => {
		const { order, decide } = click({ take: true, left: savedIn('r1'), permission: 'prompt' });
		await settle();
		expect(order).toEqual(['take', 'trace', 'microphone']);
		decide({ outcome: 'refused', error: 'NotAllowedError' });
		await settle();
		expect(order.at(-1)).toBe('token');
	});

	it('is one that begins when the other tab left nothing', async () => {
		const { began, state } = click({ take: true });
		expect(await began).toMatchObject({ resumed: null });
		expect(state.room()).toBeNull();
	});

	it('stays without a microphone when it was', async () => {
		const left: Saved = { ...savedIn('r1'), call: { room: 'r1', muted: false, typed: true } };
		const { began } = click({ take: true, left });
		expect(await began).toMatchObject({ typed: true, captured: null });
	});
});
